/** Classes of NFPA 291 by the flow at 20 psi, from the largest down. Letters carry the meaning, colors repeat it. */
export const flowClasses = [
  { name: 'AA', fromGpm: 1500, color: 'light blue' },
  { name: 'A', fromGpm: 1000, color: 'green' },
  { name: 'B', fromGpm: 500, color: 'orange' },
  { name: 'C', fromGpm: 0, color: 'red' },
] as const;

export type FlowClass = (typeof flowClasses)[number]['name'];

/** The class of a rated flow, by its unrounded value. */
export const flowClassOf = (ratedGpm: number): FlowClass =>
  flowClasses.find(({ fromGpm }) => ratedGpm >= fromGpm)?.name ?? 'C';

/** A flow as people read it: down to 10 gpm, so that it never shows the next class. */
export const shownGpm = (gpm: number): number => Math.floor(gpm / 10) * 10;

/** A rating counts for five years; then it is shown in gray. */
const validYears = 5;

/** Is a test of this day (YYYY-MM-DD) too old on another day to rate a hydrant? */
export function isOutdated(testedOn: string, today: string): boolean {
  const year = Number(testedOn.slice(0, 4)) + validYears;
  return `${String(year).padStart(4, '0')}${testedOn.slice(4)}` < today;
}
