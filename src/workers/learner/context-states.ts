/**
 * States of words in their context, for the sessions: made by the encoder's worker while networks train here. Word vectors
 * serve until the labelled texts have been read, and where they are too many or the encoder cannot be had.
 *
 * Laws: a session is given states of every document that it reads, or none; nothing here waits for the encoder to be fetched.
 */
import type { Problem } from '#core/base';
import { bytesOfStates, type EncodableDocument, type TokenStates, withStates } from '#core/encoder';
import { type Label, type Task, taskTraits } from '#core/project';
import { labelTexts } from '#core/tasks';
import type { TokenEncoder } from '#core/train';
import type { EncoderClient } from '../encoder/client.ts';
import { type EncoderChoice, type EncoderReady, isOwn } from '../encoder/contract.ts';
import type { LearnerStatus } from './contract.ts';

/** Texts read in one go, and so many a training waits for. */
const atOnce = 16;
const awaited = 32;
/** Texts of weak labels that a training has read for it. */
const maxWeak = 128;
/** Labels whose own texts are read, which say what they mean; of more than so many none. */
const maxLabels = 64;
/** Bytes of states in memory at most, and of text that can be labelled before they would be more. */
const memoryBound = 128_000_000;
const textBound = 1_000_000;
/** After a failure it is tried again when so much time has passed. */
const retryAfterMs = 60_000;
/** So long after the encoder was asked for a first network had better wait for what it makes. */
const usualPatienceMs = 20_000;

/** What there is to learn. */
interface Lesson {
  readonly project: {
    readonly task: Task;
    readonly guidelines?: string;
    readonly settings: {
      readonly encoder?: { readonly name: string } | null | undefined;
      readonly entitiesInContext?: boolean | undefined;
    };
  };
  readonly labels: readonly Pick<Label, 'id' | 'kind' | 'name'>[];
  readonly labelled: readonly { readonly document: EncodableDocument }[];
}

export interface ContextOptions {
  readonly client: EncoderClient;
  readonly choice: EncoderChoice;
  /** How long a first network waits for states, where it is not the usual time. */
  readonly patienceMs?: number;
}

export class ContextStates {
  readonly #projectId: string;
  readonly #client: EncoderClient | undefined;
  readonly #choice: EncoderChoice;
  readonly #patienceMs: number;
  readonly #changed: (change: Partial<LearnerStatus>) => void;
  #ready: EncoderReady | undefined;
  /** The one that a person brought for this project; `undefined`: the app's, or not known yet. */
  #own: string | undefined;
  #isFollowed = false;
  #preparing: object | undefined;
  /** When the encoder was last asked for, and what rings when it was waited for long enough. */
  #askedAt = Number.NEGATIVE_INFINITY;
  #ringing: ReturnType<typeof setTimeout> | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;
  #hasFailed = false;
  /** It has come, has read more, or has gone since the last training. */
  #hasNews = true;
  #reading: Promise<boolean> | undefined;
  #isClosed = false;
  /** Least recently used first. */
  readonly #known = new Map<string, TokenStates>();
  #bytes = 0;

  /** `changed`: a later training or recommendation may come out otherwise; with what the page should know. */
  constructor(
    projectId: string,
    options: ContextOptions | undefined,
    changed: (change: Partial<LearnerStatus>) => void,
  ) {
    this.#projectId = projectId;
    this.#choice = options?.choice ?? 'off';
    this.#patienceMs = options?.patienceMs ?? usualPatienceMs;
    this.#client = this.#choice === 'off' ? undefined : options?.client;
    this.#changed = changed;
    this.#client?.onCrash(() => this.#fail({ code: 'worker-crashed', message: 'The encoder died.' }));
  }

  /**
   * Whether a model that reads words by `encoder` should be trained anew, because the encoder has come or gone since the last
   * training. A person who goes back to an earlier model is left with it.
   */
  isOtherThan(encoder: string | undefined, lesson: Lesson): boolean {
    this.#follow(lesson);
    if (!this.#hasNews) return false;
    const other = this.#ready !== undefined && this.#ready.source.name !== encoder && this.#knowsAll(lesson);
    if (encoder !== undefined)
      return this.#client === undefined || this.#hasFailed || !isFor(lesson) || other;
    return this.#ready !== undefined && isFor(lesson) && this.#knowsAll(lesson);
  }

  /**
   * Whether states of these texts are on their way, so that a network trained without them would be trained in vain. Not for
   * ever: a slow device has a network on word vectors first.
   */
  isComing(lesson: Lesson): boolean {
    this.prepare(lesson);
    if (this.#preparing === undefined && this.#ready === undefined) return false;
    if (!isFor(lesson) || (this.#ready !== undefined && this.#knowsAll(lesson))) return false;
    return performance.now() - this.#askedAt < this.#patienceMs;
  }

  /**
   * What a training reads words by, and which documents it may use. `previous`: what the model so far reads them by: one
   * with states goes on with them, on those documents that have been read.
   */
  async forTraining(
    words: TokenEncoder,
    lesson: Lesson,
    weak: readonly EncodableDocument[],
    previous: string | undefined,
  ): Promise<{ readonly encoder: TokenEncoder; readonly knows: (documentId: string) => boolean }> {
    const plain = { encoder: words, knows: () => true };
    const { labelled } = lesson;
    this.#follow(lesson);
    this.#hasNews = false;
    if (labelled.length === 0 || !isFor(lesson)) return plain;
    this.prepare(lesson);
    const ready = this.#ready;
    if (ready === undefined) return plain;
    const missing = labelled.filter(({ document }) => !this.#known.has(document.id));
    if (missing.length > awaited) {
      void this.#readAll(lesson);
      if (previous !== ready.source.name || missing.length === labelled.length) return plain;
    } else if (!(await this.#read(labelled.map(({ document }) => document)))) return plain;
    await this.#readLabels(lesson);
    await this.#read(weak.slice(0, maxWeak));
    return {
      encoder: withStates(words, ready.source, (id) => this.#known.get(id)),
      knows: (id) => this.#known.has(id),
    };
  }

  /** For a model that reads words by `encoder`, these documents; `undefined` where that cannot be now. */
  async forReading(
    words: TokenEncoder,
    documents: readonly EncodableDocument[],
    encoder: string | undefined,
  ): Promise<TokenEncoder | undefined> {
    if (encoder === undefined) return words;
    // Before there was a lesson the model tells by what it reads.
    if (!this.#isFollowed && isOwn(encoder)) this.#own = encoder;
    this.#fetch();
    const ready = this.#ready;
    if (ready?.source.name !== encoder || !(await this.#read(documents))) return undefined;
    return withStates(words, ready.source, (id) => this.#known.get(id));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#ringing);
    this.#client?.close();
  }

  #knowsAll({ labelled }: Lesson): boolean {
    return labelled.every(({ document }) => this.#known.has(document.id));
  }

  /** Fetches the encoder, where it is not there or under way, and reads these; costs nothing when asked again. */
  prepare(lesson: Lesson): void {
    this.#follow(lesson);
    if (isFor(lesson) && lesson.labelled.length > 0) this.#fetch(lesson);
  }

  /** Goes over to another encoder where the project names another than so far. */
  #follow({ project }: Lesson): void {
    const own = project.settings.encoder?.name;
    this.#isFollowed = true;
    if (own === this.#own) return;
    this.#own = own;
    this.#ready = undefined;
    this.#preparing = undefined;
    this.#failedAt = Number.NEGATIVE_INFINITY;
    this.#known.clear();
    this.#bytes = 0;
    this.#hasNews = true;
  }

  #fetch(lesson?: Lesson): void {
    const client = this.#client;
    if (
      client === undefined ||
      this.#choice === 'off' ||
      this.#preparing !== undefined ||
      this.#ready !== undefined
    )
      return;
    if (performance.now() - this.#failedAt < retryAfterMs) return;
    const preparing = {};
    this.#preparing = preparing;
    this.#askedAt = performance.now();
    clearTimeout(this.#ringing);
    this.#ringing = setTimeout(() => this.#changed({}), this.#patienceMs);
    void client.prepare(this.#choice, this.#own).result.then((result) => {
      if (this.#isClosed || this.#preparing !== preparing) return;
      this.#preparing = undefined;
      if (!result.ok) {
        this.#fail(result.error);
        return;
      }
      this.#ready = result.value;
      this.#hasFailed = false;
      this.#hasNews = true;
      this.#changed({ encoder: result.value });
      void (lesson === undefined ? this.#compare() : this.#readAll(lesson).then(() => this.#compare()));
    });
  }

  /** Whether the graphics processor is faster: asked when nothing waits for texts. */
  async #compare(): Promise<void> {
    if (this.#choice !== 'auto' || this.#isClosed || this.#ready === undefined) return;
    const compared = await this.#client?.compare().result;
    if (compared?.ok === true) this.#runsNow(compared.value);
  }

  /** States are the same wherever they were made. */
  #runsNow(ready: EncoderReady): void {
    // An answer may come after the project went over to another encoder.
    if (this.#isClosed || this.#ready?.source.name !== ready.source.name) return;
    this.#ready = ready;
    this.#changed({ encoder: ready });
  }

  #fail(found: Problem): void {
    this.#failedAt = performance.now();
    this.#hasFailed = true;
    this.#hasNews = true;
    this.#ready = undefined;
    if (!this.#isClosed) this.#changed({ encoderProblem: found });
  }

  /** In the background; a second call joins the first. */
  #readAll(lesson: Lesson): Promise<boolean> {
    this.#reading ??= this.#readLesson(lesson).finally(() => {
      this.#reading = undefined;
      this.#hasNews = true;
      this.#changed({});
    });
    return this.#reading;
  }

  async #readLesson(lesson: Lesson): Promise<boolean> {
    return (
      (await this.#readLabels(lesson)) && (await this.#read(lesson.labelled.map(({ document }) => document)))
    );
  }

  /** What labels are called and what guidelines say of them: a few short texts, of no document, so nothing is kept of them on the device. */
  async #readLabels({ project, labels }: Lesson): Promise<boolean> {
    const texts = labelTexts(project.task, { labels, guidelines: project.guidelines ?? '' });
    return texts.length > maxLabels || this.#read(texts, false);
  }

  /** `false` where not all could be read. */
  async #read(documents: readonly EncodableDocument[], isKept = true): Promise<boolean> {
    const keptWith = isKept ? this.#projectId : undefined;
    for (const { id } of documents) {
      const known = this.#known.get(id);
      if (known === undefined) continue;
      this.#known.delete(id);
      this.#known.set(id, known);
    }
    const missing = documents.filter(({ id }) => !this.#known.has(id));
    for (let from = 0; from < missing.length; from += atOnce) {
      const client = this.#client;
      if (client === undefined || this.#ready === undefined || this.#isClosed) return false;
      const some = missing.slice(from, from + atOnce).map(({ id, text, tokens }) => ({
        id,
        text,
        ...(tokens === undefined ? {} : { tokens }),
      }));
      const own = this.#own;
      const made = await client.encode(keptWith, some, (ready) => this.#runsNow(ready)).result;
      // What another encoder made says nothing to this one.
      if (this.#own !== own) return false;
      if (!made.ok) {
        this.#fail(made.error);
        return false;
      }
      some.forEach(({ id }, i) => {
        const states = made.value[i];
        if (states !== undefined) this.#keep(id, states);
      });
    }
    return true;
  }

  /** Two readings that met may have made the same. */
  #keep(id: string, states: TokenStates): void {
    const before = this.#known.get(id);
    if (before !== undefined) this.#bytes -= bytesOfStates(before);
    this.#known.set(id, states);
    this.#bytes += bytesOfStates(states);
    for (const [oldest, one] of this.#known) {
      if (this.#bytes <= memoryBound) return;
      this.#known.delete(oldest);
      this.#bytes -= bytesOfStates(one);
    }
  }
}

/** Of a task that gains by it, or of a project that a person wants it for or brought an encoder for, and no more than memory holds states of, by its letters: some five to a token. */
function isFor({ project, labelled }: Lesson): boolean {
  const { encoder, entitiesInContext } = project.settings;
  const isWanted = (encoder ?? null) !== null || entitiesInContext === true;
  if (!taskTraits[project.task].readsContext && !isWanted) return false;
  let letters = 0;
  for (const { document } of labelled) letters += document.text.length;
  return letters <= textBound;
}
