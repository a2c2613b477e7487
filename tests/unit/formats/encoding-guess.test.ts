import { describe, expect, test } from 'vitest';
import { decodeText, type Encoding } from '../../../src/core/formats/source.ts';

/** The bytes of a text in an encoding of one or two bytes a character, by asking the decoder for all of them. */
function encoderOf(encoding: Encoding): (text: string) => number[] {
  const decoder = new TextDecoder(encoding);
  const bytesOf = new Map<string, number[]>();
  for (let first = 0; first < 256; first++) {
    for (let second = first < 0x81 ? 256 : 0x40; second < 256; second++) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if (character.length === 1 && !bytesOf.has(character)) bytesOf.set(character, [first, second]);
    }
    bytesOf.set(decoder.decode(Uint8Array.of(first)), [first]);
  }
  return (text) => [...text].flatMap((character) => bytesOf.get(character) ?? [0x3f]);
}

const texts: readonly (readonly [Encoding, readonly string[]])[] = [
  ['windows-1251', ['Москва — столица России.', 'Еда была вкусной, но обслуживание очень медленное.']],
  ['koi8-r', ['Погода сегодня хорошая, и мы пошли гулять.', 'Еда была вкусной, но обслуживание медленное.']],
  ['shift_jis', ['東京は日本の首都です。', '料理はとても美味しかったが、サービスは遅かった。']],
  ['euc-jp', ['東京は日本の首都です。', '料理はとても美味しかったが、サービスは遅かった。']],
  ['gb18030', ['北京是中国的首都。', '菜很好吃,但是服务很慢,昨天我和朋友一起看了电影。']],
  ['big5', ['台北是台灣的首都。', '菜很好吃,但是服務很慢,昨天我和朋友一起看了電影。']],
  ['euc-kr', ['서울은 한국의 수도이다.', '음식은 맛있었지만 서비스가 느렸다.']],
  [
    'windows-1250',
    [
      'Příliš žluťoučký kůň úpěl ďábelské ódy.',
      'Děkuji vám za pomoc, je to skvělé.',
      'Jídlo bylo výborné, ale obsluha byla velmi pomalá.',
    ],
  ],
  ['windows-1253', ['Το φαγητό ήταν πολύ νόστιμο, αλλά η εξυπηρέτηση ήταν αργή.']],
  ['windows-1252', ['Zoë lives in Köln and likes crème brûlée.', 'Der Bär läuft über die Straße.']],
];

describe('a file that is not UTF-8 is read by its letters', () => {
  test.each(texts)('%s', (encoding, lines) => {
    const encode = encoderOf(encoding);
    const ascii = '{"id":7,"text":"All of this line is ASCII.","label":["LOC"]}\n'.repeat(400);
    for (const head of ['', ascii]) {
      const file = head + lines.map((text) => `{"text":"${text}","label":["a"]}\n`).join('');
      const { text, encoding: found, guessed } = decodeText(Uint8Array.from(encode(file)));
      expect(found).toBe(encoding);
      expect(text).toBe(file);
      expect(guessed).toBe(true);
    }
  });

  test('a few letters stay Windows-1252, and a choice by hand stands', () => {
    const bytes = Uint8Array.of(0xc9, 0x76, 0x72, 0x79);
    expect(decodeText(bytes).text).toBe('Évry');
    expect(decodeText(bytes, 'windows-1251').encoding).toBe('windows-1251');
  });
});
