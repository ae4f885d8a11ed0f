/** A fault in what was entered: the field it stands in, and why, in plain words. */
export interface Refusal {
  readonly field: string;
  readonly message: string;
}

/** Something a reader of the result should know. It does not stop the calculation. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** One line of a worksheet: what was computed, from which numbers, with what result. */
export interface Step {
  readonly label: string;
  /** The formula with the numbers in it. */
  readonly formula: string;
  readonly value: number;
  readonly unit: 'gpm' | 'psi' | 'ft²' | 'ft³' | 'h' | '';
}

/** Either a result or the refusals, never both. */
export type Outcome<T> =
  | { readonly ok: true; readonly result: T }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** Is this a number that a calculation can use? */
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** A number as a worksheet prints it: at most two decimals, no trailing zeros. */
export const plain = (value: number): string => String(Math.round(value * 100) / 100);

/** Checks that a field holds a number above zero. */
export function positive(value: unknown, field: string, name: string): Refusal[] {
  if (!isNumber(value)) return [{ field, message: `Enter ${name}.` }];
  return value > 0 ? [] : [{ field, message: `${capital(name)} must be above 0.` }];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
