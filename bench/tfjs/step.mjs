/**
 * The BLSTM training step in TensorFlow.js on its WASM backend, as a child process: answers `{ steps }` with the
 * milliseconds of each step (by the clock, and of processor time). Plain JavaScript, because TensorFlow.js is installed here only and on demand.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';

const wasm = dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm')));
setWasmPaths(`${join(wasm)}/`);
await tf.setBackend('wasm');
await tf.ready();

const { batch, time, input, hidden, labels } = JSON.parse(process.argv[2]);
const model = sequential();
model.add(
  layers.bidirectional({
    // The WASM backend lacks the kernels of the usual orthogonal initialiser.
    layer: layers.lstm({ units: hidden, returnSequences: true, recurrentInitializer: 'glorotUniform' }),
    mergeMode: 'concat',
    inputShape: [time, input],
  }),
);
model.add(layers.timeDistributed({ layer: layers.dense({ units: labels, activation: 'softmax' }) }));
model.compile({ optimizer: tf.train.adam(0.003), loss: 'categoricalCrossentropy' });
const x = tf.randomNormal([batch, time, input]);
const ids = tf.cast(tf.floor(tf.randomUniform([batch * time], 0, labels)), 'int32');
const y = tf.reshape(tf.oneHot(ids, labels), [batch, time, labels]);

process.on('message', async ({ steps }) => {
  const times = [];
  const cpu = [];
  for (let i = 0; i < steps; i++) {
    const [from, usage] = [performance.now(), process.cpuUsage()];
    await model.trainOnBatch(x, y);
    const { user, system } = process.cpuUsage(usage);
    times.push(performance.now() - from);
    cpu.push((user + system) / 1000);
  }
  process.send({ times, cpu });
});
process.send({ ready: true });
