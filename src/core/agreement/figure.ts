/** One figure of agreement: a value with what it was counted from, or the reason why there is none. */

/** Why a figure is not defined. */
export type Undefined =
  /** Nothing was labelled by both. */
  | 'no-units'
  /** Everybody always gave the same label: agreement by chance would be perfect too. */
  | 'no-variation';

export type Figure =
  | {
      readonly value: number;
      readonly units: number;
      /** 95 % of the values that other texts of the same kind would have given; absent for fewer than two texts. */
      readonly low?: number;
      readonly high?: number;
    }
  | { readonly why: Undefined; readonly units: number };

export const isDefined = (figure: Figure): figure is Extract<Figure, { readonly value: number }> =>
  'value' in figure;
