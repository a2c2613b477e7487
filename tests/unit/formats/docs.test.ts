/** `docs/formats.md` says what the code declares. To write the table anew: `UPDATE_DOCS=1 npx vitest run tests/unit/formats/docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formats } from '#core/formats';

const path = join(process.cwd(), 'docs/formats.md');
const begin = '<!-- holds:begin (checked by tests/unit/formats/docs.test.ts) -->\n';
const end = '<!-- holds:end -->';

function table(): string {
  const mark = (held: boolean): string => (held ? 'yes' : '·');
  const rows = formats.flatMap(({ name, extensions, tasks, holds }) => {
    if (holds === undefined) return [];
    const spans = holds.spans === 'no' ? '·' : holds.spans;
    const texts = holds.textLabels === 'no' ? '·' : holds.textLabels;
    const triggers = holds.triggers === 'no' ? '·' : holds.triggers;
    const cells = [
      `${name} (${extensions[0]})`,
      tasks.map((task) => task.toUpperCase()).join(' '),
      holds.text,
      spans,
      holds.relations ? (holds.entities ? 'yes' : 'without entity labels') : '·',
      texts,
      mark(holds.aspects),
      triggers,
      mark(holds.nl),
      holds.labelNames,
      mark(holds.meta),
      mark(holds.annotators),
      mark(holds.unlabelled),
      mark(holds.project),
    ];
    return [`| ${cells.join(' | ')} |`];
  });
  const head = [
    'format',
    'tasks',
    'text',
    'spans',
    'relations',
    'text labels',
    'aspects',
    'triggers',
    'sentences',
    'label names',
    'metadata',
    'annotators',
    'unlabelled texts',
    'settings, status, model',
  ];
  return `| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}\n${rows.join('\n')}\n`;
}

it('the table of docs/formats.md is what the formats declare', () => {
  const text = readFileSync(path, 'utf8');
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (process.env['UPDATE_DOCS'] !== undefined)
    writeFileSync(path, text.slice(0, from) + table() + text.slice(to));
  expect(readFileSync(path, 'utf8')).toContain(begin + table() + end);
});

it('every format is named there', () => {
  const text = readFileSync(path, 'utf8');
  for (const { name } of formats)
    expect(text).toContain(name.replace(' JSONL', '').replace(' standoff', '').replace(' TSV 3', ''));
});
