/**
 * What runs when *another* text or rule is shown follows its id, not the record: records are read anew whenever anything of them
 * changed in the store. Without this an answer arriving in the background put another place under the key that was being pressed,
 * and took ticks and selections away.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../src/ui');

it('effects follow remembered values, not what is read anew', () => {
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const loose = sources.flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /\bon\(\s*(?:\[(?:\w+, |createMemo\([^,\]]*\), )*)?\(\) =>[^,\]]*/g,
      ),
    ].map(([words]) => `${file}: ${words.replace(/\s+/g, ' ')}`),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(loose).toEqual([]);
});
