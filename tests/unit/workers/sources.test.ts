/** Files that were looked at are not read a second time, and no others are taken for them. */
import { expect, it } from 'vitest';
import type { SourceFile } from '#core/formats';
import { keepSources, readSources } from '../../../src/workers/files/sources.ts';

const file = (text: string, lastModified: number) => new File([text], 'a.txt', { lastModified });

async function textOf(files: readonly File[]): Promise<readonly [SourceFile | undefined, string]> {
  const read = await readSources(files);
  if (!read.ok) throw new Error(read.error.code);
  return [read.value[0], new TextDecoder().decode(read.value[0]?.bytes)];
}

it('hands over what was kept, once, and reads what has changed since', async () => {
  const [looked] = await textOf([file('One.', 1)]);
  if (looked === undefined) throw new Error('it was read');
  keepSources([file('One.', 1)], [looked]);
  expect((await textOf([file('One.', 1)]))[0]).toBe(looked);
  expect((await textOf([file('One.', 1)]))[0]).not.toBe(looked);
  for (const other of [file('Two!', 2), file('Three', 1)]) {
    keepSources([file('One.', 1)], [looked]);
    expect((await textOf([other]))[1]).toBe(await other.text());
  }
  keepSources([file('One.', 1)], [looked]);
  expect((await textOf([file('One.', 1), file('Two.', 2)]))[0]).not.toBe(looked);
});
