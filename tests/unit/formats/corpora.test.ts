/** Real files of the field, read without an issue and written back equal. They are not part of the repository. */
import { describe, expect, it } from 'vitest';
import { attachExplanations, detectFormats } from '#core/formats';
import type { Annotation } from '#core/project';
import { bundleOf, readAll, sharedData, textOf, write } from './helpers.ts';

/** Non-empty lines of a token file, cells joined by tabs, only the given columns. */
function tokenRows(text: string, columns: readonly number[] = [0, 1]): string[] {
  return text.split(/\r?\n/).map((line) => {
    if (line.trim() === '') return '';
    const cells = line.includes('\t') ? line.split('\t') : line.trim().split(/ +/);
    return columns.map((column) => cells.at(column)).join('\t');
  });
}

/** Runs of empty lines are one separator, and none stands at the ends. */
function squeeze(rows: readonly string[]): string {
  return rows
    .join('\n')
    .replace(/\n{2,}/g, '\n\n')
    .trim();
}

const skipped = 'needs ../shared/data';

describe('CoNLL files', () => {
  const files = [
    { path: 'bc5cdr-triggers/train_20.txt', sentences: 761, entities: 1941, scheme: 'bio', columns: [0, 1] },
    { path: 'wikigold/wikigold.conll.txt', sentences: 1696, entities: 3558, scheme: 'iob1', columns: [0, 1] },
    { path: 'wnut17/emerging.dev.conll', sentences: 1009, entities: 836, scheme: 'bio', columns: [0, 1] },
    {
      path: 'wnut17/emerging.test.annotated',
      sentences: 1287,
      entities: 1079,
      scheme: 'bio',
      columns: [0, 1],
    },
    { path: 'wnut17/wnut17train.conll', sentences: 3394, entities: 1975, scheme: 'bio', columns: [0, 1] },
    { path: 'uner-zh/dev.iob2', sentences: 500, entities: 753, scheme: 'bio', columns: [1, 2] },
  ] as const;
  for (const { path, sentences, entities, scheme, columns } of files) {
    const source = sharedData(path);
    it.skipIf(source === undefined)(`${path} (${skipped})`, () => {
      if (source === undefined) return;
      expect(detectFormats([source])[0]?.format.id).toBe('conll');
      const { documents, issues } = readAll('conll', source);
      expect(issues).toEqual([]);
      expect(documents.length).toBe(sentences);
      expect(documents.flatMap((doc) => doc.annotations).length).toBe(entities);
      const [back] = write('conll', bundleOf('ner', documents), { scheme });
      const withoutComments = (text: string): string => text.replace(/^# (?:sent_id|text) = .*\n/gm, '');
      const original = textOf(source)
        .split(/\r?\n/)
        .filter((line) => !/^# [\w ]+ = /.test(line) && !line.startsWith('-DOCSTART-'))
        .join('\n');
      expect(squeeze(tokenRows(withoutComments(textOf(back))))).toBe(squeeze(tokenRows(original, columns)));
    });
  }

  const chinese = sharedData('uner-zh/dev.iob2');
  it.skipIf(chinese === undefined)(
    `the text of a Chinese sentence is its comment, not spaced tokens (${skipped})`,
    () => {
      if (chinese === undefined) return;
      const [first] = readAll('conll', chinese).documents;
      expect(textOf(chinese)).toContain(`# text = ${first?.text}\n`);
      expect(first?.meta['id']).toBe('batch-0000-0001');
    },
  );
});

describe('TriggerNER', () => {
  const source = sharedData('bc5cdr-triggers/trigger_20.txt');
  it.skipIf(source === undefined)(
    `1941 rows are 761 sentences with their triggers, and back (${skipped})`,
    () => {
      if (source === undefined) return;
      expect(detectFormats([source])[0]?.format.id).toBe('trigger-ner');
      const { documents, issues } = readAll('trigger-ner', source);
      expect(issues).toEqual([]);
      expect(documents.length).toBe(761);
      const annotations = documents.flatMap((doc) => doc.annotations);
      expect(annotations.length).toBe(1941);
      expect(annotations.flatMap((annotation) => annotation.explanations).length).toBe(3818);
      const [back] = write('trigger-ner', bundleOf('ner', documents));
      // Within a row the numbers of the triggers may differ; what they group may not.
      const renumber = (rows: string[]): string => {
        let seen = new Map<string, string>();
        return squeeze(
          rows.map((row) => {
            if (row === '') seen = new Map();
            return row.replace(/\tT-(\d+)$/, (_, number: string) => {
              if (!seen.has(number)) seen.set(number, String(seen.size));
              return `\tT-${seen.get(number)}`;
            });
          }),
        );
      };
      const sort = (text: string): string[] => text.split('\n\n').toSorted();
      expect(sort(renumber(tokenRows(textOf(back))))).toEqual(sort(renumber(tokenRows(textOf(source)))));
    },
  );
});

describe('SemEval-2010 Task 8', () => {
  const source = sharedData('semeval2010-task8/TRAIN_FILE.TXT');
  const explanations = sharedData('semeval2010-task8/explanations.json');

  it.skipIf(source === undefined)(`8000 sentences come in and go out (${skipped})`, () => {
    if (source === undefined) return;
    expect(detectFormats([source])[0]?.format.id).toBe('semeval-2010-8');
    const { documents, issues, batches } = readAll('semeval-2010-8', source, { task: 're' });
    expect(issues).toEqual([]);
    expect(documents.length).toBe(8000);
    expect(batches).toBeGreaterThan(39);
    const [back] = write('semeval-2010-8', bundleOf('re', documents));
    const plain = (text: string): string[] =>
      text
        .split(/\r?\n/)
        .map((line) =>
          line
            .trim()
            .replace(/^Comment:\s*/, 'Comment: ')
            .trim(),
        )
        .filter((line) => line !== '' && line !== 'Comment:');
    expect(plain(textOf(back))).toEqual(plain(textOf(source)));
  });

  it.skipIf(source === undefined)(`203 explanations find the relation they explain (${skipped})`, () => {
    if (source === undefined || explanations === undefined) return;
    expect(detectFormats([explanations])[0]?.format.id).toBe('explanations');
    const { attachments, issues } = readAll('explanations', explanations, { task: 're' });
    expect(issues).toEqual([]);
    expect(attachments.length).toBe(203);
    const bundle = bundleOf('re', readAll('semeval-2010-8', source, { task: 're' }).documents);
    const byDocument = new Map<string, Annotation[]>(bundle.documents.map(({ id }) => [id, []]));
    for (const annotation of bundle.annotations) byDocument.get(annotation.documentId)?.push(annotation);
    const documents = bundle.documents.map((document) => ({
      document,
      annotations: byDocument.get(document.id) ?? [],
    }));
    const found = attachExplanations(attachments, documents, bundle.labels);
    expect(found.issues).toEqual([]);
    expect(found.attached.length).toBe(203);
  });
});

describe('aspect sentiment', () => {
  for (const [path, sentences, aspects] of [
    ['mams-atsa/test.xml', 500, 1336],
    ['mams-atsa/train.xml', 4297, 11186],
  ] as const) {
    const source = sharedData(path);
    it.skipIf(source === undefined)(`${path} is read and written back equal (${skipped})`, () => {
      if (source === undefined) return;
      expect(detectFormats([source])[0]?.format.id).toBe('absa-xml');
      const { documents, issues } = readAll('absa-xml', source, { task: 'sa' });
      expect(issues).toEqual([]);
      expect(documents.length).toBe(sentences);
      expect(documents.flatMap((doc) => doc.annotations).length).toBe(aspects);
      const [back] = write('absa-xml', bundleOf('sa', documents));
      // &apos; and the plain sign, and white space between tags, mean the same.
      const plain = (text: string): string[] =>
        text
          .replaceAll('&apos;', "'")
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '');
      expect(plain(textOf(back))).toEqual(plain(textOf(source)));
    });
  }

  const explanations = sharedData('mams-atsa/restaurant-explanations.json');
  it.skipIf(explanations === undefined)(`75 explained sentences with their aspects (${skipped})`, () => {
    if (explanations === undefined) return;
    const { documents, issues } = readAll('explanations', explanations, { task: 'sa' });
    expect(issues).toEqual([]);
    expect(documents.length).toBe(75);
    for (const { text, annotations } of documents) {
      expect(text).not.toContain('$T$');
      expect(annotations.map(({ target, explanations: of }) => [target.kind, of.length])).toEqual([
        ['aspect', 1],
      ]);
    }
  });
});
