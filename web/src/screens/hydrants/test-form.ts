import { isPumper, rateFlowTest } from '@standpipe/water';
import type { NewHydrantTest } from '../../api/messages.ts';

/** An outlet as it is typed. `pumper` is empty until somebody says otherwise than its size does. */
export interface OutletValues {
  sizeIn: string;
  coefficient: string;
  pitotPsi: string;
  pumper: '' | 'yes' | 'no';
}

export const emptyOutlet: OutletValues = { sizeIn: '2.5', coefficient: '0.9', pitotPsi: '', pumper: '' };

export interface TestValues extends Record<string, unknown> {
  testedOn: string;
  staticPsi: string;
  residualPsi: string;
  outlets: OutletValues[];
}

/** An empty field is no number, and not 0. */
const number = (typed: string) => (typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.')));

export const saidPumper = (outlet: OutletValues): boolean =>
  outlet.pumper === ''
    ? isPumper({ sizeIn: number(outlet.sizeIn), coefficient: number(outlet.coefficient), pitotPsi: 0 })
    : outlet.pumper === 'yes';

/** What is typed as the API and the worksheet take it. */
export const testBody = ({ testedOn, staticPsi, residualPsi, outlets }: TestValues): NewHydrantTest => ({
  testedOn,
  staticPsi: number(staticPsi),
  residualPsi: number(residualPsi),
  outlets: outlets.map((outlet) => ({
    sizeIn: number(outlet.sizeIn),
    coefficient: number(outlet.coefficient),
    pitotPsi: number(outlet.pitotPsi),
    ...(outlet.pumper !== '' && { pumper: outlet.pumper === 'yes' }),
  })),
});

/** Faults by field, as the formulas refuse them. */
export function testFaults(values: TestValues): Record<string, string> {
  const faults: Record<string, string> = values.testedOn ? {} : { testedOn: 'Enter the day of the test.' };
  const rated = rateFlowTest(testBody(values));
  if (!rated.ok) for (const { field, message } of rated.refusals) faults[field] ??= message;
  return faults;
}
