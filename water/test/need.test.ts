import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type IfcGroup,
  type IsoInput,
  ifcModel,
  ifcNeed,
  iowaNeed,
  isoDwellingNeed,
  isoNeed,
  type Need,
  nfaNeed,
  type Outcome,
} from '../src/index.ts';

const needed = (outcome: Outcome<Need>): Need => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.result;
};

test.each([
  [50, 75, 1, 100, 0, 1250],
  [60, 40, 2, 100, 0, 1600],
  [60, 40, 1, 50, 0, 400],
  [60, 40, 1, 100, 1, 1000],
])(
  'NFA: %d × %d ft, %d floors, %d percent, %d exposures → %d',
  (lengthFt, widthFt, floorsInvolved, percentInvolved, exposures, gpm) =>
    expect(
      needed(nfaNeed({ lengthFt, widthFt, floorsInvolved, percentInvolved, exposures })).gpm,
    ).toBeCloseTo(gpm, 6),
);

test('Iowa: 50 × 75 × 12 ft → 450', () =>
  expect(needed(iowaNeed({ lengthFt: 50, widthFt: 75, heightFt: 12 })).gpm).toBe(450));

const iso = (
  construction: IsoInput['construction'],
  floorsFt2: number[],
  occupancy: IsoInput['occupancy'] = 'C-3',
  beside = 0,
) => needed(isoNeed({ construction, floorsFt2, occupancy, exposureAndCommunication: beside })).gpm;

describe('ISO', () => {
  test.each([
    ['frame, one story of 10,000', iso('frame', [10_000]), 3000],
    ['masonry, three floors of 10,000', iso('joistedMasonry', [10_000, 10_000, 10_000]), 2500],
    ['the same with X + P .15', iso('joistedMasonry', [10_000, 10_000, 10_000], 'C-3', 0.15), 3000],
    ['fire resistive, 100,000, C-2', iso('fireResistive', [100_000], 'C-2'), 3000],
    ['noncombustible, 40,000, C-4, .2', iso('nonCombustible', [40_000], 'C-4', 0.2), 4000],
    ['frame, 50,000, C-5, .25', iso('frame', [50_000], 'C-5', 0.25), 9500],
    ['never below 500', iso('fireResistive', [100], 'C-1'), 500],
    ['never above 12,000', iso('frame', [400_000, 400_000], 'C-5', 0.6), 12_000],
  ])('%s', (_name, gpm, expected) => expect(gpm).toBe(expected));

  test.each([
    [101, 500],
    [100, 750],
    [31, 750],
    [30, 1000],
    [11, 1000],
    [10, 1500],
    [0, 1500],
  ])('a dwelling %d ft from the next → %d', (feet, gpm) =>
    expect(needed(isoDwellingNeed(feet)).gpm).toBe(gpm),
  );
});

describe('IFC Appendix B', () => {
  const ifc = (construction: IfcGroup, areaFt2: number, also: object = {}) => {
    const { gpm, hours } = needed(ifcNeed({ areaFt2, construction, ...also }));
    return [gpm, hours];
  };
  test.each([
    ['VB 3,600', ifc('VB', 3600), [1500, 2]],
    ['VB 3,601', ifc('VB', 3601), [1750, 2]],
    ['IIB 12,601', ifc('IIB,IIIB', 12_601), [2500, 2]],
    ['IA 300,000', ifc('IA,IB', 300_000), [6000, 4]],
    ['VB without bound', ifc('VB', 1e7), [8000, 4]],
    ['a dwelling of 3,600', ifc('VB', 3600, { dwelling: true }), [1000, 1]],
    ['a dwelling of 3,601', ifc('VB', 3601, { dwelling: true }), [1750, 2]],
    ['half for sprinklers', ifc('VB', 40_000, { reductionPercent: 50 }), [2750, 4]],
    ['not below the least', ifc('VB', 4000, { reductionPercent: 75 }), [1500, 2]],
  ])('%s', (_name, got, expected) => expect(got).toEqual(expected));

  test('every column of the table grows with the flow, and ends without a bound', () => {
    for (const [column, group] of ifcModel.groups.entries()) {
      const bounds = ifcModel.rows.map(({ upToFt2 }) => upToFt2[column] ?? Number.POSITIVE_INFINITY);
      expect(ifcModel.rows.every(({ upToFt2 }) => upToFt2.length === ifcModel.groups.length)).toBe(true);
      expect(bounds, group).toEqual([...bounds].sort((one, other) => one - other));
      expect(bounds.at(-1), group).toBe(Number.POSITIVE_INFINITY);
    }
  });

  test('a larger building never needs less', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ifcModel.groups),
        fc.double({ min: 1, max: 400_000, noNaN: true }),
        fc.double({ min: 0, max: 100_000, noNaN: true }),
        (group, area, more) => {
          expect(ifc(group, area + more)[0]).toBeGreaterThanOrEqual(ifc(group, area)[0]!);
        },
      ),
    );
  });
});

test('what is missing is refused, with the field, and nothing is computed', () => {
  const missing = undefined as unknown as number;
  const fields = (outcome: Outcome<Need>) => (outcome.ok ? [] : outcome.refusals.map(({ field }) => field));
  expect(fields(iowaNeed({ lengthFt: missing, widthFt: 1, heightFt: 0 }))).toEqual(['lengthFt', 'heightFt']);
  expect(
    fields(nfaNeed({ lengthFt: 1, widthFt: 1, floorsInvolved: 1, percentInvolved: 101, exposures: -1 })),
  ).toEqual(['percentInvolved', 'exposures']);
  expect(fields(ifcNeed({ areaFt2: -1, construction: 'X' as IfcGroup }))).toEqual([
    'areaFt2',
    'construction',
  ]);
  expect(
    fields(isoNeed({ construction: 'frame', occupancy: 'C-1', floorsFt2: [], exposureAndCommunication: 0 })),
  ).toEqual(['floorsFt2']);
  expect(fields(isoDwellingNeed(Number.NaN))).toEqual(['distanceFt']);
});

test('each result names its method and edition and shows how it came about', () => {
  for (const need of [
    needed(iowaNeed({ lengthFt: 1, widthFt: 1, heightFt: 1 })),
    needed(isoDwellingNeed(5)),
    needed(ifcNeed({ areaFt2: 1, construction: 'VB' })),
  ]) {
    expect(need.edition).not.toBe('');
    expect(need.steps.at(-1)!.value).toBe(need.gpm);
  }
});
