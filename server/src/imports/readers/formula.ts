/** What a spreadsheet takes for a formula when a cell starts with it, full-width forms included. */
const live = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** A number is no formula, and stays one that every tool can read. */
const number = /^-\d+(\.\d+)?(e[-+]?\d+)?$/i;

/**
 * A cell that no spreadsheet runs: a quote goes in front of whatever could start a formula, and of such a text that
 * has quotes in front already, so that `unguardFormula` gives back exactly what went in.
 */
export const guardFormula = (text: string): string =>
  live.test(text) && !number.test(text) ? `'${text}` : text;

/** The text that `guardFormula` was given. */
export const unguardFormula = (text: string): string =>
  text.startsWith("'") && live.test(text) ? text.slice(1) : text;
