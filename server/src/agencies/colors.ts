import type { AgencyId } from '@standpipe/policy';

/** Calm, distinct colours for maps and labels, given out in turn by the agency's id. */
const palette = [
  '#2f6f9f',
  '#b5532b',
  '#3f7d4e',
  '#7a4f9a',
  '#a6452f',
  '#2c7c7c',
  '#8a6d1f',
  '#5b5fa8',
  '#a03f6b',
  '#4f6b2f',
];

/** The colour of an agency that nobody has chosen one for. */
export const colorFor = (id: AgencyId): string =>
  palette[Number.parseInt(id.slice(-4), 16) % palette.length]!;
