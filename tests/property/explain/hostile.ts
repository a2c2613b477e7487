/** Seeded hostile explanations: random characters of any script, mutated real sentences, deep nesting, long runs. */
import { createRng, type Rng } from '#core/base';

const seeds = [
  'The word "born" appears between X and Y and there are no more than 5 words between them',
  "The words 'very fast' occur within 3 words before the $T$",
  'Between SUBJ and OBJ the phrase "was removed into" occurs and SUBJ precedes OBJ',
  '$T$ is directly preceded by "fair" and followed by "lovely" or "nice"',
  'it is not the case that (the word "a" appears before X) or at least 2 of the words "b", "c" appear after Y',
  'The number of words between X and Y is less than 10, and neither "not" nor "no" appears between them',
];
const alphabets = [
  'abcdefghijklmnopqrstuvwxyz     ',
  'ABC $T$ X Y "\'“”‘’«»「」()[]{}.,;:!?-–—/\\|<>&%#@*+=~^`0123456789',
  '我爱北京天安门日本語のテキスト한국어ไทย',
  'مرحبا بالعالم שלום עולם',
  'ÉéèñøßİıŁ 👨‍👩‍👧🇫🇷👍🏽 \u0301\u0300\u200d\u200b\ufeff\u202e',
  '\u0000\u0001\t\n\r\u2028\ud800\udc00\udfff',
];
const words =
  'the word words phrase X Y SUBJ OBJ $T$ it them between and or not no none before after within at most least less more than 3 five words characters of to is are appears appear occurs precedes follows followed preceded by there sentence contains starts with only both either neither "a" "born" \'nice\' ( ) , . exactly immediately directly number distance list dictionary'.split(
    ' ',
  );

export function hostileText(rng: Rng): string {
  const pick = <T>(of: readonly T[]): T => of[rng.int(of.length)]!;
  const length = rng.next() < 0.7 ? rng.int(200) : rng.int(5001);
  switch (rng.int(7)) {
    case 0: {
      const alphabet = [...pick(alphabets)];
      let out = '';
      while (out.length < length) out += pick(alphabet);
      return out;
    }
    case 1: {
      let out = '';
      while (out.length < length) out += pick([...pick(alphabets)]);
      return out;
    }
    case 2: {
      let out = '';
      while (out.length < length) out += `${pick(words)} `;
      return out;
    }
    case 3: {
      // A real sentence with characters dropped, doubled, swapped or replaced.
      let out = [...pick(seeds)];
      for (let k = rng.int(12); k >= 0; k--) {
        const at = rng.int(Math.max(1, out.length));
        const ch = out[at] ?? ' ';
        const edit = rng.int(4);
        if (edit === 0) out.splice(at, 1);
        else if (edit === 1) out.splice(at, 0, ch);
        else if (edit === 2) out.splice(at, 2, out[at + 1] ?? '', ch);
        else out[at] = pick([...pick(alphabets)]);
      }
      while (rng.next() < 0.2) out = [...out, ' ', ...pick(seeds)];
      return out.join('');
    }
    case 4: {
      const depth = rng.int(400);
      const open = pick([
        '(',
        'not (',
        'it is not the case that ',
        '"',
        'between X and ',
        'at least 1 of ',
        'not ',
      ]);
      const close = open.includes('(') ? ')' : '';
      return `${open.repeat(depth)}the word "a" appears before X${close.repeat(depth)}`.slice(0, 5000);
    }
    case 5: {
      const joint = pick([' and ', ' or ', ', ', ' and not ', ' ']);
      return Array.from({ length: 1 + rng.int(40) }, () => pick(seeds))
        .join(joint)
        .slice(0, 5000);
    }
    default: {
      const word = pick(words);
      return `${word} `.repeat(rng.int(1200)).slice(0, 5000);
    }
  }
}

export const hostileSeed = 20261123;
export const hostileRng = (): Rng => createRng(hostileSeed);
