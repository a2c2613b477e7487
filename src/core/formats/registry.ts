/** All formats, and which of them a file is. A new format is one file and one row here. */

import { absaSeg } from './absa-seg.ts';
import { absaXml } from './absa-xml.ts';
import { argilla } from './argilla.ts';
import { aspectTuples } from './aspect-tuples.ts';
import { bigBio } from './bigbio.ts';
import { biocJson } from './bioc-json.ts';
import { biocXml } from './bioc-xml.ts';
import { brat } from './brat.ts';
import { conll } from './conll.ts';
import { conllU } from './conll-u.ts';
import { corpusXml } from './corpus-xml.ts';
import { csv } from './csv.ts';
import { doccano } from './doccano.ts';
import { docred } from './docred.ts';
import { docx } from './docx.ts';
import { explanationsFile } from './explanations-file.ts';
import { fastText } from './fast-text.ts';
import type { Format, Sample, SourceFile } from './format.ts';
import { gliner } from './gliner.ts';
import { groundTruth } from './ground-truth.ts';
import { huggingFace } from './hugging-face.ts';
import { inlineTags } from './inline-tags.ts';
import { iobLines } from './iob-lines.ts';
import { sampleRecords } from './json-records.ts';
import { jsonTable } from './json-table.ts';
import { kili } from './kili.ts';
import { labelStudio } from './label-studio.ts';
import { labelbox } from './labelbox.ts';
import { leanLifeCsv } from './lean-life-csv.ts';
import { leanLifeJson } from './lean-life-json.ts';
import { plainText } from './plain-text.ts';
import { prodigy } from './prodigy.ts';
import { projectFile } from './project-file.ts';
import { pubTator } from './pubtator.ts';
import { relationJson } from './relation-json.ts';
import { semevalRelations } from './semeval-relations.ts';
import { snips } from './snips.ts';
import { decodeHead, decodeText } from './source.ts';
import { spacyJson } from './spacy-json.ts';
import { spanRows } from './span-rows.ts';
import { tacred } from './tacred.ts';
import { tokenSpans } from './token-spans.ts';
import { tokenTable } from './token-table.ts';
import { triggerNer } from './trigger-ner.ts';
import { triplesCsv } from './triples-csv.ts';
import { triplesJson, triplesJsonl } from './triples-json.ts';
import { universalNer } from './universal-ner.ts';
import { vertex } from './vertex.ts';
import { webannoTsv } from './webanno-tsv.ts';

export const formats: readonly Format[] = [
  projectFile,
  triplesJson,
  triplesJsonl,
  triplesCsv,
  leanLifeJson,
  leanLifeCsv,
  conll,
  triggerNer,
  brat,
  webannoTsv,
  doccano,
  labelStudio,
  prodigy,
  semevalRelations,
  absaXml,
  tacred,
  argilla,
  docred,
  relationJson,
  gliner,
  spacyJson,
  corpusXml,
  biocXml,
  biocJson,
  bigBio,
  kili,
  labelbox,
  groundTruth,
  vertex,
  snips,
  universalNer,
  absaSeg,
  aspectTuples,
  fastText,
  iobLines,
  inlineTags,
  pubTator,
  conllU,
  tokenTable,
  docx,
  huggingFace,
  tokenSpans,
  spanRows,
  explanationsFile,
  csv,
  jsonTable,
  plainText,
];

export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}

export const sampleChars = 65_536;

/** The sample of some files (unpacked): the first file's beginning and all names. */
export function makeSample(files: readonly SourceFile[]): Sample {
  const [first] = files;
  if (first === undefined) return { name: '', head: '', complete: true, names: [], records: [] };
  const head = decodeHead(first.bytes, sampleChars);
  return {
    name: first.name,
    head,
    complete: first.bytes.length <= sampleChars,
    records: /^\s*"?\s*[[{]/.test(head) ? sampleRecords(decodeText(first.bytes).text) : [],
    names: files.map((file) => file.name),
  };
}

export interface Detection {
  readonly format: Format;
  /** In (0, 1]. */
  readonly score: number;
}

/** The formats that recognise the files, most certain first; those of equal score in the registry's order. */
export function detectFormats(files: readonly SourceFile[]): readonly Detection[] {
  const sample = makeSample(files);
  return formats
    .map((format) => ({ format, score: format.parse === undefined ? 0 : (format.detect?.(sample) ?? 0) }))
    .filter((detection) => detection.score > 0)
    .sort((a, b) => b.score - a.score);
}
