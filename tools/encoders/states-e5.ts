/** What the built multilingual-e5-small makes of a few texts, for `models/encoders/reference-e5.py` to compare: `npx tsx tools/encoders/states-e5.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { must } from '#core/base';
import { readPieces } from '#core/encoder';
import { floatTensor, intTensor, readMetadata } from '#core/graph';
import { tokenize } from '#core/text';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

const texts = [
  'The waiter brought the wrong soup twice, but the dessert was on the house.',
  '大多数的加长型礼车则是租车公司的财产。',
  'Der Fußgänger überquerte die Straße.',
  'Столица России — город Москва.',
  'السلام عليكم ورحمة الله',
  'こんにちは、世界。カタカナ',
  'नमस्ते दुनिया',
  'Ưu tiên 10mg ½ ﬁne 👍🏽',
];
const path = join(import.meta.dirname, '../../models/encoders/multilingual-e5-small.zip');
const files = unzipSync(new Uint8Array(readFileSync(path)));
const model = must(files['model.onnx'], 'model.onnx').slice();
const graph = await createOrtRuntime({ threads: 1 }).load(model);
const pieces = readPieces(JSON.parse(new TextDecoder().decode(files['tokenizer.json'])));
if (!pieces.ok) throw new Error(pieces.error.message);
const reader = pieces.value;
const found = [];
for (const text of texts) {
  const ids = [reader.frame[0], ...reader.read(text, tokenize(text)).ids, reader.frame[1]];
  const mask = floatTensor(
    [1, ids.length],
    ids.map(() => 1),
  );
  const out = await graph.run({
    input_ids: intTensor([1, ids.length], ids),
    attention_mask: intTensor([1, ids.length], mask.data),
  });
  found.push({ text, ids, states: Array.from(must(out['last_hidden_state'], 'states').data) });
}
const layers = (readMetadata(model)['layers'] ?? '').split(',').map(Number);
console.log(JSON.stringify({ layers, texts: found }));
