import type { UserSharingSave } from '@standpipe/contract';
import {
  type AgencyId,
  agencyId,
  type Module,
  moduleEntry,
  modulesOf,
  type Permission,
} from '@standpipe/policy';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { invalidField, Problem } from '../http/problems.ts';
import { hasBadText } from '../http/strict-json.ts';
import { requireOnce } from './client-sheet.service.ts';
import { bumpTable } from './rows.store.ts';
import { type RowChange, saveRows } from './saving.ts';
import { completed, datesOf, presentPartner, presentUserRow, sameState, stateOf } from './sheet-row.ts';
import {
  findAgencies,
  findCandidates,
  readTableVersion,
  readUserRows,
  type UserSheetRow,
} from './sheets.store.ts';

/** The whole User sheet: the agencies that this agency's administrators added. */
export async function readUserSheet(call: Call) {
  const own = ownAgency(call);
  const rows = await readUserRows(call.db, own.id);
  return {
    version: await readTableVersion(call.db, own.id),
    items: rows.map((row) => presentUserRow(own, row)),
  };
}

/** Agencies to add, by name: not the own one, and not those on the sheet already. */
export async function listCandidates(call: Call, { q = '' }: { q?: string }) {
  if (hasBadText(q)) throw invalidField('q', 'has a character that cannot be searched', 'bad_text');
  const words = q.split(/\s+/).filter(Boolean).slice(0, 8);
  const found = await findCandidates(call.db, ownAgency(call).id, words);
  return { items: found.map(presentPartner) };
}

/** Saves the whole User sheet: a partner left out is removed, and what it was given ends. */
export async function saveUserSheet(call: Call, asked: UserSharingSave) {
  const own = ownAgency(call);
  const version = await readTableVersion(call.db, own.id);
  const rows = await readUserRows(call.db, own.id);
  const changes = changesOf(own.id, rows, asked.items);
  await requireAgencies(call, asked.items, changes);
  requireToSet(call, changes, version);
  requireVersion(call, version);
  if (changes.length === 0) return readUserSheet(call);
  await saveRows(call, 'user', changes);
  await bumpTable(call.db, own.id);
  return readUserSheet(call);
}

function changesOf(
  own: AgencyId,
  rows: readonly UserSheetRow[],
  items: UserSharingSave['items'],
): RowChange[] {
  const ids = items.map(({ partnerId }) => agencyId(partnerId.toLowerCase()));
  requireOnce(ids, (at) => `items.${at}.partnerId`);
  if (ids.includes(own))
    throw invalidField(`items.${ids.indexOf(own)}.partnerId`, 'is your own agency', 'own_agency');
  const stored = new Map(rows.map((row) => [row.partner_id, row]));
  const wanted = items.map((item, at): RowChange => {
    const row = stored.get(ids[at]!);
    const levels = completed('user', { ...row?.levels, ...item.levels });
    const after = { levels, ...datesOf(item, `items.${at}.`) };
    return { partner: ids[at]!, rowId: row?.id ?? null, before: row ? stateOf('user', row) : null, after };
  });
  const removed = rows
    .filter((row) => !ids.includes(row.partner_id))
    .map(
      (row): RowChange => ({
        partner: row.partner_id,
        rowId: row.id,
        before: stateOf('user', row),
        after: null,
      }),
    );
  return [...wanted.filter(({ before, after }) => !before || !sameState('user', before, after!)), ...removed];
}

/** @throws Problem `not_found` when a partner to be added is no agency */
async function requireAgencies(call: Call, items: UserSharingSave['items'], changes: readonly RowChange[]) {
  const added = changes.filter(({ before }) => before === null).map(({ partner }) => partner);
  const found = new Set((await findAgencies(call.db, added)).map(({ id }) => id));
  const unknown = new Set<string>(added.filter((id) => !found.has(id)));
  if (unknown.size === 0) return;
  throw new Problem('not_found', 'Nothing was saved: not every partner is an agency here.', {
    errors: items.flatMap(({ partnerId }, at) =>
      unknown.has(partnerId.toLowerCase())
        ? [{ path: `items.${at}.partnerId`, message: 'is no agency here', code: 'not_found' }]
        : [],
    ),
  });
}

/** The modules whose effect a change touches: the level itself, or the dates of a level that is held. */
function touched({ before, after }: RowChange): Module[] {
  const dated = before?.startsAt !== after?.startsAt || before?.endsAt !== after?.endsAt;
  return modulesOf('user').flatMap(({ module }) => {
    const was = before?.levels[module] ?? 'none';
    const is = after?.levels[module] ?? 'none';
    return was !== is || (dated && is !== 'none') ? [module] : [];
  });
}

/**
 * Some modules take a permission of their own to set, rows that hold them to remove.
 * @throws Problem `not_allowed` with what is missing
 */
function requireToSet(call: Call, changes: readonly RowChange[], version: number): void {
  const lacking = new Map<Permission, Set<Module>>();
  for (const module of changes.flatMap(touched)) {
    const { toSet } = moduleEntry(module);
    if (!toSet || call.asker.viewer.permissions.has(toSet)) continue;
    lacking.set(toSet, (lacking.get(toSet) ?? new Set()).add(module));
  }
  if (lacking.size === 0) return;
  const missing = [...lacking.keys()];
  const modules = [...lacking.values()].flatMap((each) =>
    [...each].map((module) => moduleEntry(module).name),
  );
  throw new Problem(
    'not_allowed',
    `You need ${missing.join(' and ')} to change ${modules.join(' and ')}, which this save would do. Contact an administrator of your agency.`,
    { missing, version },
  );
}
