import type { AgencyChange, AgencyParameters, NewAgency } from '@standpipe/contract';
import { agencyId } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { emitAccess, logChange } from '../audit/audit.store.ts';
import { lockSharing } from '../db/locks.ts';
import { type Call, requireVersion } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { createBuiltInRoles } from '../people/enrol.ts';
import { endUnlistedRows } from '../sharing/leaving.ts';
import { noticeResumedFor } from '../sharing/resuming.ts';
import {
  type AgencyFilters,
  type AgencyRow,
  findAgency,
  insertAgency,
  listAgencies,
  setCounties,
  updateAgency,
} from './agencies.store.ts';
import { colorFor } from './colors.ts';

/** An agency as the operator sees its account. */
export const presentAgency = (row: AgencyRow) => ({
  id: row.id,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  name: row.name,
  kind: row.kind,
  state: row.state,
  countyFips: row.county_fips,
  countyFipsList: row.counties,
  nerisId: row.neris_id,
  fdid: row.fdid,
  timeZone: row.time_zone,
  color: row.color,
  features: { clientDataSharing: row.client_data_sharing, userDataSharing: row.user_data_sharing },
  active: row.active,
});

async function existing(call: Call, id: string): Promise<AgencyRow> {
  const row = await findAgency(call.db, id);
  if (!row) throw notFound();
  return row;
}

export const readAgency = async (call: Call, id: string) => presentAgency(await existing(call, id));

export async function pageOfAgencies(call: Call, query: AgencyParameters) {
  const { limit = 50 } = query;
  const bound = `agencies:${call.asker.credential}`;
  const cursor = query.cursor ? openCursor(query.cursor, bound, call.house.secret) : null;
  const asked = cursor ? (cursor.filters as AgencyFilters & { q?: string }) : query;
  const { q = '', state, county, feature, administrator } = asked;
  const filters: AgencyFilters = {
    ...(state && { state }),
    ...(county && { county }),
    ...(feature && { feature }),
    ...(administrator && { administrator }),
  };
  const after = cursor && { key: String(cursor.key), id: cursor.id };
  const rows = await listAgencies(call.db, q.split(/\s+/).filter(Boolean).slice(0, 8), filters, after, limit);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(presentAgency),
    nextCursor: last
      ? sealCursor(
          { sort: 'name', filters: { q, ...filters }, key: last.sort_key, id: last.id },
          bound,
          call.house.secret,
        )
      : null,
  };
}

/** Makes an agency's account with its counties and built-in roles. Features are off unless said. */
export async function createAgency(call: Call, wanted: NewAgency): Promise<string> {
  const id = agencyId(newId());
  const timeZone = wanted.timeZone ?? 'America/New_York';
  requireTimeZone(timeZone);
  await insertAgency(call.db, {
    id,
    name: wanted.name.trim(),
    kind: wanted.kind ?? 'fireDepartment',
    state: wanted.state,
    county_fips: wanted.countyFips,
    neris_id: wanted.nerisId ?? null,
    fdid: wanted.fdid ?? null,
    time_zone: timeZone,
    color: wanted.color ?? colorFor(id),
    client_data_sharing: wanted.features?.clientDataSharing ?? false,
    user_data_sharing: wanted.features?.userDataSharing ?? false,
    active: wanted.active ?? true,
  });
  await setCounties(call.db, id, wanted.countyFips, countiesOf(wanted.countyFips, wanted.countyFipsList));
  await createBuiltInRoles(call.db, id);
  await logChange(call, { action: 'create', kind: 'agency', id, after: wanted, agency: id });
  await emitAccess(call, []);
  return id;
}

/** Changes an account. Whatever decides who sees what takes effect before the answer. */
export async function changeAgency(call: Call, id: string, read: () => AgencyChange) {
  await existing(call, id);
  const change = read();
  await lockSharing(call.db, [agencyId(id)], 'change');
  const row = await existing(call, id);
  requireVersion(call, row.version);
  if (change.timeZone) requireTimeZone(change.timeZone);
  const home = change.countyFips ?? row.county_fips;
  const current = row.counties.filter((fips) => fips !== row.county_fips || fips === home);
  const counties = countiesOf(home, change.countyFipsList ?? current);
  const before = presentAgency(row);
  const columns = columnsOf(change);
  const moved =
    counties.slice().sort().join() !== row.counties.slice().sort().join() || home !== row.county_fips;
  const differs =
    moved || Object.entries(columns).some(([key, value]) => row[key as keyof AgencyRow] !== value);
  if (!differs) return before;
  if (!(await updateAgency(call.db, id, row.version, columns)))
    throw new Problem('stale', 'Someone else changed this.', { version: row.version + 1 });
  if (moved) {
    await setCounties(call.db, row.id, home, counties);
    await endUnlistedRows(call.db, [row.id], call);
  }
  const after = presentAgency(await existing(call, id));
  await logChange(call, { action: 'edit', kind: 'agency', id, before, after, agency: row.id });
  const back = after.active && !before.active;
  const on = [
    ...(back || (after.features.clientDataSharing && !before.features.clientDataSharing)
      ? ['client' as const]
      : []),
    ...(back || (after.features.userDataSharing && !before.features.userDataSharing)
      ? ['user' as const]
      : []),
  ];
  if (on.length > 0) await noticeResumedFor(call.db, row.id, on);
  await emitAccess(call, []);
  return after;
}

const columnsOf = (change: AgencyChange) => ({
  ...(change.name !== undefined && { name: change.name.trim() }),
  ...(change.kind !== undefined && { kind: change.kind }),
  ...(change.state !== undefined && { state: change.state }),
  ...(change.countyFips !== undefined && { county_fips: change.countyFips }),
  ...(change.nerisId !== undefined && { neris_id: change.nerisId }),
  ...(change.fdid !== undefined && { fdid: change.fdid }),
  ...(change.timeZone !== undefined && { time_zone: change.timeZone }),
  ...(change.color !== undefined && { color: change.color }),
  ...(change.active !== undefined && { active: change.active }),
  ...(change.features?.clientDataSharing !== undefined && {
    client_data_sharing: change.features.clientDataSharing,
  }),
  ...(change.features?.userDataSharing !== undefined && {
    user_data_sharing: change.features.userDataSharing,
  }),
});

const countiesOf = (home: string, all: readonly string[] = []) => [...new Set([home, ...all])];

/** @throws Problem `invalid` for what is no time zone */
export function requireTimeZone(name: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    throw invalidField('timeZone', 'is not a time zone such as America/Chicago', 'time_zone');
  }
}
