/**
 * One project's rules at work, kept in step with the database: `sync` before each question reads what is new. The first
 * one reads the whole project, in chunks; later ones only new documents and those that carry labels.
 */
import { err, fnv1a, ok, type Problem, problem, type Result, type StopSignal } from '#core/base';
import {
  type Label,
  type LabelledDocument,
  listedTerms,
  type Project,
  type ProjectWordList,
  taskTraits,
  toRecommended,
  wordListsOf,
} from '#core/project';
import { type Dictionary, dictionaryOf } from '#core/recommend';
import { type IndexedRule, indexedRule, RuleEngine, ruleDocument } from '#core/rules';
import { spanText } from '#core/text';
import type { Store } from '#store';
import { Turns } from '../rpc/turns.ts';
import { createYielding } from '../rpc/yield-turn.ts';
import { ProposedSpans } from './proposed-spans.ts';
import { RuleSoftener } from './soft-matching.ts';

const chunkSize = 250;

export class RuleIndex {
  readonly projectId: string;
  readonly #store: Store;
  readonly #maxDocuments: number;
  #engine: RuleEngine | undefined;
  #project: Project | undefined;
  #labels = new Map<string, Label>();
  #dictionary: Dictionary = dictionaryOf([]);
  /** The project's lists as of the last `sync`; the engine's texts hold them. */
  #lists: readonly ProjectWordList[] = [];
  #listsKey = '';
  #total = 0;
  #nextPosition = 0;
  /** What each labelled document looked like when it was last read. */
  readonly #signatures = new Map<string, string>();
  /** What was labelled so far, in lower case: each is a candidate wherever else it stands. */
  readonly #terms = new Set<string>();
  readonly #rules = new Map<string, IndexedRule & { readonly signature: string }>();
  #revision = '';
  /** The revision that is being read, or was last. */
  #reading = '';
  #labelled: readonly LabelledDocument[] = [];
  /** Questions are answered one after the other: each needs the engine as it left it. */
  readonly turns = new Turns();
  readonly #softener: RuleSoftener;
  #proposed: ProposedSpans;
  /** New terms that documents from this position on have not been searched for. */
  #spreading: { readonly terms: Set<string>; from: number; readonly before: number } | undefined;

  /** `maxDocuments`: later ones are not read. */
  constructor(store: Store, projectId: string, maxDocuments = Number.POSITIVE_INFINITY) {
    this.#store = store;
    this.projectId = projectId;
    this.#maxDocuments = maxDocuments;
    this.#softener = new RuleSoftener(store, projectId);
    this.#proposed = new ProposedSpans(store, projectId);
  }

  get engine(): RuleEngine {
    this.#engine ??= new RuleEngine({ labels: [], threshold: 0.8, lists: this.#lists });
    return this.#engine;
  }

  get project(): Project | undefined {
    return this.#project;
  }

  get lists(): readonly ProjectWordList[] {
    return this.#lists;
  }

  get labels(): ReadonlyMap<string, Label> {
    return this.#labels;
  }

  get rules(): readonly IndexedRule[] {
    return [...this.#rules.values()];
  }

  get documents(): number {
    return this.#total;
  }

  /** Documents with labels, as of the last `sync`. */
  get labelled(): readonly LabelledDocument[] {
    return this.#labelled;
  }

  /** Another one after each `sync` that read anything. */
  get revision(): string {
    return this.#revision;
  }

  rule(explanationId: string): IndexedRule | undefined {
    return this.#rules.get(explanationId);
  }

  /** Reads what is new. Stopped, it goes on from there next time. */
  async sync(
    signal: StopSignal,
    progress: (done: number, total: number) => void = () => undefined,
  ): Promise<Result<undefined, Problem>> {
    const yieldTurn = createYielding();
    // A label waits for what is read here: all of it at once.
    const [project, labels, total, acts] = await Promise.all([
      this.#store.projects.get(this.projectId),
      this.#store.labels.list(this.projectId),
      this.#store.documents.count(this.projectId),
      this.#acts(),
    ]);
    if (project === undefined) return err(problem('not-found', 'There is no such project.'));
    this.#project = project;
    this.#labels = new Map(labels.map((label) => [label.id, label]));
    this.#takeLists(project);
    const named = labels.map(({ id, name }) => `${id} ${name}`);
    // Another one with every act, import and merge that adds something, and with other word lists.
    const revision = JSON.stringify([total, ...acts, named, this.#listsKey]);
    if (revision === this.#revision) return ok(undefined);
    if (total < this.#total) this.#startAgain();
    this.engine.setLabels(labels);

    // Stopped in the middle, the next call finds it read.
    if (this.#reading !== revision) {
      this.#reading = revision;
      this.#labelled = await this.#store.documents.labelled(this.projectId);
      this.#dictionary = dictionaryOf(this.#labelled, listedTerms(project, labels));
      if (taskTraits[project.task].isSequence) await this.#proposed.read();
    }
    const labelled = this.#labelled;
    this.#search(this.#newTerms(project, labelled));
    while (this.#total < Math.min(total, this.#maxDocuments)) {
      // Where every document is labelled, all of them have just been read.
      const some =
        labelled.length === total
          ? labelled.slice(this.#total, this.#total + chunkSize)
          : await this.#store.documents.chunk(this.projectId, this.#nextPosition, chunkSize);
      for (const one of some) {
        this.#take(project, one);
        await yieldTurn();
      }
      const last = some.at(-1);
      if (last === undefined) break;
      this.#nextPosition = last.document.position + 1;
      this.#total += some.length;
      progress(this.#total, total);
      if (signal.stopped) return err(problem('cancelled', 'It was cancelled.'));
    }
    await this.#follow(project, labelled);
    this.engine.setRejections(await this.#store.recommendations.rejected(this.projectId));
    await this.#takeProposed(project);
    if (!(await this.#spread(project, signal))) return err(problem('cancelled', 'It was cancelled.'));
    if (!(await this.#followRules(labelled, signal))) return err(problem('cancelled', 'It was cancelled.'));
    this.#revision = revision;
    return ok(undefined);
  }

  async #acts(): Promise<readonly (number | undefined)[]> {
    const [annotations, { undo, redo }, explanations] = await Promise.all([
      this.#store.annotations.count(this.projectId),
      this.#store.history.state(this.projectId),
      this.#store.explanations.count(this.projectId),
    ]);
    return [annotations, explanations, undo?.at, undo?.changes, redo?.at];
  }

  /** Runs the rules over what they have not seen, exactly. */
  update(signal: StopSignal, progress: (done: number, total: number) => void): Promise<void> {
    return this.#run(signal, progress, 'strictly');
  }

  /**
   * Has the rules match softly as well, where that is possible. It takes long the first time and after a training of `find`:
   * stopped, it goes on from there next time (`'more'`), and until it is done exact matches and older soft ones stand.
   */
  async soften(
    signal: StopSignal,
    progress: (done: number, total: number) => void = () => undefined,
  ): Promise<'ready' | 'more' | 'unavailable'> {
    // Encoding takes about as long as matching: each is half of the way.
    const encoded = await this.#softener.encode(this.engine, signal, (done, total) => {
      progress(done, 2 * total);
    });
    if (encoded !== 'ready') return encoded;
    await this.#run(signal, (done, total) => progress(total + done, 2 * total), 'softly');
    return this.engine.isSoft ? 'ready' : 'more';
  }

  /** Fits the label model; `false` when stopped, it goes on from there next time. */
  async fit(signal: StopSignal): Promise<boolean> {
    const yieldTurn = createYielding();
    for (const _ of this.engine.fit(signal)) await yieldTurn();
    return this.engine.isFitted;
  }

  /** A newly trained `find` network was stored. */
  lookAgain(): void {
    this.#softener.lookAgain();
  }

  async #run(
    signal: StopSignal,
    progress: (done: number, total: number) => void,
    how: 'softly' | 'strictly',
  ): Promise<void> {
    const yieldTurn = createYielding();
    for (const { done, total } of this.engine.update(signal, how)) {
      progress(done, total);
      await yieldTurn();
    }
  }

  /** Other lists: other matches and candidates everywhere. */
  #takeLists(project: Project): void {
    const lists = wordListsOf(project);
    const key = lists.length === 0 ? '' : `${fnv1a(JSON.stringify(lists))}`;
    if (key === this.#listsKey) return;
    this.#lists = lists;
    this.#listsKey = key;
    this.#startAgain();
  }

  #startAgain(): void {
    this.#engine = undefined;
    this.#revision = '';
    this.#reading = '';
    this.#total = 0;
    this.#nextPosition = 0;
    this.#signatures.clear();
    this.#terms.clear();
    this.#rules.clear();
    this.#proposed = new ProposedSpans(this.#store, this.projectId);
    this.#spreading = undefined;
  }

  #take(project: Project, one: LabelledDocument): void {
    const predictions =
      project.settings.sources.predictions === false ? [] : (one.document.predictions ?? []);
    const predicted = predictions.flatMap(({ target }) => (target.kind === 'span' ? [target] : []));
    const proposed = [...(this.#proposed.of(one.document.id) ?? []), ...predicted];
    this.engine.upsertDocument(ruleDocument(project.task, one, this.#labels, this.#dictionary, proposed));
    this.engine.setPredictions(one.document.id, predictions);
    this.#signatures.set(one.document.id, signatureOf(one));
  }

  /** Documents whose labels changed, those that lost their last one included. */
  async #follow(project: Project, labelled: readonly LabelledDocument[]): Promise<void> {
    const ids = new Set(labelled.map(({ document }) => document.id));
    for (const one of labelled) {
      if (this.#signatures.get(one.document.id) !== signatureOf(one)) this.#take(project, one);
    }
    for (const [id, signature] of this.#signatures) {
      if (ids.has(id) || signature === '') continue;
      const document = await this.#store.documents.get(id);
      if (document === undefined) this.engine.removeDocument(id);
      else this.#take(project, { document, annotations: [], explanations: [] });
    }
  }

  /** Words labelled for the first time since the last `sync`. */
  #newTerms(project: Project, labelled: readonly LabelledDocument[]): string[] {
    if (taskTraits[project.task].hasPairs) return [];
    const found: string[] = [];
    for (const { document, annotations } of labelled) {
      for (const { target } of annotations) {
        if (target.kind !== 'span' && target.kind !== 'aspect') continue;
        const term = spanText(document.text, target).toLowerCase();
        if (this.#terms.has(term)) continue;
        this.#terms.add(term);
        found.push(term);
      }
    }
    return found;
  }

  /** Documents read so far are to be searched for these terms as well. */
  #search(terms: readonly string[]): void {
    if (terms.length === 0 || this.#nextPosition === 0) return;
    const unfinished = this.#spreading?.terms ?? [];
    this.#spreading = { terms: new Set([...unfinished, ...terms]), from: 0, before: this.#nextPosition };
  }

  /**
   * Reads documents without labels again that hold a new term: it is a candidate there now. `false` when stopped; it goes
   * on from there next time.
   */
  async #spread(project: Project, signal: StopSignal): Promise<boolean> {
    const yieldTurn = createYielding();
    const spreading = this.#spreading;
    while (spreading !== undefined && spreading.from < spreading.before) {
      const some = await this.#store.documents.chunk(this.projectId, spreading.from, chunkSize);
      const last = some.at(-1);
      if (last === undefined) break;
      for (const one of some) {
        const isOpen =
          one.document.position < spreading.before && this.#signatures.get(one.document.id) === '';
        if (!isOpen) continue;
        const text = one.document.text.toLowerCase();
        if ([...spreading.terms].some((term) => text.includes(term))) this.#take(project, one);
        await yieldTurn();
      }
      spreading.from = last.document.position + 1;
      if (signal.stopped && spreading.from < spreading.before) return false;
    }
    this.#spreading = undefined;
    return true;
  }

  /** Open documents that are read already and in which the model now sees other entities. */
  async #takeProposed(project: Project): Promise<void> {
    for (const id of this.#proposed.takeChanged()) {
      if (this.#signatures.get(id) !== '') continue;
      const document = await this.#store.documents.get(id);
      if (document !== undefined) this.#take(project, { document, annotations: [], explanations: [] });
    }
  }

  /** `false` when stopped: those that were understood are kept. */
  async #followRules(labelled: readonly LabelledDocument[], signal: StopSignal): Promise<boolean> {
    const yieldTurn = createYielding();
    const seen = new Set<string>();
    for (const one of labelled) {
      const annotations = new Map(one.annotations.map((annotation) => [annotation.id, annotation]));
      for (const explanation of one.explanations) {
        const annotation = annotations.get(explanation.annotationId);
        const target = annotation === undefined ? undefined : toRecommended(annotation.target, annotations);
        if (annotation === undefined || target === undefined) continue;
        seen.add(explanation.id);
        const signature = `${explanation.updatedAt} ${annotation.updatedAt}`;
        const known = this.#rules.get(explanation.id);
        if (known?.signature === signature) continue;
        const rule = indexedRule(explanation, annotation, target, one, this.#labels, this.#lists);
        this.#rules.set(explanation.id, { ...rule, signature });
        if (rule.form !== undefined) {
          this.engine.upsertRule({
            id: explanation.id,
            labelId: annotation.labelId,
            form: rule.form,
            enabled: explanation.enabled,
            explains: { documentId: explanation.documentId, target },
          });
        }
        if (signal.stopped) return false;
        await yieldTurn();
      }
    }
    for (const id of [...this.#rules.keys()]) {
      if (seen.has(id)) continue;
      this.#rules.delete(id);
      this.engine.removeRule(id);
    }
    return true;
  }
}

/** `''` for a document without labels, which is only looked at again when it gets one. */
function signatureOf({ document, annotations }: LabelledDocument): string {
  if (annotations.length === 0 && document.status !== 'done') return '';
  const latest = annotations.reduce((time, one) => Math.max(time, one.updatedAt), document.updatedAt);
  return `${document.status} ${annotations.length} ${latest}`;
}
