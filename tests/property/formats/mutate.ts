/** Damage as it happens to files: cut, doubled, swapped and mistyped pieces, bad bytes, odd numbers; by a seed. */
import { joinBytes, type Rng } from '#core/base';
import type { SourceFile } from '#core/formats';

const pieces = [
  '"',
  "'",
  ',',
  '\t',
  '\n',
  '\r\n',
  '\n\n',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  '&',
  '\\',
  ' ',
  '-1',
  '0',
  '999999999999',
  'NaN',
  'null',
  'true',
  '{}',
  '[]',
  '[null]',
  '""',
  'O',
  'B-',
  'I-X',
  '\u0000',
  '\ufeff',
  '\u2028',
  '😀',
  'e\u0301',
  '__proto__',
  '"label":',
  '"start":',
  '# text = x',
  '-DOCSTART- O',
  '<text>',
  '</text>',
  'T1\t',
  ';',
];

/** One change of a file's bytes. */
function change(bytes: Uint8Array, rng: Rng): Uint8Array {
  const at = rng.int(bytes.length + 1);
  const length = Math.min(bytes.length - at, 1 + rng.int(rng.int(4) === 0 ? 200 : 8));
  const [head, middle, tail] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  switch (rng.int(9)) {
    case 0:
      return joinBytes([head, tail]);
    case 1:
      return joinBytes([head, middle, middle, tail]);
    case 2:
      return head;
    case 3:
      return joinBytes([
        head,
        new Uint8Array([rng.int(256)]),
        bytes.subarray(Math.min(at + 1, bytes.length)),
      ]);
    case 4:
      return swapLines(bytes, rng);
    case 5:
      return changeNumber(bytes, rng);
    default:
      return joinBytes([
        head,
        new TextEncoder().encode(pieces[rng.int(pieces.length)] ?? ''),
        rng.int(2) === 0 ? bytes.subarray(at) : tail,
      ]);
  }
}

function swapLines(bytes: Uint8Array, rng: Rng): Uint8Array {
  const lines = new TextDecoder().decode(bytes).split('\n');
  const [a, b] = [rng.int(lines.length), rng.int(lines.length)];
  const [one = '', other = ''] = [lines[a], lines[b]];
  lines[a] = other;
  lines[b] = one;
  return new TextEncoder().encode(lines.join('\n'));
}

function changeNumber(bytes: Uint8Array, rng: Rng): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  const numbers = [...text.matchAll(/\d+/g)];
  const chosen = numbers[rng.int(Math.max(numbers.length, 1))];
  if (chosen === undefined) return bytes;
  const others = ['0', '-3', '7', '1e3', '1.5', '4294967296', '99', '"2"', String(Number(chosen[0]) + 1)];
  const other = others[rng.int(others.length)] ?? '0';
  return new TextEncoder().encode(
    text.slice(0, chosen.index) + other + text.slice(chosen.index + chosen[0].length),
  );
}

/** One to four changes in one of the files; now and then another extension. */
export function mutate(files: readonly SourceFile[], rng: Rng): SourceFile[] {
  const which = rng.int(files.length);
  return files.map((file, index) => {
    if (index !== which) return file;
    let { bytes, name } = file;
    for (let times = 1 + rng.int(4); times > 0; times--) bytes = change(bytes, rng);
    if (rng.int(12) === 0)
      name = name.replace(/\.\w+$/, ['.txt', '.json', '.csv', '.xml', '.tsv', ''][rng.int(6)] ?? '');
    return { name, bytes };
  });
}
