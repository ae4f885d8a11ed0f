import { isDeepStrictEqual } from 'node:util';
import type { HydrantChange } from '@standpipe/contract';
import { decide } from '@standpipe/policy';
import { Problem } from '../http/problems.ts';
import { columnsOf } from '../hydrants/hydrants.columns.ts';
import { checkHydrant, type HydrantRow, hydrantContent, lostByType } from '../hydrants/hydrants.service.ts';
import { subjectOf } from '../kinds/entry.ts';
import { hydrantKind } from '../kinds/hydrant.kind.ts';
import type { Columns } from '../records/domain.ts';
import type { Importer } from './importer.ts';
import { changesSince, type Said } from './memory.ts';

/** A hydrant as a file has it; what the file does not say is absent. */
export interface HydrantRecord {
  readonly externalId: string;
  readonly content: HydrantChange;
}

/** What is to be done with one row, by columns. */
export interface HydrantPlan {
  readonly externalId: string;
  readonly standing: HydrantRow | null;
  readonly columns: Columns;
  readonly way: string;
  readonly warnings: readonly string[];
}

/** A hydrant that is out of service since a day that no file says: that day is not the day of the import. */
const statusColumns = (standing: HydrantRow | null, { status }: HydrantChange, columns: Columns): Columns => {
  if (status === undefined || status === standing?.status) return columns;
  const cleared = status === 'inService' ? { status_reason: null, expected_return_on: null } : {};
  return { status_since: null, ...cleared, ...columns };
};

const ratedHere = 'the rated flow stays that of the flow test recorded here';

/** Compares a row with the hydrant that stands. A text says why it cannot be taken. */
export function planHydrant(
  { viewer }: Importer,
  { externalId, content }: HydrantRecord,
  standing: HydrantRow | null,
  remembered: Said | undefined,
): HydrantPlan | string {
  const action = hydrantKind.rules.actions[standing ? 'edit' : 'create'];
  const facts = standing ?? { owner_id: viewer.agency, withheld: content.withheld ?? false };
  const way = decide(action, viewer, subjectOf(hydrantKind, facts))?.way;
  if (!way) return `hydrants may not be ${standing ? 'changed' : 'made'} by who imports them`;
  const warnings: string[] = [];
  const here: Said | null = standing && { ...hydrantContent(standing), withheld: standing.withheld };
  const said: HydrantChange = here ? changesSince(remembered, { ...content }, here) : content;
  const change = Object.fromEntries(
    Object.entries(said).filter(([field, value]) => !here || !isDeepStrictEqual(here[field], value)),
  ) as HydrantChange;
  if (standing?.rated_on && 'ratedFlowGpm' in change) {
    delete change.ratedFlowGpm;
    warnings.push(ratedHere);
  }
  try {
    checkHydrant(standing, change);
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
  const asked = statusColumns(standing, change, columnsOf(change));
  const columns = standing ? { ...lostByType(standing, asked), ...asked } : asked;
  return { externalId, standing, columns, way, warnings };
}
