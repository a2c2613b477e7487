/**
 * The study for entities: the arms of `npm run bench:triggers` as cells of `npm run study`. Each arm trains for minutes, so each is
 * kept in a line of its own (`cells-ner-arms.jsonl`), and what two protocols or budgets share is measured once.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { createRng, must, shuffled } from '#core/base';
import type { FloatTensors } from '#core/graph';
import { createOrtRuntime } from '#workers/platform/ort-runtime';
import type { Cell, CellResult, Costs } from './study-protocols.ts';
import { minutesOfSpans } from './study-spans.ts';
import { gloveEncoder } from './train-data.ts';
import { type Arm, type ArmResult, measureArm } from './triggers-cell.ts';
import { type Corpus, entitiesOf, readCorpus } from './triggers-data.ts';
import { Laboratory, loadNetworks, type Settings, usualSettings } from './triggers-laboratory.ts';

/** Unlabelled sentences that every arm with unlabelled text reads: all there are, as in the paper. */
const unlabelledSentences = Number.POSITIVE_INFINITY;

const smokeSettings: Partial<Settings> = {
  contextEpochs: 1,
  maxLooks: 1,
  stepsPerLook: 5,
  matcherSteps: 5,
  teachers: 1,
  weakSentences: 40,
};

interface KeptArm {
  readonly key: string;
  readonly result: Pick<ArmResult, 'f1' | 'weakRounds' | 'seconds'>;
}

export class EntityStudy {
  readonly #folder: string;
  readonly #corpus: Corpus;
  readonly #settings: Settings;
  readonly #smoke: boolean;
  #laboratory: Laboratory | undefined;

  constructor(folder: string, smoke: boolean) {
    this.#folder = folder;
    this.#smoke = smoke;
    this.#settings = { ...usualSettings, ...(smoke ? smokeSettings : {}) };
    const corpus = readCorpus(smoke ? 20 : 300, smoke ? 40 : Number.POSITIVE_INFINITY);
    this.#corpus = {
      ...corpus,
      train: shuffled(corpus.train, createRng(2026)).slice(0, smoke ? 60 : unlabelledSentences),
    };
  }

  async measure(cell: Cell, costs: Costs): Promise<CellResult> {
    const { protocol, budget, seed } = cell;
    if (protocol === 'minutes') return minutesOfSpans(cell, costs, this.#smoke ? 60 : undefined);
    const arm = (name: Arm, k = budget): Promise<KeptArm['result']> => this.#arm(name, k, seed);
    const reasons = await arm('d');
    const labels = await arm(protocol === 'paper' ? 'b' : 'b2');
    const alone = await arm(protocol === 'paper' ? 'a' : 'd0');
    const weak = must(reasons.weakRounds?.[0], 'weak labels of a round');
    return {
      arms: { reasons: 100 * reasons.f1, labels: 100 * labels.f1, 'k labels alone': 100 * alone.f1 },
      choices: {},
      notes: {
        precision: weak.precision,
        recall: weak.recall,
        secondsReasons: reasons.seconds,
        secondsLabels: labels.seconds,
      },
    };
  }

  async #arm(arm: Arm, k: number, seed: number): Promise<KeptArm['result']> {
    // 2k labels without triggers are half of the budget's twice: one cell, by construction.
    const same: Partial<Record<Arm, [Arm, number]>> = { b: ['a', 2 * k], b2: ['d0', 2 * k] };
    const [name, sentences] = same[arm] ?? [arm, k];
    const file = join(this.#folder, 'cells-ner-arms.jsonl');
    const key = JSON.stringify([name, sentences, seed, this.#corpus.train.length, this.#settings]);
    const known = linesOf(file).find((line) => line.key === key);
    if (known !== undefined) return known.result;
    const laboratory = await this.#open();
    const { f1, weakRounds, seconds } = await measureArm(
      { percent: (100 * sentences) / this.#corpus.all.length, seed, arm: name },
      {
        laboratory,
        corpus: this.#corpus,
        lesson: () => this.#lesson(laboratory, seed),
        thresholds: [],
        unlabelled: unlabelledSentences,
      },
    );
    const result = { f1, seconds, ...(weakRounds === undefined ? {} : { weakRounds }) };
    appendFileSync(file, `${JSON.stringify({ key, result } satisfies KeptArm)}\n`);
    console.error(
      `${name}, ${sentences} sentences, seed ${seed}: ${(100 * f1).toFixed(1)} (${seconds.toFixed(0)} s)`,
    );
    return result;
  }

  async #open(): Promise<Laboratory> {
    this.#laboratory ??= new Laboratory(
      await loadNetworks(createOrtRuntime({ threads: 1 })),
      gloveEncoder(),
      this.#settings,
      this.#corpus.dev,
      entitiesOf,
    );
    return this.#laboratory;
  }

  /** The lesson without labels is one for all arms of a seed. */
  async #lesson(laboratory: Laboratory, seed: number): Promise<FloatTensors> {
    const name = `cells-ner-lesson-${seed}${this.#smoke ? '-smoke' : ''}.jsonl`;
    const file = join(this.#folder, name);
    // Written below by the same code.
    if (existsSync(file)) return deserialize(readFileSync(file)) as FloatTensors;
    const parameters = await laboratory.context(this.#corpus.train, seed);
    writeFileSync(file, serialize(parameters));
    return parameters;
  }
}

function linesOf(file: string): KeptArm[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): KeptArm[] => {
      try {
        // Written above; a line that a stopped run left half is measured again.
        return [JSON.parse(line) as KeptArm];
      } catch {
        return [];
      }
    });
}
