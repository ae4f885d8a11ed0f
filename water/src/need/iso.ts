import { isNumber, type Outcome, plain, positive, type Step } from '../units.ts';
import { type IsoConstruction, type IsoOccupancy, type IsoTable, iso2008 } from './iso-table.ts';
import type { Need } from './need.ts';

export interface IsoInput {
  readonly construction: IsoConstruction;
  readonly occupancy: IsoOccupancy;
  /** Floor areas in square feet, in any order. */
  readonly floorsFt2: readonly number[];
  /** Exposure and communication together, X + P, as a part of one. */
  readonly exposureAndCommunication: number;
}

const nearest = (value: number, step: number) => Math.round(value / step) * step;
const between = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
/** To 250 up to 2500 gpm, to 500 above. */
const rounded = (gpm: number) => (gpm > 2500 ? nearest(gpm, 500) : nearest(gpm, 250));

/** ISO: the construction factor of the effective area × occupancy × (1 + exposure and communication). */
export function isoNeed(input: IsoInput, table: IsoTable = iso2008): Outcome<Need> {
  const { construction, occupancy, floorsFt2, exposureAndCommunication: beside } = input;
  const refusals = floorsFt2.flatMap((area, at) =>
    positive(area, `floorsFt2.${at}`, 'the floor area in square feet'),
  );
  if (floorsFt2.length === 0)
    refusals.push({ field: 'floorsFt2', message: 'Enter the area of at least one floor.' });
  if (!table.construction[construction])
    refusals.push({ field: 'construction', message: 'Choose the construction class.' });
  if (!table.occupancy[occupancy])
    refusals.push({ field: 'occupancy', message: 'Choose the occupancy class.' });
  if (!isNumber(beside) || beside < 0)
    refusals.push({
      field: 'exposureAndCommunication',
      message: 'Enter exposure and communication as a part of one, 0 for none.',
    });
  if (refusals.length > 0) return { ok: false, refusals };
  const [largest = 0, ...others] = [...floorsFt2].sort((one, other) => other - one);
  const area = largest + others.reduce((sum, each) => sum + each, 0) / 2;
  const { factor } = table.construction[construction];
  const raw = 18 * factor * Math.sqrt(area);
  const caps = table.mostConstructionGpm;
  const combustible = construction === 'frame' || construction === 'joistedMasonry';
  const cap = combustible && floorsFt2.length > 1 ? caps.combustible : caps.other;
  const c = between(nearest(raw, 250), table.leastConstructionGpm, cap);
  const product = c * table.occupancy[occupancy].factor * (1 + beside);
  const gpm = between(rounded(product), table.leastGpm, table.mostGpm);
  const steps: Step[] = [
    {
      label: 'Effective area',
      formula: others.length > 0 ? `${plain(largest)} + half of the other floors` : plain(largest),
      value: area,
      unit: 'ft²',
    },
    {
      label: 'Construction factor',
      formula: `18 × ${plain(factor)} × √${plain(area)} = ${plain(raw)}, to the nearest 250 and at most ${cap}`,
      value: c,
      unit: 'gpm',
    },
    {
      label: 'With occupancy, exposure and communication',
      formula: `${plain(c)} × ${plain(table.occupancy[occupancy].factor)} × (1 + ${plain(beside)})`,
      value: product,
      unit: 'gpm',
    },
    { label: 'Needed flow', formula: `${plain(product)}, rounded`, value: gpm, unit: 'gpm' },
  ];
  return { ok: true, result: { method: 'iso', edition: table.edition, gpm, steps } };
}

/** ISO, one and two family dwellings of at most two stories: by the distance to the next building. */
export function isoDwellingNeed(distanceFt: number, table: IsoTable = iso2008): Outcome<Need> {
  if (!isNumber(distanceFt) || distanceFt < 0)
    return {
      ok: false,
      refusals: [{ field: 'distanceFt', message: 'Enter the distance to the next building in feet.' }],
    };
  const band = table.dwellings.find(({ overFt }) => distanceFt > overFt) ?? table.dwellings.at(-1)!;
  const step: Step = {
    label: 'Needed flow',
    formula: `Dwelling, ${plain(distanceFt)} ft to the next building`,
    value: band.gpm,
    unit: 'gpm',
  };
  return { ok: true, result: { method: 'iso', edition: table.edition, gpm: band.gpm, steps: [step] } };
}
