import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FlowTest,
  flowClassOf,
  isOutdated,
  type Outlet,
  outletFlow,
  pumperFactor,
  ratedFlow,
  rateFlowTest,
  shownGpm,
  targetFor,
} from '../src/index.ts';

const flow = (outlet: Outlet) => outletFlow(outlet, 0).gpm;
const rated = (test: FlowTest) => {
  const outcome = rateFlowTest(test);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.result;
};
const outlet = (coefficient: number, sizeIn: number, pitotPsi: number, pumper = false): Outlet => ({
  coefficient,
  sizeIn,
  pitotPsi,
  pumper,
});

describe('one outlet flows what the published examples say', () => {
  test.each([
    ['V1', outlet(0.9, 2.5, 40), 1061.22],
    ['V2', outlet(0.9, 4, 10, true), 1127.44],
    ['V3', outlet(0.8, 2.5, 28), 789.23],
    ['V4', outlet(0.9, 2.5, 25), 838.97],
    ['V5', outlet(0.9, 4.5, 10, true), 1426.92],
    ['V8', outlet(0.9, 2.5, 16), 671.17],
    ['V9, projecting', outlet(0.7, 2.5, 36), 783.04],
    ['V9, tube', outlet(0.95, 2.5, 30), 970.1],
    ['V10 at 5 psi', outlet(0.9, 4.5, 5, true), 1045.45],
    ['V10 at 2 psi', outlet(0.9, 4.5, 2, true), 745.77],
  ])('%s', (_name, each, gpm) => expect(flow(each)).toBeCloseTo(gpm, 1));

  test('an outlet of 4 inches counts as a pumper outlet unless it is said otherwise or has a tube', () => {
    const big = { coefficient: 0.9, sizeIn: 4, pitotPsi: 10 };
    expect(flow(big)).toBeCloseTo(1127.44, 1);
    expect(flow({ ...big, pumper: false })).toBeCloseTo(1358.36, 1);
    expect(flow({ ...big, coefficient: 0.95 })).toBeCloseTo(1433.82, 1);
  });

  test.each([
    [1, 0.97],
    [2, 0.97],
    [3, 0.92],
    [4, 0.89],
    [5, 0.86],
    [6, 0.84],
    [7, 0.83],
    [30, 0.83],
    [2.5, 0.945],
  ])('the pumper factor at %d psi is %d', (psi, factor) => expect(pumperFactor(psi)).toBeCloseTo(factor, 10));
});

describe('a test is rated as the published examples say', () => {
  test('V3: 789 gpm at 86 and 42 psi rates 982, class B', () => {
    const result = rated({ staticPsi: 86, residualPsi: 42, outlets: [outlet(0.8, 2.5, 28)] });
    expect(result.ratedFlowGpm).toBeCloseTo(982.41, 1);
    expect(result.flowClass).toBe('B');
  });

  test.each([
    ['V6', 800, 65, 50, 1447.89],
    ['V11, half the static below 40', 500, 36, 30, 904.93],
    ['V12, less than was flowed', 600, 60, 14, 556.38],
  ])('%s', (_name, gpm, staticPsi, residualPsi, expected) =>
    expect(ratedFlow(gpm, staticPsi, residualPsi)).toBeCloseTo(expected, 1),
  );

  test('V7: V1 at 80 and 60 psi rates 1920, class AA', () => {
    const result = rated({ staticPsi: 80, residualPsi: 60, outlets: [outlet(0.9, 2.5, 40)] });
    expect(result.ratedFlowGpm).toBeCloseTo(1920.66, 1);
    expect(result.flowClass).toBe('AA');
  });

  test('V8: two open outlets are summed', () => {
    const result = rated({
      staticPsi: 70,
      residualPsi: 50,
      outlets: [outlet(0.9, 2.5, 16), outlet(0.9, 2.5, 16)],
    });
    expect(result.flowGpm).toBeCloseTo(1342.35, 1);
  });

  test('V15: the class is of the unrounded flow, and what is shown never reaches the next', () => {
    expect([999.6, 1499.99, 1500, 499.5].map(flowClassOf)).toEqual(['B', 'A', 'AA', 'C']);
    expect([999.6, 1499.99, 1500, 499.5].map(shownGpm)).toEqual([990, 1490, 1500, 490]);
  });

  test('the target is 20 psi, or half the static below 40', () => {
    expect([100, 40, 39.9, 36].map(targetFor)).toEqual([20, 20, 19.95, 18]);
  });

  test('the worksheet shows every step with its numbers, and ends at the rated flow', () => {
    const { steps, ratedFlowGpm } = rated({
      staticPsi: 86,
      residualPsi: 42,
      outlets: [outlet(0.8, 2.5, 28), outlet(0.9, 4, 10, true)],
    });
    expect(steps.map(({ label }) => label)).toEqual([
      'Outlet 1, flow',
      'Outlet 2, flow',
      'Outlet 2, pumper factor at 10 psi',
      'Total flow',
      'Target residual',
      'Rated flow at 20 psi',
    ]);
    expect(steps[0]).toMatchObject({ formula: '29.83 × 0.8 × 2.5² × √28', unit: 'gpm' });
    expect(steps.at(-1)!.value).toBe(ratedFlowGpm);
  });
});

describe('what cannot be rated is refused, with the field', () => {
  const good: FlowTest = { staticPsi: 60, residualPsi: 40, outlets: [outlet(0.9, 2.5, 16)] };
  const missing = undefined as unknown as number;
  test.each([
    ['no drop', { ...good, residualPsi: 60 }, 'residualPsi'],
    ['residual above static', { ...good, residualPsi: 61 }, 'residualPsi'],
    ['no static', { ...good, staticPsi: missing }, 'staticPsi'],
    ['no outlet', { ...good, outlets: [] }, 'outlets'],
    ['pitot 0', { ...good, outlets: [outlet(0.9, 2.5, 0)] }, 'outlets.0.pitotPsi'],
    [
      'pitot as text',
      { ...good, outlets: [outlet(0.9, 2.5, '' as unknown as number)] },
      'outlets.0.pitotPsi',
    ],
    ['no coefficient', { ...good, outlets: [outlet(missing, 2.5, 9)] }, 'outlets.0.coefficient'],
    ['coefficient 90', { ...good, outlets: [outlet(90, 2.5, 9)] }, 'outlets.0.coefficient'],
    [
      'a second outlet in millimeters',
      { ...good, outlets: [good.outlets[0]!, outlet(0.9, 65, 9)] },
      'outlets.1.sizeIn',
    ],
    ['infinite', { ...good, staticPsi: Number.POSITIVE_INFINITY }, 'staticPsi'],
  ])('%s', (_name, entered, field) => {
    const outcome = rateFlowTest(entered as FlowTest);
    expect(outcome.ok).toBe(false);
    if (outcome.ok) return;
    expect(outcome.refusals.map((each) => each.field)).toEqual([field]);
    expect(outcome.refusals[0]!.message).toMatch(/\.$/);
  });
});

describe('what is worth knowing is said', () => {
  const codes = (test: FlowTest) => rated(test).warnings.map(({ code }) => code);
  test('V13: a drop below 10 % of the static, and not above', () => {
    const outlets = [outlet(0.9, 2.5, 16)];
    expect(codes({ staticPsi: 65, residualPsi: 60, outlets })).toEqual(['small_drop']);
    expect(codes({ staticPsi: 65, residualPsi: 58, outlets })).toEqual([]);
  });
  test('V12: a residual below the target, and a high pitot', () => {
    expect(codes({ staticPsi: 60, residualPsi: 14, outlets: [outlet(0.9, 2.5, 31)] })).toEqual([
      'high_pitot',
      'below_target',
    ]);
  });
  test('a rating counts for five years', () => {
    expect(isOutdated('2021-11-30', '2026-11-30')).toBe(false);
    expect(isOutdated('2021-11-29', '2026-11-30')).toBe(true);
  });
});

describe('for any test', () => {
  const outlets = fc.array(
    fc.record({
      sizeIn: fc.double({ min: 1, max: 6, noNaN: true }),
      coefficient: fc.double({ min: 0.5, max: 1, noNaN: true }),
      pitotPsi: fc.double({ min: 0.5, max: 100, noNaN: true }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const tests = fc
    .record({
      staticPsi: fc.double({ min: 10, max: 200, noNaN: true }),
      part: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      outlets,
    })
    .map(({ staticPsi, part, outlets: open }) => ({
      staticPsi,
      residualPsi: staticPsi * part,
      outlets: open,
    }));

  test('the order of the outlets does not count, and one more flows more', () => {
    fc.assert(
      fc.property(tests, (each) => {
        const { flowGpm } = rated(each);
        expect(rated({ ...each, outlets: each.outlets.toReversed() }).flowGpm).toBeCloseTo(flowGpm, 6);
        expect(rated({ ...each, outlets: [...each.outlets, each.outlets[0]!] }).flowGpm).toBeGreaterThan(
          flowGpm,
        );
      }),
    );
  });

  test('a smaller drop rates higher, and the rated flow exceeds the measured one exactly above the target', () => {
    fc.assert(
      fc.property(tests, (each) => {
        const { flowGpm, ratedFlowGpm, targetPsi } = rated(each);
        const residualPsi = each.residualPsi + (each.staticPsi - each.residualPsi) / 2;
        expect(rated({ ...each, residualPsi }).ratedFlowGpm).toBeGreaterThan(ratedFlowGpm);
        if (Math.abs(each.residualPsi - targetPsi) > 1e-6)
          expect(ratedFlowGpm > flowGpm).toBe(each.residualPsi > targetPsi);
      }),
    );
  });

  test('the class shown beside the rounded flow is the class of that flow', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 5000, noNaN: true }), (gpm) => {
        expect(flowClassOf(shownGpm(gpm))).toBe(flowClassOf(gpm));
        expect(shownGpm(gpm)).toBeLessThanOrEqual(gpm);
      }),
    );
  });
});
