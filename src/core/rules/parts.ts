/** What a rule engine is made of. The engine alone changes it; questions and diagnoses read it. */
import type { Prober } from '#core/probing';
import type { Proposer } from '#core/proposals';
import type { LabelMatrix } from '#core/weak';
import type { RuleCorpus } from './corpus.ts';
import type { RuleLabels } from './labels.ts';
import type { RuleBook } from './rule-book.ts';
import type { RuleRunner } from './runner.ts';
import type { Voters } from './voters.ts';

export interface EngineParts {
  readonly labels: RuleLabels;
  readonly documents: RuleCorpus;
  readonly runner: RuleRunner;
  readonly matrix: LabelMatrix;
  readonly rules: RuleBook;
  readonly voters: Voters;
  readonly proposer: Proposer;
  readonly prober: Prober;
}
