/** The grammar of explanations: the rules of phrases and of clauses in one table. */
import { clauseRules } from './grammar-clauses.ts';
import { comparisonRules } from './grammar-comparisons.ts';
import { placeRules } from './grammar-places.ts';
import { thingRules } from './grammar-things.ts';
import { verbRules } from './grammar-verbs.ts';
import { makeGrammar } from './rule.ts';

export const grammar = makeGrammar([
  ...placeRules,
  ...thingRules,
  ...verbRules,
  ...clauseRules,
  ...comparisonRules,
]);
