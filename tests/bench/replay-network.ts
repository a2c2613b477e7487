/** A network of ours, compiled and loaded into onnxruntime-web in Node, as the learner worker has it in the browser. */
import type { SessionNetwork } from '#core/learn';
import { compileNetwork, find, ner, re, sa } from '#models';
import { createOrtRuntime } from '#workers/ort-runtime';

const runtime = createOrtRuntime({ threads: 1 });

export async function loadedNetwork(name: 'ner' | 're' | 'sa' | 'find'): Promise<SessionNetwork> {
  const { manifest, train, predict } = compileNetwork({ ner, re, sa, find }[name]);
  return { manifest, train: await runtime.load(train), predict: await runtime.load(predict) };
}
