import { isNumber, type Outcome, plain, positive, type Step } from '../units.ts';
import { type IfcGroup, type IfcTable, ifcModel } from './ifc-table.ts';
import type { Need } from './need.ts';

export interface IfcInput {
  readonly areaFt2: number;
  readonly construction: IfcGroup;
  /** A one or two family dwelling. */
  readonly dwelling?: boolean | undefined;
  /** What the agency takes off for sprinklers, 0 to 100. */
  readonly reductionPercent?: number | undefined;
}

/** IFC Appendix B: the first row of the table whose area is large enough, less the agency's reduction. */
export function ifcNeed(input: IfcInput, table: IfcTable = ifcModel): Outcome<Need> {
  const { areaFt2, construction, dwelling = false, reductionPercent = 0 } = input;
  const column = table.groups.indexOf(construction);
  const refusals = positive(areaFt2, 'areaFt2', 'the fire-flow area in square feet');
  if (column < 0) refusals.push({ field: 'construction', message: 'Choose the construction type.' });
  if (!isNumber(reductionPercent) || reductionPercent < 0 || reductionPercent > 100)
    refusals.push({ field: 'reductionPercent', message: 'The reduction must be between 0 and 100 percent.' });
  if (refusals.length > 0) return { ok: false, refusals };
  const small = dwelling && areaFt2 <= table.dwelling.upToFt2;
  const { gpm: full, hours } = small
    ? table.dwelling
    : (table.rows.find(({ upToFt2 }) => (upToFt2[column] ?? Number.POSITIVE_INFINITY) >= areaFt2) ??
      table.rows.at(-1)!);
  const steps: Step[] = [
    {
      label: small ? 'Dwelling' : `Table, ${construction}`,
      formula: `${plain(areaFt2)} ft² for ${hours} h`,
      value: full,
      unit: 'gpm',
    },
  ];
  const gpm =
    reductionPercent > 0 && !small
      ? Math.min(full, Math.max(table.leastReducedGpm, full * (1 - reductionPercent / 100)))
      : full;
  if (gpm !== full)
    steps.push({
      label: 'Reduced for sprinklers',
      formula: `${plain(full)} − ${plain(reductionPercent)} %, at least ${table.leastReducedGpm}`,
      value: gpm,
      unit: 'gpm',
    });
  return { ok: true, result: { method: 'ifc', edition: table.edition, gpm, hours, steps } };
}
