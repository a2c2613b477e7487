/**
 * JSON and JSONL with any keys, as data sets on the web come: `{"text": …, "label": …}`. Read only. Lists of
 * strings are documents too.
 */
import { parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { ColumnMapping, Format, Sample } from './format.ts';
import { isObject, jsonHead, jsonRecords, restOf, toText } from './json-records.ts';
import { extensionOf } from './source.ts';
import { guessColumns, tableDocument } from './table.ts';

const none: ReadonlySet<string> = new Set();

/** The keys and the values of the first record, for the column mapping. */
export function jsonTableHead(sample: Sample): { columns: string[]; rows: string[][] } {
  const first = jsonHead(sample)?.first;
  if (!isObject(first)) return { columns: [], rows: [] };
  const entries = restOf(first, none);
  return { columns: entries.map(([key]) => key), rows: [entries.map(([, value]) => toText(value))] };
}

export const jsonTable: Format = {
  id: 'json',
  name: 'JSON / JSONL',
  extensions: ['.jsonl', '.json', '.ndjson'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    const head = jsonHead(sample);
    if (head === undefined) return 0;
    return ['.json', '.jsonl', '.ndjson'].includes(extensionOf(sample.name)) ? 0.4 : 0.3;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      let mapping: ColumnMapping | undefined = options.columns;
      const records = jsonRecords(text, batch);
      let step = records.next();
      while (!step.done) {
        const { value, line, done } = step.value;
        if (typeof value === 'string' && value !== '') {
          new DocumentDraft(value, line, batch, options).finish();
        } else if (isObject(value)) {
          const entries = restOf(value, none).map(([key, cell]): [string, string] => [
            key,
            cell === null ? '' : toText(cell),
          ]);
          const columns = entries.map(([key]) => key);
          mapping ??= guessColumns(columns, [entries.map(([, cell]) => cell)]);
          if (mapping === undefined) batch.error(line, 'missing-text', 'The record has no text.');
          else tableDocument(new Map(entries), line, mapping, batch, options);
        } else {
          batch.error(line, 'malformed-row', 'This is neither a text nor an object.', {
            reason: 'not-an-object',
          });
        }
        yield done;
        step = records.next();
      }
      return step.value;
    }),
};
