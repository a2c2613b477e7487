/**
 * A finished project as plain data: everything that labels a new text but the numbers of its networks (`Weights`) and the word
 * vectors. It holds no text of the project; of its words only those that were labelled, and the sentences that triggers stand in.
 */
import * as v from 'valibot';
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { checkForm, type LogicalForm, type WordList } from '#core/explain';
import { type Label, type ProjectSettings, type Task, tasks } from '#core/project';
import type { DictionaryRecord, PairRecord } from '#core/recommend';
import type { Trigger } from '#core/triggers';

/** Counts up when an older reader would read it wrongly. */
export const pipelineVersion = 1;

export interface RuleRecord {
  /** The explanation's id. */
  readonly id: string;
  readonly labelId: string;
  /** As a person wrote it. */
  readonly sentence: string;
  readonly form: LogicalForm;
  readonly enabled: boolean;
}

/** What was learned of the rules' votes (core/weak), numbers as lists. Labels and rules are numbered by their place in the lists. */
export interface VotesRecord {
  readonly labels: readonly string[];
  readonly rules: readonly string[];
  readonly model: Readonly<{
    labelCount: number;
    classBalance: readonly number[];
    accuracies: readonly number[];
    weights: readonly number[];
    pairRules: readonly number[];
    pairLabels: readonly number[];
    voteEvidence: readonly number[];
    silenceEvidence: readonly number[];
    silence: 'ignored' | 'evidence';
    iterations: number;
  }>;
  readonly context?:
    | Readonly<{ labelCount: number; dims: number; weights: readonly number[]; prior: readonly number[] }>
    | undefined;
}

export interface TriggersRecord {
  readonly list: readonly Trigger[];
  /** Kinds of targets that people labelled. */
  readonly kinds: readonly ('span' | 'relation' | 'text' | 'aspect')[];
  /** RE: types of ends that each label was seen with, by its id. */
  readonly ends: Readonly<Record<string, readonly string[]>>;
}

export interface PipelineRecord {
  readonly format: 'lean-life-pipeline';
  readonly version: typeof pipelineVersion;
  readonly name: string;
  readonly task: Task;
  readonly labels: readonly Pick<Label, 'id' | 'name' | 'kind' | 'position' | 'headTypes' | 'tailTypes'>[];
  readonly settings: Pick<
    ProjectSettings,
    'sources' | 'confidenceThreshold' | 'ruleThreshold' | 'triggerThreshold'
  >;
  readonly dictionary: DictionaryRecord;
  readonly pairs: PairRecord;
  /** SA: whether aspects are marked in this project. */
  readonly hasAspects: boolean;
  /** In the order in which their votes are numbered. */
  readonly rules: readonly RuleRecord[];
  /** The project's word lists, which rules name; absent where it has none. */
  readonly lists?: readonly WordList[] | undefined;
  /** Absent where there is no rule. */
  readonly votes?: VotesRecord | undefined;
  readonly triggers: TriggersRecord;
}

const numbers = v.array(v.number());
const counts = v.custom<Readonly<Record<string, number>>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((count) => typeof count === 'number'),
  'counts by label',
);
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const tokenSpan = v.object({ from: v.number(), to: v.number() });

const pipelineSchema = v.object({
  format: v.literal('lean-life-pipeline'),
  version: v.literal(pipelineVersion),
  name: v.string(),
  task: v.picklist(tasks),
  labels: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      kind: v.picklist(['span', 'relation', 'text']),
      position: v.number(),
      headTypes: v.exactOptional(v.array(v.string())),
      tailTypes: v.exactOptional(v.array(v.string())),
    }),
  ),
  settings: v.object({
    sources: v.object({
      'noun-phrases': v.boolean(),
      dictionary: v.boolean(),
      model: v.boolean(),
      explanations: v.boolean(),
      predictions: v.boolean(),
    }),
    confidenceThreshold: share,
    ruleThreshold: share,
    triggerThreshold: share,
  }),
  dictionary: v.array(v.object({ text: v.string(), labels: counts, passedOver: v.number() })),
  pairs: v.array(v.object({ pair: v.string(), labels: counts })),
  hasAspects: v.boolean(),
  rules: v.array(
    v.object({
      id: v.string(),
      labelId: v.string(),
      sentence: v.string(),
      form: v.unknown(),
      enabled: v.boolean(),
    }),
  ),
  lists: v.exactOptional(v.array(v.object({ name: v.string(), words: v.array(v.string()) }))),
  votes: v.exactOptional(
    v.object({
      labels: v.array(v.string()),
      rules: v.array(v.string()),
      model: v.object({
        labelCount: v.number(),
        classBalance: numbers,
        accuracies: numbers,
        weights: numbers,
        pairRules: numbers,
        pairLabels: numbers,
        voteEvidence: numbers,
        silenceEvidence: numbers,
        silence: v.picklist(['ignored', 'evidence']),
        iterations: v.number(),
      }),
      context: v.exactOptional(
        v.object({ labelCount: v.number(), dims: v.number(), weights: numbers, prior: numbers }),
      ),
    }),
  ),
  triggers: v.object({
    list: v.array(
      v.object({
        explanationId: v.string(),
        documentId: v.string(),
        labelId: v.string(),
        words: v.array(v.string()),
        positions: numbers,
        phrase: v.string(),
        target: v.exactOptional(tokenSpan),
        pair: v.exactOptional(v.object({ head: tokenSpan, tail: tokenSpan })),
      }),
    ),
    kinds: v.array(v.picklist(['span', 'relation', 'text', 'aspect'])),
    ends: v.custom<Readonly<Record<string, readonly string[]>>>(
      (value) => typeof value === 'object' && value !== null && Object.values(value).every(Array.isArray),
      'types of ends by label',
    ),
  }),
});

/** Reads what `JSON.parse` gave of a `rules.json`; the message names the place of the first fault. */
export function checkPipeline(json: unknown): Result<PipelineRecord, Problem<'not-a-pipeline'>> {
  const version = (json as { readonly version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > pipelineVersion) {
    return err(
      problem(
        'not-a-pipeline',
        `version ${version} is newer than this program, which reads ${pipelineVersion}`,
      ),
    );
  }
  const parsed = v.safeParse(pipelineSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return err(problem('not-a-pipeline', `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`));
  }
  const rules: RuleRecord[] = [];
  for (const [place, rule] of parsed.output.rules.entries()) {
    const form = checkForm(rule.form);
    if (!form.ok) return err(problem('not-a-pipeline', `rules.${place}.form: ${form.error.message}`));
    rules.push({ ...rule, form: form.value });
  }
  return ok({ ...parsed.output, rules });
}
