import type { ImportKind } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Said } from './memory.ts';

/** What earlier imports said of these records, by the ids of their source. */
export async function rememberedOf(
  db: Db,
  agency: AgencyId,
  kind: ImportKind,
  externalIds: readonly string[],
): Promise<Map<string, Said>> {
  const { rows } = await sql<{ external_id: string; said: Said }>`
    select external_id, said from import_memory
    where agency_id = ${agency} and kind = ${kind} and external_id = any (${[...externalIds]}::text[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.external_id, row.said]));
}

/** Keeps what a file said, so that its next edition is compared with it. */
export async function remember(
  db: Db,
  agency: AgencyId,
  kind: ImportKind,
  records: readonly { readonly externalId: string; readonly said: Said }[],
): Promise<void> {
  if (records.length === 0) return;
  await sql`insert into import_memory (agency_id, kind, external_id, said)
    select ${agency}, ${kind}, "externalId", said
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r("externalId" text, said jsonb)
    on conflict (agency_id, kind, external_id) do update set said = excluded.said, updated_at = now()`.execute(
    db,
  );
}
