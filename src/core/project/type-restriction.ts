/**
 * Which relation labels two entities may carry: a label may declare the types of its head (X) and of its tail (Y). A rule
 * of that label abstains on pairs of other types, however well its words match (NExT §2: types are a 0/1 restriction).
 */
import type { Label } from './label-set.ts';

/** Types of an instance's arguments, where it has any. An argument of unknown type is restricted by nothing. */
export interface ArgumentTypes {
  readonly headType?: string;
  readonly tailType?: string;
}

/** May an instance of these types carry this label? True for labels without restriction. */
export function labelAllowsTypes(
  label: Pick<Label, 'headTypes' | 'tailTypes'>,
  types: ArgumentTypes,
): boolean {
  return allows(label.headTypes, types.headType) && allows(label.tailTypes, types.tailType);
}

function allows(allowed: readonly string[] | undefined, type: string | undefined): boolean {
  return allowed === undefined || allowed.length === 0 || type === undefined || allowed.includes(type);
}
