/**
 * Which files are read as what: each by its own format, those that belong together in one (a text and its standoff
 * annotations, records and the file of their labels), and those that nothing here reads, by their names.
 */
import { err, ok, type Problem, problem } from '#core/base';
import { taskTraits } from '#core/project';
import { zipNames } from './archive.ts';
import { Batcher } from './batch.ts';
import { bratGroup } from './brat.ts';
import { type ClassFolders, classFolders, folderList } from './class-folders.ts';
import { labelNamesOf } from './doccano.ts';
import { type ForeignKind, foreignKind } from './foreign.ts';
import type { Format, ParseErrorCode, ParseOptions, Parsing, SourceFile } from './format.ts';
import { officeKind } from './office.ts';
import { type OffsetReading, offsetEvidence } from './offset-evidence.ts';
import { detectFormats, formatById, makeSample } from './registry.ts';
import { extensionOf } from './source.ts';

export interface RefusedFile {
  readonly name: string;
  /** `about`: a file about the data beside it (README, licence). */
  readonly kind: ForeignKind | 'unknown' | 'about';
}

interface ImportPart {
  readonly format: Format;
  readonly files: readonly SourceFile[];
  /** How its offsets are counted, where that is not as the format declares. */
  readonly offsets?: OffsetReading;
}

export interface ImportPlan {
  /** In the order of their first files. */
  readonly parts: readonly ImportPart[];
  readonly refused: readonly RefusedFile[];
  /** doccano: names of labels that are given as numbers. */
  readonly labelNames?: ReadonlyMap<string, string>;
}

const isAbout = (name: string): boolean =>
  /(?:^|\/)(?:readme|licen[cs]e|copying|notice|changelog|citation|authors|contributing|metadata|annotation\.conf|visual\.conf|tools\.conf)[^/]*$/i.test(
    name,
  ) ||
  /(?:^|\/)(?:labels?|classes|label_?list|tags|tag_?set|vocab(?:ulary)?|urls?(?:_\w+)?)\.txt$/i.test(name) ||
  /\.(?:vocab|md|py|sh|cfg|conf|ya?ml|html?|pdf|bib|css|js|dtd|xsd|gitignore)$/i.test(name);

/** With `formatId` all files are read as that format. */
export function planImport(files: readonly SourceFile[], formatId?: string): ImportPlan {
  const chosen = formatId === undefined ? undefined : formatById(formatId);
  if (chosen !== undefined)
    return { parts: [partOf(chosen, files, () => makeSample(files).records)], refused: [] };
  const whole = detectFormats(files)[0];
  // A project file is an archive of one project: its parts are not formats of their own.
  if (whole !== undefined && whole.format.holds?.project === true) {
    return { parts: [{ format: whole.format, files }], refused: [] };
  }
  const groups = new Map<string, { format: Format; files: SourceFile[]; records: unknown[] }>();
  const put = (format: Format, file: SourceFile, records: readonly unknown[] = []): void => {
    const group = groups.get(format.id);
    if (group === undefined) groups.set(format.id, { format, files: [file], records: [...records] });
    else {
      group.files.push(file);
      if (group.records.length < 400) group.records.push(...records);
    }
  };
  const standoff = bratGroup(files);
  let labelNames: ReadonlyMap<string, string> | undefined;
  const refused: RefusedFile[] = [];
  const about: { file: SourceFile; format: Format }[] = [];
  for (const file of files) {
    const brat = standoff.has(file) ? formatById('brat') : undefined;
    if (brat !== undefined) {
      put(brat, file);
      continue;
    }
    const word = officeKind(zipNames(file.bytes)) === 'docx' ? formatById('docx') : undefined;
    if (word !== undefined) {
      put(word, file);
      continue;
    }
    const sample = makeSample([file]);
    const foreign = foreignKind(sample, file.bytes);
    const best = detectFormats([file])[0]?.format;
    if (foreign !== undefined) {
      refused.push({ name: file.name, kind: foreign });
      continue;
    }
    const labels = files.length > 1 ? labelNamesOf(sample) : undefined;
    if (labels !== undefined) labelNames = labels;
    else if (best === undefined) refused.push({ name: file.name, kind: 'unknown' });
    else if (best.id === 'text' && isAbout(file.name)) about.push({ file, format: best });
    else put(best, file, sample.records);
  }
  // Alone, a README is a text like others; beside data it is about them.
  for (const { file, format } of about) {
    if (groups.size > 0 && ![...groups.keys()].every((id) => id === 'text')) {
      refused.push({ name: file.name, kind: 'about' });
    } else put(format, file);
  }
  const parts = [...groups.values()].map(({ format, files: own, records }) =>
    partOf(format, own, () => records),
  );
  return { parts, refused, ...(labelNames === undefined ? {} : { labelNames }) };
}

function partOf(format: Format, files: readonly SourceFile[], records: () => readonly unknown[]): ImportPart {
  const { offsetUnit } = format;
  const offsets = offsetUnit === 'none' ? undefined : offsetEvidence(records(), offsetUnit);
  return { format, files, ...(offsets === undefined ? {} : { offsets }) };
}

/** The folders of a plan's plain texts, as far as they are their labels. */
export function foldersOf(
  plan: ImportPlan,
  options: Pick<ParseOptions, 'task' | 'projectLabels'>,
): ClassFolders {
  const texts = plan.parts.filter(({ format }) => format.id === 'text').flatMap(({ files }) => files);
  return classFolders(
    texts.map(({ name }) => name).filter((name) => !isAbout(name)),
    options,
  );
}

function nameFolders({ read, unread }: ClassFolders, options: ParseOptions, batch: Batcher): void {
  if (read.length > 0 && options.textOnly !== true)
    batch.warn(0, 'folders-read', 'Folders are the labels of their texts.', { folders: folderList(read) });
  if (unread.length > 0)
    batch.warn(0, 'folders-not-read', 'Folders may be labels of their texts.', {
      folders: folderList(unread),
      labels: taskTraits[options.task].labelKinds.includes('text') ? 1 : 0,
    });
}

/** Without what describes the data, where texts lie in folders of their classes. */
function withoutAbout(plan: ImportPlan): ImportPlan {
  const about = plan.parts.flatMap(({ format, files }) =>
    format.id === 'text' ? files.filter(({ name }) => isAbout(name)) : [],
  );
  if (about.length === 0) return plan;
  return {
    ...plan,
    parts: plan.parts.map((part) => ({ ...part, files: part.files.filter((file) => !about.includes(file)) })),
    refused: [...plan.refused, ...about.map(({ name }) => ({ name, kind: 'about' as const }))],
  };
}

/** Reads all parts one after the other; what was refused becomes an issue each. */
export function* parsePlan(given: ImportPlan, whole: ParseOptions): Parsing {
  const folders = foldersOf(given, whole);
  const hasFolders = folders.labels.size > 0;
  const plan = hasFolders ? withoutAbout(given) : given;
  const options = hasFolders ? { ...whole, folderLabels: folders.labels } : whole;
  const [first] = plan.parts;
  if (first === undefined) return err(refusal(plan));
  const total = plan.parts.reduce((sum, part) => sum + size(part.files), 0);
  const batch = new Batcher(1);
  for (const { name, kind } of plan.refused) {
    batch.file = name;
    batch.error(0, 'file-refused', 'This file is not read.', { name: name.slice(0, 200), kind });
  }
  batch.file = first.files[0]?.name ?? '';
  nameFolders(folders, options, batch);
  yield batch.take(0, total);
  const sum = { documents: 0, issues: batch.issueCount, seen: 0, leftOut: 0, doubles: 0 };
  let before = 0;
  let failed: Problem<ParseErrorCode> | undefined;
  for (const { format, files, offsets } of plan.parts) {
    if (format.parse === undefined) continue;
    const named = plan.labelNames === undefined ? options : { ...options, labelNames: plan.labelNames };
    const guessed = options.offsetUnit === undefined ? offsets : undefined;
    if (guessed !== undefined) {
      batch.file = files[0]?.name ?? '';
      batch.warn(0, 'offsets-guessed', 'Labels would cut through words; they were counted otherwise.', {
        unit: guessed.unit,
        last: guessed.lastIncluded ? 1 : 0,
      });
      sum.issues += 1;
      yield batch.take(before, total);
    }
    const counted =
      guessed === undefined
        ? named
        : { ...named, offsetUnit: guessed.unit, lastIncluded: guessed.lastIncluded };
    const parsing = format.parse(files, counted);
    let step = parsing.next();
    while (!step.done) {
      yield { ...step.value, done: before + step.value.done, total };
      step = parsing.next();
    }
    before += size(files);
    if (!step.value.ok) {
      if (plan.parts.length === 1) return step.value;
      failed = step.value.error;
      batch.file = files[0]?.name ?? '';
      batch.error(0, 'malformed-row', failed.message, { reason: failed.code });
      yield batch.take(before, total);
      continue;
    }
    sum.documents += step.value.value.documents;
    sum.issues += step.value.value.issues;
    sum.seen += step.value.value.seen;
    sum.leftOut += step.value.value.leftOut;
    sum.doubles += step.value.value.doubles;
  }
  return failed !== undefined && sum.documents === 0 ? err(failed) : ok(sum);
}

const size = (files: readonly SourceFile[]): number =>
  files.reduce((sum, file) => sum + file.bytes.length, 0);

/** Why nothing of these files can be read. */
function refusal(plan: ImportPlan): Problem<ParseErrorCode> {
  const [first] = plan.refused;
  if (first === undefined) return problem('no-files', 'There is no file to read.');
  return problem('foreign-file', `${first.name} is not read here.`, {
    file: first.name,
    kind: first.kind,
    extension: extensionOf(first.name),
  });
}
