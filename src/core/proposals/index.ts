export {
  chooseDiverse,
  evidenceOf,
  proposalOptions,
  type RatedForm,
} from './choice.ts';
export { MatchMemory } from './match-memory.ts';
export { type Proposal, type ProposalQuestion, Proposer } from './propose.ts';
