/**
 * Work that several people share, made ready outside of the browser: a project of a public corpus without labels, and what one
 * person makes of a part of it, which is gold but for some texts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProjectJson, openSources, readProjectFile } from '#core/formats';
import {
  type Annotation,
  countingIds,
  createProject,
  type Label,
  type ProjectBundle,
  type Target,
  type Task,
} from '#core/project';
import { bc5cdrSentences, hasBc5cdr } from './bc5cdr.ts';

/** What is said of a text: relations name their ends by place in the list. */
export interface Saying {
  readonly label: string;
  readonly target:
    | Exclude<Target, { readonly kind: 'relation' }>
    | { readonly kind: 'relation'; readonly head: number; readonly tail: number };
}

export interface Corpus {
  readonly name: string;
  readonly task: Task;
  readonly labels: readonly Pick<Label, 'name' | 'kind'>[];
  readonly texts: readonly { readonly text: string; readonly gold: readonly Saying[] }[];
}

const semEval = join(process.cwd(), '../shared/data/semeval2010-task8/TRAIN_FILE.TXT');
export const hasCorpora = hasBc5cdr && existsSync(semEval);

export function bc5cdr(count: number): Corpus {
  const some = bc5cdrSentences()
    .filter(({ text, entities }) => entities.length > 0 && text.length < 160)
    .slice(0, count);
  return {
    name: 'Drugs',
    task: 'ner',
    labels: [...new Set(some.flatMap(({ entities }) => entities.map(({ label }) => label)))]
      .sort()
      .map((name) => ({ name, kind: 'span' })),
    texts: some.map(({ text, entities }) => ({
      text,
      gold: entities.map(({ label, from, to }) => ({ label, target: { kind: 'span', from, to } })),
    })),
  };
}

export function semEvalRelations(count: number): Corpus {
  const blocks = readFileSync(semEval, 'utf8').split(/\r?\n\r?\n/);
  const texts = blocks.flatMap((block) => {
    const [line = '', name = ''] = block.split(/\r?\n/);
    const found = /^\d+\t"(.*)<e1>(.*)<\/e1>(.*)<e2>(.*)<\/e2>(.*)"$/.exec(line);
    const [relation = '', ends] = name.split('(');
    if (found === null || ends === undefined) return [];
    const [, before = '', first = '', between = '', second = '', after = ''] = found;
    const from = before.length + first.length + between.length;
    const isForwards = ends.startsWith('e1');
    const gold: Saying[] = [
      {
        label: 'Thing',
        target: { kind: 'span', from: before.length, to: before.length + first.length },
      },
      { label: 'Thing', target: { kind: 'span', from, to: from + second.length } },
      {
        label: relation,
        target: { kind: 'relation', head: isForwards ? 0 : 1, tail: isForwards ? 1 : 0 },
      },
    ];
    return [{ text: [before, first, between, second, after].join(''), gold }];
  });
  const some = texts.slice(0, count);
  const relations = [...new Set(some.map(({ gold }) => gold[2]?.label ?? ''))].sort();
  return {
    name: 'Relations',
    task: 're',
    labels: [
      { name: 'Thing', kind: 'span' },
      ...relations.map((name) => ({ name, kind: 'relation' }) as const),
    ],
    texts: some,
  };
}

/** The corpus as a project that nobody has labelled, and that learns nothing meanwhile. */
export function blankProject(corpus: Corpus): ProjectBundle {
  const sources = { 'noun-phrases': false, dictionary: false, model: false, explanations: false };
  const project = createProject(
    {
      name: corpus.name,
      task: corpus.task,
      explanationKinds: [],
      settings: { trainEvery: 0, sources: { ...sources, predictions: false } },
    },
    countingIds(corpus.name),
    1,
  );
  const common = { projectId: project.id, updatedAt: 1 };
  return {
    project,
    labels: corpus.labels.map(({ name, kind }, position) => ({
      ...{ ...common, id: `label-${position}`, name, kind, position, colour: position },
      shortcut: position < 9 ? `${position + 1}` : '',
    })),
    documents: corpus.texts.map(({ text }, position) => ({
      ...{ ...common, id: `text-${position}`, position, text, meta: {}, status: 'open', flagged: false },
    })),
    annotations: [],
    explanations: [],
  };
}

/** A part with what a person makes of it: gold, but for texts of which `instead` says something else. */
export function labelledPart(
  part: ProjectBundle,
  corpus: Corpus,
  person: string,
  at: number,
  instead: (text: number, gold: readonly Saying[]) => readonly Saying[],
): ProjectBundle {
  const idOf = new Map(part.labels.map(({ name, id }) => [name, id]));
  const annotations = part.documents.flatMap(({ id: documentId, position }): Annotation[] => {
    const said = instead(position, corpus.texts[position]?.gold ?? []);
    const nameOf = (i: number): string => `${person}-${documentId}-${i}`;
    return said.map(({ label, target }, i) => ({
      ...{ id: nameOf(i), projectId: part.project.id, documentId, annotator: person, source: 'manual' },
      labelId: idOf.get(label) ?? '',
      target:
        target.kind === 'relation'
          ? { kind: 'relation', head: nameOf(target.head), tail: nameOf(target.tail) }
          : target,
      updatedAt: at,
    }));
  });
  return {
    ...part,
    documents: part.documents.map((doc) => ({
      ...doc,
      statuses: { ...doc.statuses, [person]: { status: 'done', at } },
    })),
    annotations: [...part.annotations, ...annotations],
  };
}

export interface ProjectFile {
  readonly name: string;
  readonly content: Buffer;
}

export function fileOf(bundle: ProjectBundle, name: string): ProjectFile {
  return { name: `${name}.leanlife`, content: Buffer.from(formatProjectJson(bundle)) };
}

export function bundleOf({ name, content }: ProjectFile): ProjectBundle {
  const sources = openSources([{ name, bytes: new Uint8Array(content) }]);
  if (!sources.ok) throw new Error(sources.error.message);
  const read = readProjectFile(sources.value);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.bundle;
}

/** What must be the same with everybody, whatever the order in which files were opened. */
export function shared({ labels, documents, annotations, explanations }: ProjectBundle): object {
  const byId = <T extends { readonly id: string }>(records: readonly T[]): readonly T[] =>
    records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    labels: byId(labels),
    // `status` is that of whoever sits at the device.
    documents: byId(documents).map(({ status: _, ...doc }) => doc),
    annotations: byId(annotations),
    explanations: byId(explanations),
  };
}
