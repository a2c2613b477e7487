/** The grammar of explanations: the rules of phrases and of clauses in one table. */
import { clauseRules } from './grammar-clauses.ts';
import { phraseRules } from './grammar-phrases.ts';
import { makeGrammar } from './rule.ts';

export const grammar = makeGrammar([...phraseRules, ...clauseRules]);
