import { type FlowClass, flowClassOf } from './flow-class.ts';
import { type Outlet, outletFlow, refusalsOfOutlet, warningsOfOutlet } from './outlet.ts';
import { type Outcome, plain, positive, type Refusal, type Step, type Warning } from './units.ts';

/** What a crew reads at a flow test. */
export interface FlowTest {
  readonly staticPsi: number;
  readonly residualPsi: number;
  readonly outlets: readonly Outlet[];
}

/** What a flow test comes to. Numbers are unrounded. */
export interface FlowResult {
  /** All outlets together, at the test. */
  readonly flowGpm: number;
  /** At the target residual. */
  readonly ratedFlowGpm: number;
  readonly targetPsi: number;
  readonly flowClass: FlowClass;
  readonly warnings: readonly Warning[];
  readonly steps: readonly Step[];
}

const usualTarget = 20;
const lowStatic = 40;
const exponent = 0.54;
const leastDrop = 0.1;

/** The residual that a hydrant is rated at: 20 psi, or half the static pressure where that is below 40. */
export const targetFor = (staticPsi: number): number => (staticPsi < lowStatic ? staticPsi / 2 : usualTarget);

function refusalsOf({ staticPsi, residualPsi, outlets }: FlowTest): Refusal[] {
  const faults = [
    ...positive(staticPsi, 'staticPsi', 'the static pressure'),
    ...positive(residualPsi, 'residualPsi', 'the residual pressure'),
  ];
  if (faults.length === 0 && residualPsi >= staticPsi)
    faults.push({
      field: 'residualPsi',
      message:
        'The residual pressure must be below the static pressure: with no drop there is nothing to rate by.',
    });
  if (outlets.length === 0) faults.push({ field: 'outlets', message: 'Enter at least one open outlet.' });
  return [...faults, ...outlets.flatMap(refusalsOfOutlet)];
}

function warningsOf({ staticPsi, residualPsi, outlets }: FlowTest, targetPsi: number): Warning[] {
  const warnings = outlets.flatMap(warningsOfOutlet);
  const drop = (staticPsi - residualPsi) / staticPsi;
  if (drop < leastDrop)
    warnings.push({
      code: 'small_drop',
      message: `The pressure dropped by ${(drop * 100).toFixed(1)} % only. Below 10 % the rated flow is a guess; flow more water.`,
    });
  if (residualPsi < targetPsi)
    warnings.push({
      code: 'below_target',
      message: `The residual fell below ${plain(targetPsi)} psi, so the rated flow is less than what was flowed.`,
    });
  return warnings;
}

/** Works out a flow test: each outlet, the sum, the rated flow and the class. */
export function rateFlowTest(test: FlowTest): Outcome<FlowResult> {
  const refusals = refusalsOf(test);
  if (refusals.length > 0) return { ok: false, refusals };
  const { staticPsi, residualPsi, outlets } = test;
  const flows = outlets.map(outletFlow);
  const flowGpm = flows.reduce((sum, { gpm }) => sum + gpm, 0);
  const targetPsi = targetFor(staticPsi);
  const ratedFlowGpm = ratedFlow(flowGpm, staticPsi, residualPsi);
  const steps: Step[] = [
    ...flows.flatMap((each) => each.steps),
    {
      label: 'Total flow',
      formula: flows.map(({ gpm }) => plain(gpm)).join(' + '),
      value: flowGpm,
      unit: 'gpm',
    },
    {
      label: 'Target residual',
      formula: staticPsi < lowStatic ? `${plain(staticPsi)} ÷ 2` : `${usualTarget}`,
      value: targetPsi,
      unit: 'psi',
    },
    {
      label: `Rated flow at ${plain(targetPsi)} psi`,
      formula: `${plain(flowGpm)} × ((${plain(staticPsi)} − ${plain(targetPsi)}) ÷ (${plain(staticPsi)} − ${plain(residualPsi)}))^${exponent}`,
      value: ratedFlowGpm,
      unit: 'gpm',
    },
  ];
  return {
    ok: true,
    result: {
      flowGpm,
      ratedFlowGpm,
      targetPsi,
      flowClass: flowClassOf(ratedFlowGpm),
      warnings: warningsOf(test, targetPsi),
      steps,
    },
  };
}

/** The flow at the target residual, from one that was measured. The pressures must have been checked. */
export const ratedFlow = (flowGpm: number, staticPsi: number, residualPsi: number): number =>
  flowGpm * ((staticPsi - targetFor(staticPsi)) / (staticPsi - residualPsi)) ** exponent;
