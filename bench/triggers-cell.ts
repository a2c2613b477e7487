/** One arm of one cell of `npm run bench:triggers`: what it is given, and what comes of it on the test sentences. */
import type { FloatTensors } from '#core/graph';
import { bc5cdrLabels, nerExample, type TaggedSentence } from './train-data.ts';
import { selfTrained, trainTriggered, type WeakFigures } from './triggers-arms.ts';
import { type Corpus, cutCorpus, type ExplainedSentence } from './triggers-data.ts';
import { type Curve, type Laboratory, round } from './triggers-laboratory.ts';
import { Matching, predictWith } from './triggers-matching.ts';

export const arms = {
  a: 'BLSTM-CRF, k sentences',
  b: 'BLSTM-CRF, 2k sentences',
  c: 'trigger matching network, k sentences with triggers',
  d: 'c with the lesson without labels and weak labels for the rest of train',
  d0: 'd with all trigger vectors zero: what is left without triggers',
  b1: '2k sentences and plain self-training on the rest of train',
  b2: 'b1 with the lesson without labels',
} as const;

export type Arm = keyof typeof arms;
export const isArm = (name: string): name is Arm => Object.hasOwn(arms, name);

export interface Cell {
  readonly percent: number;
  readonly seed: number;
  readonly arm: Arm;
}

export interface ArmResult {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
  readonly dev: number;
  readonly curve: readonly Curve[];
  readonly seconds: number;
  /** Arms with weak labels: of each round, and by threshold in the first. */
  readonly weakRounds?: readonly WeakFigures[];
  readonly weakByThreshold?: readonly WeakFigures[];
}

export interface CellOptions {
  readonly laboratory: Laboratory;
  readonly corpus: Corpus;
  /** The lesson without labels. */
  readonly lesson: () => Promise<FloatTensors>;
  /** At which similarities the weak labels of d are looked at. */
  readonly thresholds: readonly number[];
  /** At most so many unlabelled sentences. */
  readonly unlabelled: number;
}

export async function measureArm(
  { percent, seed, arm }: Cell,
  { laboratory, corpus, lesson, thresholds, unlabelled }: CellOptions,
): Promise<ArmResult> {
  const { settings } = laboratory;
  const cut = cutCorpus(corpus, percent, seed);
  const started = performance.now();
  const result = (
    { dev, curve }: { readonly dev: number; readonly curve: readonly Curve[] },
    spans: Parameters<Laboratory['score']>[1],
  ): ArmResult => {
    const { f1, precision, recall } = laboratory.score(corpus.test, spans);
    const seconds = (performance.now() - started) / 1000;
    const [a, b, c, d, e] = [f1, precision, recall, dev, seconds].map(round);
    return { f1: a ?? 0, precision: b ?? 0, recall: c ?? 0, dev: d ?? 0, curve, seconds: e ?? 0 };
  };
  const plain = async (sentences: readonly TaggedSentence[]): Promise<ArmResult> => {
    const examples = sentences.map((s) => nerExample(s, bc5cdrLabels.length));
    const trained = await laboratory.tagger(examples, seed);
    return result(trained, await laboratory.tagPlainly(trained.parameters, corpus.test));
  };
  const matchingOf = async (sentences: readonly ExplainedSentence[], from?: FloatTensors) =>
    new Matching(laboratory, await laboratory.matcher(sentences, seed, from), sentences);
  const reading = (blind: boolean) => ({ blind, threshold: settings.threshold, votes: settings.votes });
  const taught = async (
    matching: Matching,
    rest: readonly TaggedSentence[],
    blind: boolean,
    from: FloatTensors,
  ): Promise<ArmResult> => {
    const options = { seed, blind, from, ...(blind ? {} : { thresholds }) };
    const trained = await selfTrained(laboratory, matching, rest.slice(0, unlabelled), options);
    const spans = await predictWith(trained.taggers, matching, corpus.test, reading(blind));
    const { weakRounds, weakByThreshold } = trained;
    return { ...result(trained, spans), weakRounds, ...(blind ? {} : { weakByThreshold }) };
  };

  switch (arm) {
    case 'a':
      return plain(cut.explained);
    case 'b':
      return plain(cut.doubled);
    case 'c': {
      const matching = await matchingOf(cut.explained);
      const { trained, tagger } = await trainTriggered(laboratory, matching, [], {
        seed,
        blind: false,
        from: {},
      });
      return result(trained, await predictWith([tagger], matching, corpus.test, reading(false)));
    }
    case 'd': {
      const from = await lesson();
      return taught(await matchingOf(cut.explained, from), cut.rest, false, from);
    }
    case 'd0':
      return taught(await matchingOf(cut.explained), cut.rest, true, await lesson());
    case 'b1':
      return taught(await matchingOf(cut.doubled), cut.restOfDoubled, true, {});
    case 'b2':
      return taught(await matchingOf(cut.doubled), cut.restOfDoubled, true, await lesson());
    default:
      return arm satisfies never;
  }
}
