/** A network of ours, compiled and loaded into onnxruntime-web in Node, as the learner worker has it in the browser. */
import type { TaskNetwork } from '#core/tasks';
import { compileNetwork, find, ner, re, sa, trigger, triggerContext, triggerTagger } from '#models';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

const runtime = createOrtRuntime({ threads: 1 });

const definitions = {
  ner,
  re,
  sa,
  find,
  trigger,
  'trigger-tagger': triggerTagger,
  'trigger-context': triggerContext,
};

export async function loadedNetwork(name: keyof typeof definitions): Promise<TaskNetwork> {
  const { manifest, train, predict } = compileNetwork(definitions[name]);
  return { manifest, train: await runtime.load(train), predict: await runtime.load(predict) };
}
