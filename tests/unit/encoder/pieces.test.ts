/** Our tokens and the encoder's pieces: which belong to which, for every script and oddity. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describedEncoder, type PieceReader, readPieces } from '#core/encoder';
import { tokenize } from '#core/text';

const file = new Uint8Array(readFileSync('models/encoders/minilm-l6.onnx'));
const description = JSON.parse(describedEncoder(file)!.tokenizer);

const read = readPieces(description);
if (!read.ok) throw new Error(read.error.message);
const reader: PieceReader = read.value;

const names: string[] = Object.entries<number>(description.model.vocab).reduce<string[]>(
  (all, [name, id]) => {
    all[id] = name;
    return all;
  },
  [],
);

/** `token=piece piece`, token by token. */
function cut(text: string): string[] {
  const tokens = tokenize(text);
  const { ids, ranges } = reader.read(text, tokens);
  return tokens.map(
    ({ from, to }, i) =>
      `${text.slice(from, to)}=${ids
        .slice(ranges[i]!.from, ranges[i]!.to)
        .map((id) => names[id])
        .join(' ')}`,
  );
}

describe('pieces', () => {
  it.each([
    ['Unbelievably bad.', ['Unbelievably=un ##bel ##ie ##va ##bly', 'bad=bad', '.=.']],
    ['10mg of IL-2', ['10mg=10 ##mg', 'of=of', 'IL=il', '-=-', '2=2']],
    // One word of the encoder's, two tokens of ours: they share it.
    ["It doesn't", ['It=it', 'does=doesn', "n't=doesn ' t"]],
    // Accents composed and decomposed.
    ['naïve', ['naïve=naive']],
    ['nai\u0308ve', ['nai\u0308ve=naive']],
    ['中文', ['中=中', '文=文']],
    // Not in the vocabulary: the whole word is unknown, and its neighbours are not.
    ['good 👍🏽 soup', ['good=good', '👍🏽=[UNK]', 'soup=soup']],
    // Names of special pieces are words.
    ['[CLS] x', ['[=[', 'CLS=cl ##s', ']=]', 'x=x']],
    ['שלום', ['שלום=ש ##ל ##ו ##ם']],
    ['привет', ['привет=п ##р ##и ##в ##е ##т']],
  ])('%s', (text, expected) => {
    expect(cut(text as string)).toEqual(expected);
  });

  it('cover every token of texts of all scripts, in order', () => {
    for (const text of [
      'Der Fußgänger überquerte die Straße.',
      'Ο γρήγορος αλεπού πηδάει',
      'नमस्ते दुनिया',
      'สวัสดีชาวโลก',
      'こんにちは、世界。カタカナ',
      '안녕하세요 세계',
      'السلام عليكم',
      'e\u0301cole \u200dA\ufe0f ﬁne ½ ① 𝔘𝔫𝔦 Ⅷ',
      '🇩🇪👩‍👩‍👧 family #tag @name https://a.b/c?d=e_f-g',
      'x'.repeat(300),
    ]) {
      const tokens = tokenize(text);
      const { ids, ranges } = reader.read(text, tokens);
      expect(ranges).toHaveLength(tokens.length);
      let before = 0;
      for (const { from, to } of ranges) {
        expect(from).toBeGreaterThanOrEqual(Math.max(0, before - 1));
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to).toBeLessThanOrEqual(ids.length);
        before = to;
      }
      expect(before).toBe(ids.length);
    }
  });

  it('are refused of what is no tokenizer', () => {
    expect(readPieces(null)).toMatchObject({ ok: false, error: { code: 'tokenizer-unreadable' } });
    expect(readPieces({ model: {} })).toMatchObject({ ok: false });
  });
});
