import type { ClientSharingBulk, ClientSharingSave } from '@standpipe/contract';
import { agencyId, type Levels } from '@standpipe/policy';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { invalid, notFound, Problem } from '../http/problems.ts';
import { holdListing } from './rows.store.ts';
import { saveRows } from './saving.ts';
import { completed, datesOf, lacksOf, presentClientRow, sameState, stateOf } from './sheet-row.ts';
import { type ClientSheetRow, readClientRows } from './sheets.store.ts';

/** The whole Client sheet: every agency that shares a county or is linked, saved or not. */
export async function readClientSheet(call: Call) {
  const own = ownAgency(call);
  const rows = await readClientRows(call.db, own.id);
  return { items: rows.map((row) => presentClientRow(own, row)) };
}

const merged = (row: ClientSheetRow, levels: Levels): Levels =>
  completed('client', { ...row.levels, ...levels });

/** Saves one partner's row. A module that is not named stays as stored; a date that is not named is no date. */
export async function saveClientRow(call: Call, partnerId: string, read: () => ClientSharingSave) {
  const own = ownAgency(call);
  await holdListing(call.db, 'share');
  const find = async () => (await readClientRows(call.db, own.id, [partnerId]))[0];
  const row = await find();
  if (!row) throw notFound();
  const asked = read();
  const after = { levels: merged(row, asked.levels), ...datesOf(asked, '') };
  const lacks = lacksOf(after.levels, row.partner_id, (module) => `levels.${module}`);
  if (lacks.length > 0)
    throw new Problem('unmet_requirement', lacks.map(({ fix }) => fix).join(' '), {
      errors: lacks.map(({ error }) => error),
      missing: lacks.map(({ missing }) => missing),
    });
  requireVersion(call, row.version);
  const before = stateOf('client', row);
  if (sameState('client', before, after)) return presentClientRow(own, row);
  await saveRows(call, 'client', [{ partner: row.partner_id, rowId: row.id, before, after }]);
  return presentClientRow(own, (await find())!);
}

/** Sets some modules for several partners at once: every row is saved, or none. */
export async function saveClientRows(call: Call, asked: ClientSharingBulk) {
  const own = ownAgency(call);
  const ids = asked.partnerIds.map((id) => agencyId(id.toLowerCase()));
  requireOnce(ids, (at) => `partnerIds.${at}`);
  await holdListing(call.db, 'share');
  const rows = await readClientRows(call.db, own.id, ids);
  requireListed(ids, rows);
  const changes = rows.map((row) => {
    const before = stateOf('client', row);
    const after = { ...before, levels: merged(row, asked.levels) };
    return { partner: row.partner_id, rowId: row.id, name: row.name, before, after };
  });
  const lacks = changes.flatMap(({ partner, name, after }) =>
    lacksOf(after.levels, partner, () => `partnerIds.${ids.indexOf(partner)}`, `${name}: `),
  );
  if (lacks.length > 0)
    throw new Problem(
      'unmet_requirement',
      `Nothing was saved. ${lacks.map(({ error }) => error.message).join(' ')}`,
      { errors: lacks.map(({ error }) => error), missing: lacks.map(({ missing }) => missing) },
    );
  await saveRows(
    call,
    'client',
    changes.filter(({ before, after }) => !sameState('client', before, after)),
  );
  return { items: (await readClientRows(call.db, own.id, ids)).map((row) => presentClientRow(own, row)) };
}

/** @throws Problem `invalid` naming each id that is there a second time */
export function requireOnce(ids: readonly string[], path: (at: number) => string): void {
  const again = ids.flatMap((id, at) => (ids.indexOf(id) < at ? [at] : []));
  if (again.length > 0)
    throw invalid(again.map((at) => ({ path: path(at), message: 'is there twice', code: 'duplicate' })));
}

function requireListed(ids: readonly string[], rows: readonly ClientSheetRow[]): void {
  const listed = new Set<string>(rows.map((row) => row.partner_id));
  const unlisted = ids.flatMap((id, at) => (listed.has(id) ? [] : [at]));
  if (unlisted.length === 0) return;
  throw new Problem('not_found', 'Nothing was saved: not every partner is on your sheet.', {
    errors: unlisted.map((at) => ({
      path: `partnerIds.${at}`,
      message: 'is not on your sheet',
      code: 'not_found',
    })),
  });
}
