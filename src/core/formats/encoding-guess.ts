/**
 * Which encoding a file is in that carries no mark and is not UTF-8: by the statistics of `chardet` (those of ICU: bytes of
 * East Asian characters, three-letter sequences of languages) over the lines that are not ASCII, drawn from the whole file.
 * Names and markup in ASCII say nothing of it, and the first lines may be all ASCII.
 *
 * Windows-1252 unless another is clearly likelier: of a few bytes nothing can be said, and that is what most such files are.
 */
import { analyse } from 'chardet';
import type { Encoding } from './source.ts';

/** Bytes of evidence: enough for the statistics, and nothing beside reading the file. */
const enoughBytes = 64 * 1024;
/** By how many of 100 a language's letters must count more for it than for Windows-1252. */
const clearly = 8;
const leastConfidence = 15;
/** Bytes: the rest of a word. */
const context = 8;

/** What the detector's names stand for among the encodings that can be chosen. */
const byName: Readonly<Record<string, Encoding>> = {
  Shift_JIS: 'shift_jis',
  'EUC-JP': 'euc-jp',
  'EUC-KR': 'euc-kr',
  Big5: 'big5',
  GB18030: 'gb18030',
  'KOI8-R': 'koi8-r',
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'iso-8859-2',
  'ISO-8859-5': 'iso-8859-5',
  'ISO-8859-6': 'windows-1256',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
  'ISO-8859-9': 'windows-1254',
  'windows-1250': 'windows-1250',
  'windows-1251': 'windows-1251',
  'windows-1252': 'windows-1252',
  'windows-1253': 'windows-1253',
  'windows-1254': 'windows-1254',
  'windows-1255': 'windows-1255',
  'windows-1256': 'windows-1256',
};

const multiByte: ReadonlySet<Encoding> = new Set(['shift_jis', 'euc-jp', 'euc-kr', 'big5', 'gb18030']);

export function guessEncoding(bytes: Uint8Array): Encoding {
  const evidence = evidenceOf(bytes);
  if (evidence.length === 0) return 'windows-1252';
  let best: Encoding = 'windows-1252';
  let [most, western] = [0, 0];
  for (const { name, confidence } of analyse(evidence)) {
    const encoding = byName[name];
    if (encoding === undefined) continue;
    if (encoding === 'windows-1252') western = Math.max(western, confidence);
    else if (confidence > most && fits(encoding, evidence)) [best, most] = [encoding, confidence];
  }
  return most >= leastConfidence && most >= western + clearly ? best : 'windows-1252';
}

/** Of an encoding of several bytes, nearly all sequences are whole. */
function fits(encoding: Encoding, evidence: Uint8Array): boolean {
  if (!multiByte.has(encoding)) return true;
  const text = new TextDecoder(encoding).decode(evidence);
  let bad = 0;
  for (const character of text) if (character === '\ufffd') bad++;
  return bad <= text.length / 200;
}

/** Up to a little after the last byte beyond ASCII: what follows is markup. */
function beyondAscii(line: Uint8Array): Uint8Array {
  const last = line.findLastIndex((byte) => byte >= 0x80);
  return line.subarray(0, last + context);
}

/** What lines have from their first byte beyond ASCII on, from places spread evenly over the file. */
function evidenceOf(bytes: Uint8Array): Uint8Array {
  const places = Math.max(1, Math.ceil(bytes.length / enoughBytes));
  const share = enoughBytes / places;
  const found: Uint8Array[] = [];
  let before = 0;
  for (let place = 0; place < places; place++) {
    const stop = Math.min(bytes.length, (place + 1) * enoughBytes);
    let taken = 0;
    for (let at = Math.max(before, place * enoughBytes); at < stop && taken < share; at++) {
      if ((bytes[at] ?? 0) < 0x80) continue;
      const end = bytes.indexOf(lineFeed, at);
      const stretch = beyondAscii(
        bytes.subarray(at, Math.min(end < 0 ? bytes.length : end, at + enoughBytes)),
      );
      found.push(stretch, Uint8Array.of(lineFeed));
      taken += stretch.length;
      before = end < 0 ? bytes.length : end + 1;
      at = before - 1;
    }
  }
  const all = new Uint8Array(found.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const line of found) {
    all.set(line, at);
    at += line.length;
  }
  return all;
}

const lineFeed = 0x0a;
