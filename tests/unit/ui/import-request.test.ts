/** Files are brought in as they were shown: what is refused by name stays out, and labels keep their names. */
import { expect, it } from 'vitest';
import { type ParsedDocument, parsePlan, planImport, type SourceFile } from '#core/formats';
import { asked } from '#ui/screens/import/request.ts';

const file = (name: string, text: string): SourceFile => ({ name, bytes: new TextEncoder().encode(text) });

const texts = (sources: readonly SourceFile[], chosen?: string): readonly ParsedDocument[] => {
  const { formatId, options } = asked('p', [], { task: 'ner' }, chosen);
  return [...parsePlan(planImport(sources, formatId), options)].flatMap(({ documents }) => documents);
};

it('a file that is refused beside a text is no text', () => {
  const sources = [file('a.txt', 'Good soup.\n'), file('b.vtt', 'WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n')];
  expect(texts(sources).map(({ text }) => text)).toEqual(['Good soup.']);
});
it('labels by number have their names from the file beside', () => {
  const sources = [
    file(
      'a.jsonl',
      '{"text":"Ann ran","annotations":[{"label":7,"start_offset":0,"end_offset":3,"user":1}]}\n',
    ),
    file('labels.json', '[{"id":7,"text":"PER","background_color":"#fff"}]'),
  ];
  expect(texts(sources).flatMap(({ annotations }) => annotations.map(({ label }) => label))).toEqual(['PER']);
});
it('a format that was chosen by hand is that of all', () => {
  const sources = [file('a.txt', 'Good soup.\n'), file('b.vtt', 'WEBVTT\n')];
  expect(texts(sources, 'text').map(({ text }) => text)).toEqual(['Good soup.', 'WEBVTT']);
});
