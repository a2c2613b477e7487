export { MatchMemory } from './match-memory.ts';
export {
  type Proposal,
  type ProposalOptions,
  type ProposalQuestion,
  Proposer,
  proposalOptions,
} from './propose.ts';
