import {
  type AgencyId,
  agencyId,
  type Levels,
  modulesOf,
  type Permission,
  type Sheet,
} from '@standpipe/policy';
import { type Call, ownAgency } from '../http/call.ts';
import { invalidField, Problem } from '../http/problems.ts';
import { requireOnce } from '../sharing/client-sheet.service.ts';
import { completed, datesOf, lacksOf } from '../sharing/sheet-row.ts';
import type { Dates } from './preview.moments.ts';
import { type PreviewedRow, readPreviewed } from './preview.store.ts';

/** A partner's row as it stands and as it would be saved, this sheet's levels only. */
export interface Asked {
  readonly row: PreviewedRow;
  readonly before: Levels;
  readonly after: Levels;
  /** The dates it would be saved with; null: not asked for, dates are left aside. */
  readonly dates: Dates | null;
}

/** @throws Problem `not_allowed` with what is missing */
export function requireAll(call: Call, needs: readonly Permission[]): void {
  const missing = needs.filter((each) => !call.asker.viewer.permissions.has(each));
  if (missing.length > 0)
    throw new Problem(
      'not_allowed',
      `You need ${missing.join(' and ')} for this. Contact an administrator of your agency.`,
      { missing },
    );
}

interface AskedChange {
  readonly partnerId: string;
  readonly levels: Levels | null;
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
}

function askedDates(change: AskedChange, path: string): Dates | null {
  if (change.startsAt === undefined && change.endsAt === undefined) return null;
  const dates = datesOf(change, path);
  return change.levels === null ? { startsAt: null, endsAt: null } : dates;
}

/** The changes beside what is stored. @throws Problem as the save would: 404, 403, 422 */
export async function askedFor(call: Call, sheet: Sheet, changes: readonly AskedChange[]): Promise<Asked[]> {
  const own = ownAgency(call);
  const ids = changes.map(({ partnerId }) => agencyId(partnerId.toLowerCase()));
  requireOnce(ids, (at) => `changes.${at}.partnerId`);
  if (ids.includes(own.id))
    throw invalidField(`changes.${ids.indexOf(own.id)}.partnerId`, 'is your own agency', 'own_agency');
  const rows = await readPreviewed(call.db, own.id, sheet, ids);
  const asked = changes.map((change, at): Asked | null => {
    const { levels } = change;
    const row = rows.get(ids[at]!);
    const listed = sheet === 'client' ? row?.listed : row && (row.row_id !== null || levels !== null);
    if (!row || !listed) return null;
    const before = completed(sheet, row.levels);
    const after = completed(sheet, levels ? { ...before, ...levels } : {});
    return { row, before, after, dates: askedDates(change, `changes.${at}.`) };
  });
  requirePartners(asked, ids);
  const there = asked.filter((each) => each !== null);
  requireAll(call, [...new Set(there.flatMap((each) => toSet(sheet, each)))]);
  const lacks = there.flatMap(({ row, after }, at) =>
    lacksOf(after, row.partner_id, (module) => `changes.${at}.levels.${module}`, `${row.name}: `),
  );
  if (lacks.length > 0)
    throw new Problem('unmet_requirement', lacks.map(({ error }) => error.message).join(' '), {
      errors: lacks.map(({ error }) => error),
      missing: lacks.map(({ missing }) => missing),
    });
  return there;
}

function requirePartners(asked: readonly (Asked | null)[], ids: readonly AgencyId[]): void {
  const unknown = ids.flatMap((_, at) => (asked[at] ? [] : [at]));
  if (unknown.length === 0) return;
  throw new Problem('not_found', 'Not every partner is on your sheet.', {
    errors: unknown.map((at) => ({
      path: `changes.${at}.partnerId`,
      message: 'is not on your sheet',
      code: 'not_found',
    })),
  });
}

/** The permissions that saving this change would take beside the sheet's own. */
const toSet = (sheet: Sheet, { before, after }: Asked): Permission[] =>
  modulesOf(sheet).flatMap(({ module, toSet: needed }) =>
    needed && before[module] !== after[module] ? [needed] : [],
  );
