import { sql } from 'kysely';
import type { Db } from '../../db/open.ts';
import { agencyColumns, agencyJoins, rowColumns, rowJoins } from '../../db/rows.ts';
import type { DeviceRow } from '../../units/device.content.ts';

const devices = sql`select ${rowColumns('device')}, ${agencyColumns}
  from unit t ${agencyJoins('device')} ${rowJoins('device')}`;

/** Every unit that has a live position. */
export async function readDevices(db: Db): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`${devices} where fix.unit_id is not null`.execute(db);
  return rows;
}

/** Of these units, those that have a live position. */
export async function readDevicesAmong(db: Db, ids: readonly string[]): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`${devices}
    where fix.unit_id is not null and t.id = any (${ids}::uuid[])`.execute(db);
  return rows;
}
