import { plain, positive, type Refusal, type Step, type Warning } from './units.ts';

/** One open outlet of a flow test. */
export interface Outlet {
  readonly sizeIn: number;
  /** Discharge coefficient of the outlet, or of the tube on it. */
  readonly coefficient: number;
  readonly pitotPsi: number;
  /** A pumper outlet read without a flow tube. By default every outlet of 4 inches and more. */
  readonly pumper?: boolean | undefined;
}

/** Usual discharge coefficients, by the shape of the outlet. */
export const coefficients = [
  { shape: 'smooth', name: 'Smooth, rounded', value: 0.9 },
  { shape: 'square', name: 'Square, sharp', value: 0.8 },
  { shape: 'projecting', name: 'Square, projecting into the barrel', value: 0.7 },
  { shape: 'tube', name: 'Flow tube', value: 0.95 },
] as const;

/** Factors for pumper outlets without a flow tube, by the velocity pressure they were read at. */
const pumperFactors: readonly (readonly [psi: number, factor: number])[] = [
  [2, 0.97],
  [3, 0.92],
  [4, 0.89],
  [5, 0.86],
  [6, 0.84],
  [7, 0.83],
];

/** The constant of Q = 29.83·c·d²·√p, for gpm, inches and psi. */
const discharge = 29.83;
const pumperFromIn = 4;
const tube = 0.95;

/** The factor at a pressure; between two entries of the table it lies on the line between them. */
export function pumperFactor(psi: number): number {
  const first = pumperFactors[0]!;
  const last = pumperFactors.at(-1)!;
  if (psi <= first[0]) return first[1];
  if (psi >= last[0]) return last[1];
  const above = pumperFactors.findIndex(([at]) => at >= psi);
  const [low, high] = [pumperFactors[above - 1]!, pumperFactors[above]!];
  return low[1] + ((high[1] - low[1]) * (psi - low[0])) / (high[0] - low[0]);
}

/** Does the pumper factor apply to this outlet? A flow tube makes it needless. */
export const isPumper = ({ pumper, sizeIn, coefficient }: Outlet): boolean =>
  pumper ?? (sizeIn >= pumperFromIn && coefficient !== tube);

export function refusalsOfOutlet(outlet: Outlet, at: number): Refusal[] {
  const field = `outlets.${at}`;
  const faults = [
    ...positive(outlet.sizeIn, `${field}.sizeIn`, 'the outlet diameter in inches'),
    ...positive(outlet.coefficient, `${field}.coefficient`, 'the discharge coefficient'),
    ...positive(outlet.pitotPsi, `${field}.pitotPsi`, 'the pitot pressure'),
  ];
  if (outlet.coefficient > 1)
    faults.push({
      field: `${field}.coefficient`,
      message: 'The discharge coefficient cannot be above 1. A smooth outlet is 0.9.',
    });
  if (outlet.sizeIn > 12)
    faults.push({
      field: `${field}.sizeIn`,
      message: 'Enter the diameter of the outlet in inches, such as 2.5.',
    });
  return faults;
}

/** What one outlet flows, with the steps that lead there. */
export function outletFlow(outlet: Outlet, at: number): { readonly gpm: number; readonly steps: Step[] } {
  const { sizeIn, coefficient, pitotPsi } = outlet;
  const gpm = discharge * coefficient * sizeIn ** 2 * Math.sqrt(pitotPsi);
  const name = `Outlet ${at + 1}`;
  const steps: Step[] = [
    {
      label: `${name}, flow`,
      formula: `${discharge} × ${plain(coefficient)} × ${plain(sizeIn)}² × √${plain(pitotPsi)}`,
      value: gpm,
      unit: 'gpm',
    },
  ];
  if (!isPumper(outlet)) return { gpm, steps };
  const factor = pumperFactor(pitotPsi);
  steps.push({
    label: `${name}, pumper factor at ${plain(pitotPsi)} psi`,
    formula: `${plain(gpm)} × ${plain(factor)}`,
    value: gpm * factor,
    unit: 'gpm',
  });
  return { gpm: gpm * factor, steps };
}

export function warningsOfOutlet(outlet: Outlet, at: number): Warning[] {
  const warnings: Warning[] = [];
  if (outlet.pitotPsi > 30 && outlet.sizeIn <= 2.5)
    warnings.push({
      code: 'high_pitot',
      message: `Outlet ${at + 1} was read at more than 30 psi. Open a second outlet for a better reading.`,
    });
  if (isPumper(outlet) && (outlet.pitotPsi < 5 || outlet.pitotPsi > 10))
    warnings.push({
      code: 'pumper_pitot',
      message: `A pumper outlet reads best between 5 and 10 psi; outlet ${at + 1} was read at ${plain(outlet.pitotPsi)}.`,
    });
  return warnings;
}
