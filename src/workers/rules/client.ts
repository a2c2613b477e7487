/** The page's handle on the rules worker. */
import type { LogicalForm } from '#core/explain';
import { createWorkerClient, spawned } from '../rpc/client.ts';
import type { Job, Progress } from '../rpc/job.ts';
import type {
  ComposeAnswer,
  ComposeRequest,
  CorpusAnswer,
  ExplainAnswer,
  ExplainRequest,
  MatchesAnswer,
  MatchesRequest,
  ProbeReply,
  ProbeRequest,
  ProposalsAnswer,
  ReportRequest,
  RulesMethods,
  RulesReport,
  SoftState,
} from './contract.ts';

export interface RulesClient {
  /** At each key press: what is understood, whether it is true here, what could come next. Supersedes the last. */
  explain(request: ExplainRequest): Job<ExplainAnswer>;
  /** After a pause in typing: how the form fares on the other documents. Supersedes the last. */
  corpus(request: ExplainRequest & { readonly logicalForm: LogicalForm }): Job<CorpusAnswer>;
  /** What could explain the label here; of what is typed, those with its words. Supersedes the last. */
  prepare(request: RulesMethods['prepare']['request']): Job<undefined>;
  propose(request: RulesMethods['propose']['request']): Job<ProposalsAnswer>;
  /** A rule that is being written without a text. Supersedes the last. */
  compose(request: ComposeRequest): Job<ComposeAnswer>;
  /** The table of the Explanations screen; again whenever a threshold moves. Supersedes the last. */
  report(request: ReportRequest, onProgress?: (progress: Progress) => void): Job<RulesReport>;
  /** After a report that is not settled; then ask for it again. Supersedes the last. */
  settle(request: { readonly projectId: string }, onProgress?: (progress: Progress) => void): Job<SoftState>;
  /** Where one rule matches, best first. Supersedes the last. */
  matches(request: MatchesRequest): Job<MatchesAnswer>;
  /** What to ask about a rule next. Supersedes the last. */
  probe(request: ProbeRequest): Job<ProbeReply>;
  close(): void;
}

export function createRulesClient(): RulesClient {
  const client = createWorkerClient<RulesMethods>(
    () =>
      spawned(new Worker(new URL('./rules.worker.ts', import.meta.url), { type: 'module', name: 'rules' })),
    {
      explain: { order: 'latest', retry: true },
      corpus: { order: 'latest', retry: true },
      prepare: { order: 'latest', retry: true },
      propose: { order: 'latest', retry: true },
      compose: { order: 'latest', retry: true },
      report: { order: 'latest', retry: true },
      settle: { order: 'latest', retry: true },
      matches: { order: 'latest', retry: true },
      probe: { order: 'latest', retry: true },
    },
  );
  return {
    explain: (request) => client.call('explain', request),
    corpus: (request) => client.call('corpus', request),
    prepare: (request) => client.call('prepare', request),
    propose: (request) => client.call('propose', request),
    compose: (request) => client.call('compose', request),
    report: (request, onProgress) => client.call('report', request, onProgress),
    settle: (request, onProgress) => client.call('settle', request, onProgress),
    matches: (request) => client.call('matches', request),
    probe: (request) => client.call('probe', request),
    close: client.close,
  };
}
