/** Parquet becomes rows of JSON, which the readers of JSON know. */
import { describe, expect, it } from 'vitest';
import {
  type ParsedDocument,
  parquetAsJsonLines,
  parsePlan,
  planImport,
  type SourceFile,
} from '#core/formats';

function read(files: readonly SourceFile[]) {
  const plan = planImport(files);
  const documents: ParsedDocument[] = [];
  const parsing = parsePlan(plan, { task: 'ner' });
  let step = parsing.next();
  while (!step.done) {
    documents.push(...step.value.documents);
    step = parsing.next();
  }
  return {
    format: plan.parts.map((part) => part.format.id).join(),
    texts: documents.map((doc) => doc.text),
    ids: documents.map((doc) => doc.meta['id']),
    labels: documents.flatMap((doc) =>
      doc.annotations.flatMap(({ label, target }) =>
        target.kind === 'span' ? [`${label}:${doc.text.slice(target.from, target.to)}`] : [],
      ),
    ),
    counts: step.value.ok ? [step.value.value.seen, step.value.value.leftOut] : [],
  };
}

describe('Parquet', () => {
  const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
  /** Written by pyarrow as `datasets` does: two rows of words and tags, tags as numbers whose names stand in the file. */
  const snappy =
    'UEFSMRUAFSAVJCwVBBUAFQYVBhwAAAAQPAIAAAAEAQEAAAA3AQAAADgVABVQFVAsFQgVABUGFQYcAAAAKBQCAAAAAwYBBiAIAwMA' +
    'AABFdmEBB0BzYXcEAAAAUm9tZQIAAABIaRUAFVgVQiwVCBUAFQYVBhwAAAAsFAIAAAADBgEGDAgDAQA2AQABFiwAAAAAAAAAAAAA' +
    'AAAVABUsFTAsFQQVABUGFQYcAAAAFlQCAAAABAEBAAAAAAAgAAEAAAAAAAAAFQQZnDUAGAZzY2hlbWEVCAAVDCUCGAJpZCUATBwA' +
    'AAA1AhgGdG9rZW5zFQIVBkw8AAAANQQYBGxpc3QVAgAVDCUCGAdlbGVtZW50JQBMHAAAADUCGAhuZXJfdGFncxUCFQZMPAAAADUE' +
    'GARsaXN0FQIAFQQlAhgHZWxlbWVudAAVBCUCGAFuABYEGRwZTCYAHBUMGSUGABkYAmlkFQIWBBZGFkomCEkcFQAVABUCADwWBBkG' +
    'GSYABAAAACYAHBUMGSUGABk4BnRva2VucwRsaXN0B2VsZW1lbnQVAhYIFnYWdiZSSRwVABUAFQIAPBYYGSYEBBlGAAAACAAAACYA' +
    'HBUEGSUGABk4CG5lcl90YWdzBGxpc3QHZWxlbWVudBUCFggWfhZoJsgBSRwVABUAFQIAPCkmBAQZRgAAAAgAAAAmABwVBBklBgAZ' +
    'GAFuFQIWBBZSFlYmsAJJHBUAFQAVAgA8KQYZJgAEAAAAFowDFgQmCBb+AgAZLBgLaHVnZ2luZ2ZhY2UYgQF7ImluZm8iOiB7ImZl' +
    'YXR1cmVzIjogeyJuZXJfdGFncyI6IHsiZmVhdHVyZSI6IHsibmFtZXMiOiBbIk8iLCAiQi1QRVIiLCAiQi1MT0MiXSwgIl90eXBl' +
    'IjogIkNsYXNzTGFiZWwifSwgIl90eXBlIjogIlNlcXVlbmNlIn19fX0AGAxBUlJPVzpzY2hlbWEY4AUvLy8vL3lBQ0FBQVFBQUFB' +
    'QUFBS0FBNEFCZ0FGQUFnQUNnQUFBQUFCQkFBUUFBQUFBQUFLQUF3QUFBQUVBQWdBQ2dBQUFMd0FBQUFFQUFBQUFRQUFBQXdBQUFB' +
    'SUFBd0FCQUFJQUFnQUFBQ1FBQUFBQkFBQUFJRUFBQUI3SW1sdVptOGlPaUI3SW1abFlYUjFjbVZ6SWpvZ2V5SnVaWEpmZEdGbmN5' +
    'STZJSHNpWm1WaGRIVnlaU0k2SUhzaWJtRnRaWE1pT2lCYklrOGlMQ0FpUWkxUVJWSWlMQ0FpUWkxTVQwTWlYU3dnSWw5MGVYQmxJ' +
    'am9nSWtOc1lYTnpUR0ZpWld3aWZTd2dJbDkwZVhCbElqb2dJbE5sY1hWbGJtTmxJbjE5ZlgwQUFBQUxBQUFBYUhWbloybHVaMlpo' +
    'WTJVQUJBQUFBQWdCQUFDZ0FBQUFOQUFBQUFRQUFBQVkvLy8vQUFBQkFoQUFBQUFVQUFBQUJBQUFBQUFBQUFBQkFBQUFiZ0FBQUtE' +
    'Ly8vOEFBQUFCUUFBQUFFVC8vLzhBQUFFTUZBQUFBQ0FBQUFBRUFBQUFBUUFBQUJnQUFBQUlBQUFBYm1WeVgzUmhaM01BQUFBQVFQ' +
    'Ly8vM1QvLy84QUFBRUNFQUFBQUNBQUFBQUVBQUFBQUFBQUFBUUFBQUJwZEdWdEFBQUFBQWdBREFBSUFBY0FDQUFBQUFBQUFBRkFB' +
    'QUFBclAvLy93QUFBUXdVQUFBQUhBQUFBQVFBQUFBQkFBQUFGQUFBQUFZQUFBQjBiMnRsYm5NQUFLVC8vLy9ZLy8vL0FBQUJCUkFB' +
    'QUFBWUFBQUFCQUFBQUFBQUFBQUVBQUFBYVhSbGJRQUFBQURNLy8vL0VBQVVBQWdBQmdBSEFBd0FBQUFRQUJBQUFBQUFBQUVGRUFB' +
    'QUFCZ0FBQUFFQUFBQUFBQUFBQUlBQUFCcFpBQUFCQUFFQUFRQUFBQUFBQUFBABggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAy' +
    'Ni4wLjEZTBwAABwAABwAABwAAAAtBQAAUEFSMQ==';
  /** Without the names: its tags are numbers. */
  const gzip =
    'UEFSMRUAFSAVQCwVBBUAFQYVBhwAAAAfiwgAAAAAAAIDY2JgYGBhZASS5iDCAgCMR0xKEAAAABUAFVAVZiwVCBUAFQYVBhwAAAAf' +
    'iwgAAAAAAAIDY2JgYGBmYwKSHMzMQNK1LBFEFSeWswCpoPzcVJCcRyYAP9mj0CgAAAAVABVYFUosFQgVABUGFQYcAAAAH4sIAAAA' +
    'AAACA2NiYGBgZmMCkhzMjAyogAmNDwBPeuGTLAAAABUAFSwVRiwVBBUAFQYVBhwAAAAfiwgAAAAAAAIDY2JgYGBhZGQAAQUGCM3A' +
    'AAD69ugnFgAAABUEGZw1ABgGc2NoZW1hFQgAFQwlAhgCaWQlAEwcAAAANQIYBnRva2VucxUCFQZMPAAAADUEGARsaXN0FQIAFQwl' +
    'AhgHZWxlbWVudCUATBwAAAA1AhgIbmVyX3RhZ3MVAhUGTDwAAAA1BBgEbGlzdBUCABUEJQIYB2VsZW1lbnQAFQQlAhgBbgAWBBkc' +
    'GUwmABwVDBklBgAZGAJpZBUEFgQWRhZmJghJHBUAFQAVAgA8FgQZBhkmAAQAAAAmABwVDBklBgAZOAZ0b2tlbnMEbGlzdAdlbGVt' +
    'ZW50FQQWCBZ2FowBJm5JHBUAFQAVAgA8FhgZJgQEGUYAAAAIAAAAJgAcFQQZJQYAGTgIbmVyX3RhZ3MEbGlzdAdlbGVtZW50FQQW' +
    'CBZ+FnAm+gFJHBUAFQAVAgA8KSYEBBlGAAAACAAAACYAHBUEGSUGABkYAW4VBBYEFlIWbCbqAkkcFQAVABUCADwpBhkmAAQAAAAW' +
    'jAMWBCYIFs4DACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZTBwAABwAABwAABwAAACoAQAAUEFSMQ==';

  it('words and tags of the Hugging Face hub, names of classes and all', async () => {
    const rows = await parquetAsJsonLines({ name: 'train.parquet', bytes: bytes(snappy) });
    const found = read(rows.ok ? [rows.value] : []);
    expect([found.format, found.labels, found.ids]).toEqual([
      'hugging-face',
      ['PER:Eva', 'LOC:Rome'],
      ['7', '8'],
    ]);
  });

  it('tags without names are left out and counted', async () => {
    const rows = await parquetAsJsonLines({ name: 'train.parquet', bytes: bytes(gzip) });
    const found = read(rows.ok ? [rows.value] : []);
    expect([found.texts, found.labels, found.counts]).toEqual([['Eva saw Rome', 'Hi'], [], [2, 2]]);
  });

  it('a damaged one is told', async () => {
    const rows = await parquetAsJsonLines({ name: 'a.parquet', bytes: bytes(snappy).slice(0, -9) });
    expect(rows.ok ? '' : rows.error.code).toBe('damaged');
  });
});
