/** Forward validation of a training's two experts: on what was labelled since they were trained. */
import type { NetworkManifest } from '#core/graph';
import type { TaughtDocument, Weights } from '#core/project';
import { expertOf, type LoadedGraph, type TokenEncoder } from '#core/train';
import { addToRecord, recordOf } from './expert.ts';
import { VoteRecord, type VotesOf } from './rule-votes.ts';
import type { TaskScheme } from './task.ts';

/** Texts that a training validates on at most: an import brings thousands. */
const maxHeldOut = 24;

interface Occasion {
  readonly previous?: Weights;
  readonly network: { readonly manifest: NetworkManifest; readonly predict: LoadedGraph };
  readonly encoder: TokenEncoder;
}

/** What both experts, as they were, make of the texts that were labelled since: added to what is known of their powers. */
export async function heldOutRecord<Example>(
  { previous, network, encoder }: Occasion,
  scheme: TaskScheme<Example>,
  taught: readonly TaughtDocument[],
): Promise<Float32Array<ArrayBuffer>> {
  const { candidates } = scheme.expert;
  if (previous === undefined) return recordOf({}, candidates.length);
  const record = recordOf(previous.tensors, candidates.length);
  // A network that has learned nothing says nothing of its power, and one of other labels cannot be asked about these.
  const known = knowsSame(scheme.labels, previous.labels);
  if (previous.step === 0 || !known || expertOf(previous.tensors) === undefined) return record;
  const fresh = taught.filter((one) => isFresh(one, previous.trainedAt)).slice(0, maxHeldOut);
  const examples = scheme.teach(fresh);
  if (examples.length === 0) return record;
  const predictor = {
    manifest: network.manifest,
    graph: network.predict,
    parameters: previous.tensors,
    encoder,
  };
  for (const losses of await scheme.heldOut(examples, predictor)) addToRecord(record, losses);
  return record;
}

/** The same of the power of rules: what they say of those texts, beside the model as it was. */
export async function heldOutVotes<Example>(
  { previous, network, encoder }: Occasion,
  scheme: TaskScheme<Example>,
  taught: readonly TaughtDocument[],
  votes: VotesOf | undefined,
): Promise<VoteRecord> {
  const record = VoteRecord.of(previous?.tensors ?? {});
  if (previous === undefined || votes === undefined || !knowsSame(scheme.labels, previous.labels))
    return record;
  const fresh = taught.filter((one) => isFresh(one, previous.trainedAt)).slice(0, maxHeldOut);
  const { manifest, predict: graph } = network;
  const predictor = { manifest, graph, parameters: previous.tensors, encoder };
  for (const one of await scheme.voted(fresh, predictor, votes)) record.add(one);
  return record;
}

const knowsSame = (labels: readonly string[], others: readonly string[]): boolean =>
  labels.length === others.length && labels.every((id, i) => id === others[i]);

/** All that is labelled here was labelled since; marked entities of relations may be older. */
function isFresh({ document, annotations }: TaughtDocument, since: number): boolean {
  const judged = annotations.filter(({ target }) => target.kind !== 'span');
  const counted = judged.length > 0 ? judged : annotations;
  if (counted.length === 0) return document.updatedAt > since;
  return counted.every(({ updatedAt }) => updatedAt > since);
}
