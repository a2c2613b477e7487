/**
 * Documents as rules see them: each document's instances, cut into sentences and numbered. A document that is given again
 * (an annotation came or went) is compared with what is there: its sentences stay, so that an edit costs what it changes.
 * Numbers of instances only ever grow, so everything that is computed per instance can be appended to.
 */
import { argumentsOf, Corpus, InstanceCutter, type TargetTypes } from '#core/execute';
import type { TypedSpan, WordList } from '#core/explain';
import { type RecommendedTarget, recommendedKey } from '#core/project';
import type { Candidate } from '#core/tasks';
import type { Span } from '#core/text';
import { ABSTAIN, NO_LABEL } from '#core/weak';

export interface RuleDocument {
  readonly id: string;
  readonly text: string;
  /** Token boundaries that came with the document. */
  readonly tokens?: readonly Span[];
  readonly instances: readonly Candidate[];
  /** Only for measuring: nothing is proposed from it. */
  readonly isHeldOut?: boolean;
  /** Other mentions of typed things, as spans of the document. */
  readonly entities?: readonly TypedSpan[];
}

/** What an instance's number stands for. */
export interface InstanceRef {
  readonly documentId: string;
  readonly target: RecommendedTarget;
  readonly types: TargetTypes;
  /** Where the sentence begins in the document. */
  readonly offset: number;
}

/** A label that a person said is wrong there. */
export interface Rejection {
  readonly documentId: string;
  readonly target: RecommendedTarget;
  readonly labelId?: string;
}

/** Among the numbers of refuted labels: all of them. */
const everyLabel = -3;

interface DocumentSlots {
  readonly text: string;
  /** Sentence number by window. */
  readonly sentences: Map<string, number>;
  /** Instance number by target. */
  readonly instances: Map<string, number>;
}

export class RuleCorpus {
  readonly corpus = new Corpus();
  /** Per instance: the number of its gold label, `NO_LABEL` or `ABSTAIN`. */
  readonly gold: number[] = [];
  readonly #refs: (InstanceRef | undefined)[] = [];
  readonly #documents = new Map<string, DocumentSlots>();
  readonly #labelNumber: (labelId: string) => number;
  readonly #lists: readonly WordList[];
  readonly #heldOut = new Set<string>();
  #rejections: readonly Rejection[] = [];
  /** By instance, made when it is asked for. */
  #refuted: ReadonlyMap<number, ReadonlySet<number>> | undefined;

  /** `labelNumber` numbers labels by id; `lists` are the project's word lists. */
  constructor(labelNumber: (labelId: string) => number, lists: readonly WordList[] = []) {
    this.#labelNumber = labelNumber;
    this.#lists = lists;
  }

  /** What people said is not the label there; without `labelId` none is. In place of what was given before. */
  setRejections(rejections: readonly Rejection[]): void {
    this.#rejections = rejections;
    this.#refuted = undefined;
  }

  /** Did a person say that the label of this number is wrong there? */
  refutes(instance: number, label: number): boolean {
    if (this.#rejections.length === 0) return false;
    this.#refuted ??= this.#refutations();
    const labels = this.#refuted.get(instance);
    return labels !== undefined && (labels.has(label) || labels.has(everyLabel));
  }

  #refutations(): ReadonlyMap<number, ReadonlySet<number>> {
    const found = new Map<number, Set<number>>();
    for (const { documentId, target, labelId } of this.#rejections) {
      const instance = this.instanceOf(documentId, target);
      if (instance === undefined) continue;
      const labels = found.get(instance) ?? new Set();
      labels.add(labelId === undefined ? everyLabel : this.#labelNumber(labelId));
      found.set(instance, labels);
    }
    return found;
  }

  get documentCount(): number {
    return this.#documents.size;
  }

  isHeldOut(documentId: string): boolean {
    return this.#heldOut.has(documentId);
  }

  ref(instance: number): InstanceRef | undefined {
    return this.#refs[instance];
  }

  instanceOf(documentId: string, target: RecommendedTarget): number | undefined {
    return this.#documents.get(documentId)?.instances.get(recommendedKey(target));
  }

  instancesOf(documentId: string): number[] {
    return [...(this.#documents.get(documentId)?.instances.values() ?? [])];
  }

  /** An even sample of the sentences that have instances, as lower-case tokens. */
  sentences(limit: number): string[][] {
    const { corpus } = this;
    const live = Array.from({ length: corpus.sentenceCount }, (_, slot) => slot).filter(
      (slot) => corpus.newestInstance.at(slot) >= 0,
    );
    const step = Math.max(1, live.length / limit);
    return Array.from({ length: Math.min(limit, live.length) }, (_, k) => {
      const slot = live[Math.floor(k * step)] ?? 0;
      const words: string[] = [];
      for (let token = corpus.tokenStart.at(slot); token < corpus.tokenEnd.at(slot); token++) {
        words.push(corpus.tokenVocabulary.textOf(corpus.tokenIds.at(token)).toLowerCase());
      }
      return words;
    });
  }

  /** Adds a document or brings it up to date. */
  upsert(document: RuleDocument): void {
    this.#refuted = undefined;
    if (document.isHeldOut === true) this.#heldOut.add(document.id);
    else this.#heldOut.delete(document.id);
    let slots = this.#documents.get(document.id);
    if (slots !== undefined && slots.text !== document.text) {
      this.remove(document.id);
      slots = undefined;
    }
    if (slots === undefined) {
      slots = { text: document.text, sentences: new Map(), instances: new Map() };
      this.#documents.set(document.id, slots);
    }
    this.#renewAspects(document, slots);
    const cutter = new InstanceCutter(document);
    const stale = new Set(slots.instances.keys());
    for (const wanted of document.instances) {
      const types = wanted.types ?? {};
      const key = recommendedKey(wanted.target);
      let instance = slots.instances.get(key);
      const known = instance === undefined ? undefined : this.#refs[instance]?.types;
      if (instance !== undefined && (known?.head !== types.head || known?.tail !== types.tail)) {
        this.#drop(instance);
        instance = undefined;
      }
      if (instance === undefined) {
        instance = this.#add(document, slots, cutter, wanted);
        slots.instances.set(key, instance);
      }
      this.gold[instance] =
        wanted.gold === undefined
          ? ABSTAIN
          : wanted.gold === null
            ? NO_LABEL
            : this.#labelNumber(wanted.gold);
      stale.delete(key);
    }
    for (const key of stale) {
      const instance = slots.instances.get(key);
      if (instance !== undefined) this.#drop(instance);
      slots.instances.delete(key);
    }
  }

  /** Aspects of a sentence compete for its keywords: where one came or went, all are new. */
  #renewAspects({ instances }: RuleDocument, slots: DocumentSlots): void {
    const wanted = instances
      .filter(({ target }) => target.kind === 'aspect')
      .map(({ target }) => recommendedKey(target));
    const known = [...slots.instances].filter(
      ([, instance]) => this.#refs[instance]?.target.kind === 'aspect',
    );
    if (known.length === wanted.length && wanted.every((key) => slots.instances.has(key))) return;
    for (const [key, instance] of known) {
      this.#drop(instance);
      slots.instances.delete(key);
    }
  }

  remove(documentId: string): void {
    const slots = this.#documents.get(documentId);
    if (slots === undefined) return;
    for (const instance of slots.instances.values()) this.#drop(instance);
    for (const sentence of slots.sentences.values()) this.corpus.removeSentence(sentence);
    this.#documents.delete(documentId);
  }

  #add(document: RuleDocument, slots: DocumentSlots, cutter: InstanceCutter, wanted: Candidate): number {
    const { target, types = {} } = wanted;
    const window = cutter.window(target);
    const key = `${window.from} ${window.to}`;
    let sentence = slots.sentences.get(key);
    if (sentence === undefined) {
      const entities = document.entities
        ?.filter((entity) => entity.from >= window.from && entity.to <= window.to)
        .map((entity) => ({ ...entity, from: entity.from - window.from, to: entity.to - window.from }));
      sentence = this.corpus.addSentence({
        text: window.text,
        tokens: window.tokens,
        ...(entities === undefined ? {} : { entities }),
        ...(this.#lists.length === 0 ? {} : { lists: this.#lists }),
      });
      slots.sentences.set(key, sentence);
    }
    const instance = this.corpus.addInstance(sentence, argumentsOf(target, window.from, types));
    this.#refs[instance] = { documentId: document.id, target, types, offset: window.from };
    return instance;
  }

  #drop(instance: number): void {
    this.corpus.removeInstance(instance);
    this.#refs[instance] = undefined;
    this.gold[instance] = ABSTAIN;
  }
}
