/** The state of a thorough training as one row of weights, so that it is stored where models are and outlives a reload. */
import type { RngState } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { Weights } from '#core/project';
import type { Checkpoint } from '#core/train';
import type { ThoroughState } from './thorough.ts';

/** Parts of a checkpoint that are tensors. */
const parts = ['parameters', 'optimiser', 'average'] as const;

const prefixed = (prefix: string, tensors: FloatTensors): FloatTensors =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}/${name}`, tensor]));

function under(prefix: string, tensors: FloatTensors): FloatTensors {
  const start = `${prefix}/`;
  return Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith(start) ? [[name.slice(start.length), tensor]] : [],
    ),
  );
}

/** What `stateOf` reads back. */
export function storedState(state: ThoroughState): Pick<Weights, 'tensors' | 'metrics' | 'rng'> {
  const { done, running } = state;
  const tensors: FloatTensors = Object.assign(
    {},
    ...done.map((parameters, place) => prefixed(`done.${place}`, parameters)),
    ...parts.map((part) => prefixed(`running.${part}`, running?.[part] ?? {})),
  );
  if (running === undefined) return { tensors, metrics: { done: done.length } };
  const { step, epoch, batch, orderSeed, rng } = running;
  return { tensors, metrics: { done: done.length, step, epoch, batch, orderSeed }, rng };
}

/** `networks`: names of the trainings' networks, in their order, the last for all that follow. */
export function stateOf(
  { tensors, metrics, rng }: Pick<Weights, 'tensors' | 'metrics' | 'rng'>,
  networks: readonly string[],
): ThoroughState {
  const count = metrics['done'] ?? 0;
  const done = Array.from({ length: count }, (_, place) => under(`done.${place}`, tensors));
  const running = rng === undefined ? undefined : checkpointOf(tensors, metrics, rng);
  const network = networks[Math.min(count, networks.length - 1)];
  return {
    done,
    ...(running === undefined || network === undefined ? {} : { running: { ...running, network } }),
  };
}

function checkpointOf(
  tensors: FloatTensors,
  metrics: Weights['metrics'],
  rng: RngState,
): Omit<Checkpoint, 'network'> {
  const [parameters, optimiser, average] = parts.map((part) => under(`running.${part}`, tensors));
  const { step = 0, epoch = 0, batch = 0, orderSeed = 0 } = metrics;
  return {
    ...{ step, epoch, batch, orderSeed, rng },
    parameters: parameters ?? {},
    optimiser: optimiser ?? {},
    ...(average === undefined || Object.keys(average).length === 0 ? {} : { average }),
  };
}
