/**
 * Weights of an earlier training as the start of the next, also when labels were added, removed or reordered since: the
 * rows and columns of labels that stayed are carried over, new ones start afresh.
 */
import { must } from '#core/base';
import type { Dim, FloatTensor, FloatTensors, NetworkManifest } from '#core/graph';
import type { Weights } from '#core/project';
import { parametersFit, type SymbolValues } from '#core/train';

/**
 * `fresh` with everything taken over from `previous` that fits. `moved[i]` is the new index of old output i (−1:
 * gone). Returns undefined where a parameter is missing or has another shape: the network has changed, so start anew. Where labels
 * are what they were, nothing fresh is made, which takes longer than all else here.
 */
export function carryOver(
  manifest: NetworkManifest,
  previous: Pick<Weights, 'tensors'>,
  fresh: () => FloatTensors,
  moved: readonly number[],
  symbols: SymbolValues,
): FloatTensors | undefined {
  const out: Record<string, FloatTensor> = {};
  if (moved.every((at, i) => at === i) && parametersFit(manifest, symbols, previous.tensors)) {
    for (const { name } of manifest.parameters) {
      const { dims, data } = must(previous.tensors[name], `parameter ${name}`);
      out[name] = { dims, data: data.slice() };
    }
    return out;
  }
  const begun = fresh();
  for (const { name, shape } of manifest.parameters) {
    const old = previous.tensors[name];
    const target = must(begun[name], `parameter ${name}`);
    if (old === undefined || old.dims.length !== target.dims.length) return undefined;
    const data = target.data.slice();
    const maps: (readonly number[])[] = [];
    for (const [axis, dim] of shape.entries()) {
      const size = must(old.dims[axis], 'dimension');
      const map = axisMap(dim, size, must(target.dims[axis], 'dimension'), moved);
      if (map === undefined) return undefined;
      maps.push(map);
    }
    copyMapped(old, target.dims, maps, data);
    out[name] = { dims: target.dims, data };
  }
  return out;
}

/** New index of each old index along an axis; `undefined` where the sizes cannot belong together. */
function axisMap(
  dim: Dim,
  from: number,
  to: number,
  moved: readonly number[],
): readonly number[] | undefined {
  const extra = dim === 'labels' ? 0 : dim === 'labels+1' ? 1 : undefined;
  if (extra === undefined) return from === to ? Array.from({ length: from }, (_, i) => i) : undefined;
  if (from !== moved.length + extra) return undefined;
  // The extra index (start and end of the CRF) stays the last one.
  return extra === 0 ? moved : [...moved, to - 1];
}

function copyMapped(
  old: FloatTensor,
  dims: readonly number[],
  maps: readonly (readonly number[])[],
  data: Float32Array,
): void {
  const rank = dims.length;
  const place = new Array<number>(rank).fill(0);
  for (let i = 0; i < old.data.length; i++) {
    let at = 0;
    let kept = true;
    for (let axis = 0; axis < rank; axis++) {
      const mapped = maps[axis]?.[place[axis] ?? 0] ?? -1;
      if (mapped < 0) kept = false;
      at = at * (dims[axis] ?? 1) + mapped;
    }
    if (kept) data[at] = old.data[i] ?? 0;
    for (let axis = rank - 1; axis >= 0; axis--) {
      place[axis] = (place[axis] ?? 0) + 1;
      if ((place[axis] ?? 0) < (old.dims[axis] ?? 1)) break;
      place[axis] = 0;
    }
  }
}
