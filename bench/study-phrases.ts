/**
 * BC5CDR for *minutes*: sentences with the noun phrases that rules vote on, and the reasons that a simulated person takes, of those that
 * the app's own proposer has about an entity; looked at as in bench/study-reasons.ts.
 */
import { createRng, must, shuffled } from '#core/base';
import { Corpus, StrictPass } from '#core/execute';
import type { Instance, LogicalForm } from '#core/explain';
import { Proposer } from '#core/proposals';
import { nounPhrases, rangeOfSpan, type Span } from '#core/text';
import { type FeatureRows, spansOfTags, type TokenEncoder, type TokenLabel, tokenRows } from '#core/train';
import { bc5cdr, bc5cdrLabels, gloveEncoder, type TaggedSentence } from './train-data.ts';

const glance = 5;
const good = 0.8;

/** What reasons vote on: a noun phrase, as a token range of a sentence. */
interface Phrase extends TokenLabel {
  readonly sentence: number;
}

export interface SpanPart {
  readonly sentences: readonly TaggedSentence[];
  readonly gold: readonly (readonly TokenLabel[])[];
  readonly rows: FeatureRows;
  /** The first row of each sentence. */
  readonly starts: readonly number[];
  readonly texts: readonly { readonly text: string; readonly tokens: readonly Span[] }[];
  /** `label` is its gold label, −1 where it is none. */
  readonly phrases: readonly Phrase[];
  /** Number of its first phrase in the corpus. */
  readonly first: number;
}

export class SpanWorld {
  readonly pool: SpanPart;
  readonly dev: SpanPart;
  readonly test: SpanPart;
  readonly phrases: number;
  readonly proposer: Proposer;
  readonly #pass: StrictPass;
  readonly encoder: TokenEncoder;

  constructor(seed: number, limit: number) {
    this.encoder = gloveEncoder();
    const corpus = new Corpus();
    let first = 0;
    const partOf = (sentences: readonly TaggedSentence[]): SpanPart => {
      const part = readPart(sentences, this.encoder, first, corpus);
      first += part.phrases.length;
      return part;
    };
    this.pool = partOf(shuffled(bc5cdr('train.txt'), createRng(seed)).slice(0, Math.min(2000, limit)));
    this.dev = partOf(shuffled(bc5cdr('dev.txt'), createRng(2020)).slice(0, Math.min(400, limit)));
    this.test = partOf(shuffled(bc5cdr('test.txt'), createRng(2020)).slice(0, Math.min(2000, limit)));
    this.phrases = first;
    this.proposer = new Proposer(corpus);
    this.#pass = new StrictPass(corpus);
  }

  matches(form: LogicalForm): Int32Array {
    return this.#pass.run(this.#pass.compile(form));
  }
}

function layOut(words: readonly string[]): { readonly text: string; readonly tokens: readonly Span[] } {
  let text = '';
  const tokens = words.map((word) => {
    if (text !== '') text += ' ';
    const from = text.length;
    text += word;
    return { from, to: text.length };
  });
  return { text, tokens };
}

function readPart(
  sentences: readonly TaggedSentence[],
  encoder: TokenEncoder,
  first: number,
  corpus: Corpus,
): SpanPart {
  const gold = sentences.map(({ tags }) => spansOfTags(tags));
  const texts = sentences.map(({ words }) => layOut(words));
  const phrases: Phrase[] = [];
  let row = 0;
  const starts: number[] = [];
  texts.forEach(({ text, tokens }, sentence) => {
    starts.push(row);
    row += tokens.length;
    const slot = corpus.addSentence({ text, tokens });
    for (const span of nounPhrases(text, tokens)) {
      const range = rangeOfSpan(tokens, span);
      if (range === undefined) continue;
      const same = gold[sentence]?.find((one) => one.from === range.from && one.to === range.to);
      phrases.push({ sentence, from: range.from, to: range.to, label: same?.label ?? -1 });
      corpus.addInstance(slot, { entity: span });
    }
  });
  return { sentences, gold, rows: tokenRows(sentences, encoder), starts, texts, phrases, first };
}

/** Reasons that were taken, and how many of them vote for each label of each phrase. */
export class SpanReasons {
  readonly given: { readonly label: number; readonly form: LogicalForm }[] = [];
  readonly #world: SpanWorld;
  readonly #votes: Uint16Array;

  constructor(world: SpanWorld) {
    this.#world = world;
    this.#votes = new Uint16Array(world.phrases * bc5cdrLabels.length);
  }

  votes(part: SpanPart, phrase: number, label: number): number {
    return this.#votes[(part.first + phrase) * bc5cdrLabels.length + label] ?? 0;
  }

  /** Whether a reason votes for the label of exactly this span. */
  reaches(part: SpanPart, sentence: number, { from, to, label }: TokenLabel): boolean {
    return part.phrases.some(
      (one, i) =>
        one.sentence === sentence && one.from === from && one.to === to && this.votes(part, i, label) > 0,
    );
  }

  /** What is taken for an entity of the pool, `most` at most; phrases of the pool that it newly reaches. */
  offer(
    sentence: number,
    entity: TokenLabel,
    known: ReadonlyMap<number, number>,
    most: number,
    random: <T>(list: readonly T[]) => T[],
  ): { readonly taken: number; readonly fresh: readonly number[] } {
    const { pool, proposer } = this.#world;
    const { text, tokens } = must(pool.texts[sentence], 'text');
    const own = pool.phrases.findIndex(
      (one) => one.sentence === sentence && one.from === entity.from && one.to === entity.to,
    );
    const span = {
      from: must(tokens[entity.from], 'token').from,
      to: must(tokens[entity.to - 1], 'token').to,
    };
    const here: Instance = { text, tokens, args: { entity: span } };
    const count = pool.phrases.length;
    const proposals = proposer.propose({
      here,
      ...(own < 0 ? {} : { instance: own }),
      label: entity.label,
      goldOf: (instance) => known.get(instance),
      isSeen: (instance) => instance < count,
      isCovered: (instance) => instance < count && this.votes(pool, instance, entity.label) > 0,
      known: this.given.filter(({ label }) => label === entity.label).map(({ form }) => form),
    });
    const fresh = new Set<number>();
    let taken = 0;
    for (const { form, matches } of proposals) {
      if (taken >= most) break;
      const seen = random([...matches]).slice(0, glance);
      const right = seen.filter((one) => pool.phrases[one]?.label === entity.label).length;
      if (seen.length < 2 || right < good * seen.length) continue;
      taken++;
      this.given.push({ label: entity.label, form });
      for (const one of this.#world.matches(form)) {
        const cell = one * bc5cdrLabels.length + entity.label;
        this.#votes[cell] = (this.#votes[cell] ?? 0) + 1;
        if (one < count) fresh.add(one);
      }
    }
    return { taken, fresh: [...fresh] };
  }

  quality(part: SpanPart): { readonly coverage: number; readonly precision: number } {
    let [voted, right] = [0, 0];
    const found = new Set<string>();
    part.phrases.forEach(({ sentence, from, label }, i) => {
      const said = bc5cdrLabels.flatMap((_, l) => (this.votes(part, i, l) > 0 ? [l] : []));
      if (said.length === 0) return;
      voted++;
      if (!said.includes(label)) return;
      right++;
      found.add(`${sentence} ${from}`);
    });
    const all = part.gold.reduce((sum, spans) => sum + spans.length, 0);
    return { coverage: found.size / Math.max(1, all), precision: right / Math.max(1, voted) };
  }
}
