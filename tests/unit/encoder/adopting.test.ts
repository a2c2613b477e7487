/** Encoders that people bring: what is taken, what is refused and why, and that a taken one is read like the app's own. */
import { describe, expect, it } from 'vitest';
import { adoptEncoder, describedEncoder, encodeDocuments, openEncoder } from '#core/encoder';
import { runtime } from '../graph/gradient-check.ts';
import { type OwnGraph, ownGraph, tokenizer } from './own-graph.ts';

const fingerprint = 'c0ffee0123456789deadbeef';
const adopt = (model: Uint8Array<ArrayBuffer>, description = tokenizer, msPerLook = 0) => {
  let now = 0;
  return adoptEncoder(runtime, { label: 'mine', model, tokenizer: description }, fingerprint, () => {
    now += msPerLook;
    return now;
  });
};

describe('an encoder that a person brings', () => {
  it('is one file afterwards, opened and read as the app’s own, its numbers as large as word vectors’', async () => {
    const adopted = await adopt(ownGraph());
    if (!adopted.ok) throw new Error(adopted.error.code);
    const { bytes, ...told } = adopted.value;
    expect(told).toEqual({ name: 'own-c0ffee0123456789', label: 'mine', width: 16 });
    expect(describedEncoder(bytes)).toMatchObject({ name: told.name, width: 16, own: { label: 'mine' } });
    const opened = await openEncoder(runtime, bytes);
    if (!opened.ok) throw new Error(opened.error.code);
    const [states] = (await encodeDocuments(opened.value, [{ id: 'd', text: 'soup and soup' }]))!;
    const row = (t: number) =>
      [...states!.codes.slice(t * 16, t * 16 + 16)].map((c) => c * states!.scales[t]!);
    // The same word has the same row of the table, another word another.
    expect(row(0)).toEqual(row(2));
    expect(row(0)).not.toEqual(row(1));
    const size = Math.sqrt(row(0).reduce((sum, value) => sum + value * value, 0) / 16);
    expect(size).toBeGreaterThan(0.25);
    expect(size).toBeLessThan(0.6);
  });

  it('may ask for fewer inputs, and name its states as sentence encoders do', async () => {
    const graph = ownGraph({ inputs: ['input_ids', 'attention_mask'], output: 'token_embeddings' });
    expect(await adopt(graph)).toMatchObject({ ok: true });
  });

  it.each([
    ['own-inputs', { inputs: ['input_ids', 'attention_mask', 'pixel_values'] }],
    ['own-inputs', { inputs: ['input_ids'] }],
    ['own-outputs', { output: 'logits' }],
    ['own-width', { width: 4 }],
    ['own-numbers', { fill: 1 }],
    ['own-numbers', { fill: Number.NaN }],
    ['own-vocabulary', { words: 100 }],
  ] satisfies [string, OwnGraph][])('is refused: %s %o', async (code, graph) => {
    expect(await adopt(ownGraph(graph))).toMatchObject({ ok: false, error: { code } });
  });

  it('is refused where it is no model, has no tokenizer, is too large or too slow', async () => {
    const code = async (found: ReturnType<typeof adopt>): Promise<string> => {
      const result = await found;
      return result.ok ? 'taken' : result.error.code;
    };
    const model = ownGraph();
    expect(await code(adopt(Uint8Array.of(8, 8, 1, 2, 3)))).toBe('own-graph');
    expect(await code(adopt(model.slice(0, 1_000_000)))).toBe('own-graph');
    expect(await code(adopt(model, '{'))).toBe('own-tokenizer');
    expect(await code(adopt(model, '{"model":{}}'))).toBe('own-tokenizer');
    expect(await code(adopt(new Uint8Array(200_000_001)))).toBe('own-large');
    expect(await code(adopt(model, tokenizer, 3000))).toBe('own-slow');
  });
});
