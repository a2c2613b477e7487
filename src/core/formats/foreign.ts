/**
 * Files that are known and not read: refused with the name of what they are and the way to something that is read,
 * instead of turning their structure, or their bytes, into words.
 */

import { zipNames } from './archive.ts';
import { isCorpusXml } from './corpus-xml.ts';
import { areCorrections, areRoleColumns } from './foreign-lines.ts';
import type { Sample } from './format.ts';
import { field, isObject, listField, stringField } from './json-records.ts';
import { officeKind } from './office.ts';
import { extensionOf } from './source.ts';
import { isMentionTable } from './span-rows.ts';
import { isTextName } from './table-columns.ts';

/** What it is; the page has a sentence for each that names the way to convert it. */
export type ForeignKind =
  | 'pdf'
  | 'word-old'
  | 'spreadsheet'
  | 'presentation'
  | 'ebook'
  | 'yaml'
  | 'rtf'
  | 'html'
  | 'image'
  | 'sqlite'
  | 'spacy-binary'
  | 'python-pickle'
  | 'arrow'
  | 'parquet'
  | 'archive'
  | 'binary'
  | 'annotations-without-text'
  | 'tagtog'
  | 'uima-cas'
  | 'xml'
  | 'gate'
  | 'word-list'
  | 'subtitles'
  | 'semantic-roles'
  | 'corrections';

const starts = (bytes: Uint8Array, ...codes: readonly number[]): boolean =>
  codes.every((code, at) => bytes[at] === code);

/** Control characters that no text has, and what stands for bytes that are no character. */
const isControl = (char: string): boolean => {
  const code = char.charCodeAt(0);
  return code < 9 || (code > 13 && code < 27) || code === 0xfffd;
};

const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

const magic: readonly (readonly [readonly number[], ForeignKind])[] = [
  [ascii('%PDF-'), 'pdf'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'word-old'],
  [ascii('{\\rtf'), 'rtf'],
  [ascii('PAR1'), 'parquet'],
  [ascii('ARROW1'), 'arrow'],
  [ascii('SQLite format 3'), 'sqlite'],
  [[0x89, 0x50, 0x4e, 0x47], 'image'],
  [[0xff, 0xd8, 0xff], 'image'],
  [ascii('GIF8'), 'image'],
  [ascii('Rar!'), 'archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'archive'],
  [ascii('BZh'), 'archive'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'archive'],
  [[0x80, 0x04, 0x95], 'python-pickle'],
  [[0x80, 0x03], 'python-pickle'],
];

/** `undefined` for a file that some format may read. */
export function foreignKind(sample: Sample, bytes: Uint8Array): ForeignKind | undefined {
  const office = officeKind(zipNames(bytes));
  if (office !== undefined) return office === 'docx' ? undefined : office;
  for (const [codes, kind] of magic) if (starts(bytes, ...codes)) return kind;
  const extension = extensionOf(sample.name);
  if (extension === '.spacy') return 'spacy-binary';
  if (extension === '.yml' || extension === '.yaml') return 'yaml';
  if (sample.head.includes('\0')) return 'binary';
  const controls = [...sample.head.slice(0, 4096)].filter(isControl).length;
  if (controls > 40 && controls > Math.min(sample.head.length, 4096) / 20) return 'binary';
  const head = sample.head.trimStart();
  if (/^(?:<!doctype html|<html[\s>])/i.test(head)) return 'html';
  if (/^<[?!a-z]/i.test(head)) return xmlKind(head);
  if (['.ann', '.a1', '.a2'].includes(extension) && /^(?:[TREAM#]\d+|\*)[\t ]/m.test(head)) {
    return 'annotations-without-text';
  }
  // SemEval's answers, whose sentences are in another file.
  if (
    /^(?:\d+\t[\w-]+(?:\(e[12],e[12]\))?(?:\r?\n|$)){1,2000}/.test(head) &&
    /^\d+\t[\w-]+\(e[12],e[12]\)/m.test(head.slice(0, 400))
  )
    return 'annotations-without-text';
  if (standsAlone.some((line) => isMostly(head, line))) return 'annotations-without-text';
  if (/^(?:WEBVTT\b|1\s*\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> )/.test(head)) return 'subtitles';
  if (areCorrections(head, sample.complete)) return 'corrections';
  if (areRoleColumns(head, sample.complete)) return 'semantic-roles';
  if (isMentionTable(sample)) return 'annotations-without-text';
  return tableKind(sample) ?? jsonKind(sample);
}

/** Lines of labels whose texts are in other files, and of numbers that were made of texts. */
const standsAlone: readonly RegExp[] = [
  // i2b2's concepts, assertions and relations.
  /^[cr]="[^"]*" \d+:\d+ \d+:\d+\|\|/,
  // BioCreative's genes.
  /^[\w-]+\|\d+ \d+\|\S/,
  // ChemProt's relations.
  /^\d+\t.*\tArg1:T\d+\tArg2:T\d+$/,
  // Places in articles by number, as SemEval's propaganda has them.
  /^\d+\t[\p{L}_:,-]+\t\d+\t\d+$/u,
  // LIBSVM's rows.
  /^[+-]?\d+(?:\.\d+)?(?: \d+:-?\d*\.?\d+(?:e-?\d+)?)+$/,
];

function isMostly(head: string, pattern: RegExp): boolean {
  const lines = head
    .slice(0, 8192)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const whole = lines.length > 20 ? lines.slice(0, 20) : lines;
  return whole.length > 0 && whole.every((line) => pattern.test(line.trimEnd()));
}

function xmlKind(head: string): ForeignKind | undefined {
  if (isCorpusXml(head)) return undefined;
  if (/<GateDocument\b/.test(head)) return 'gate';
  if (/<(?:xmi:XMI|CAS)\b|xmlns:cas=/.test(head)) return 'uima-cas';
  const known = /<(?:collection|sentences?|Reviews?|aspectTerms?|item)\b/i.test(head);
  return !known && (head.startsWith('<?xml') || /^<[\w:-]+(?:\s[^<>]*)?>\s*</.test(head)) ? 'xml' : undefined;
}

/** A table of places in files that lie elsewhere, as Amazon Comprehend has it. */
function tableKind({ head, records }: Sample): ForeignKind | undefined {
  if (records.length > 0) return undefined;
  const names = (/^.*/.exec(head)?.[0] ?? '')
    .split(/[,;\t|]/)
    .map((cell) => cell.replace(/^"|"$/g, '').trim());
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  const isOfPlaces =
    has(/^(?:begin|start)(?:[ _-]?offset)?$/i) &&
    has(/^end(?:[ _-]?offset)?$/i) &&
    has(/^(?:file|document)(?:[ _-]?name|[ _-]?id)?$/i);
  const hasWords =
    names.some((name) => isTextName(name) && !/^document$/i.test(name)) ||
    has(/word|token|text|sentence|mention|span|term/i);
  return isOfPlaces && !hasWords ? 'annotations-without-text' : undefined;
}

function jsonKind(sample: Sample): ForeignKind | undefined {
  const [first] = sample.records;
  if (!isObject(first)) return undefined;
  if (isObject(field(first, 'annotatable')) && listField(first, 'entities') !== undefined) return 'tagtog';
  if (field(first, '%FEATURE_STRUCTURES') !== undefined || field(first, '_referenced_fss') !== undefined)
    return 'uima-cas';
  if (sample.records.every((record) => isWordList(record))) return 'word-list';
  return undefined;
}

/** LEAN-LIFE's annotation history, and spaCy's patterns: words with their labels, without texts. */
const isWordList = (record: unknown): boolean => isPattern(record) || isHistory(record);

const isPattern = (record: unknown): boolean =>
  stringField(record, 'label') !== undefined &&
  (stringField(record, 'pattern') ?? listField(record, 'pattern')) !== undefined &&
  stringField(record, 'text', 'sentence') === undefined;

const isHistory = (record: unknown): boolean =>
  stringField(record, 'label') !== undefined &&
  (stringField(record, 'word') ?? stringField(record, 'word_1')) !== undefined &&
  stringField(record, 'text', 'sentence') === undefined;
