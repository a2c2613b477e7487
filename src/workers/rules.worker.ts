/** Understands explanations and runs them over the corpus. */
import { err, problem } from '#core/base';
import type { RulesMethods } from './rules-contract.ts';
import { serve } from './serve.ts';

serve<RulesMethods>({
  explain: async () => err(problem('not-built', 'Sentences are not understood yet.')),
  corpus: async () => err(problem('not-built', 'Sentences are not understood yet.')),
  report: async () => err(problem('not-built', 'Rules are not run yet.')),
  matches: async () => err(problem('not-built', 'Rules are not run yet.')),
});
