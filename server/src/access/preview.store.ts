import type { AgencyId, Levels, Sheet } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { isCurrent, ownColumn } from '../kinds/entry.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';

import type { Pause } from '../sharing/wording.ts';
import type { RecordClass } from './counts.store.ts';

/** One partner as a preview finds it, on the sheet or not. */
export interface PreviewedRow {
  readonly partner_id: AgencyId;
  readonly name: string;
  /** Null: not on the sheet, or never saved. */
  readonly row_id: string | null;
  /** On the Client sheet: does it stand there at all? */
  readonly listed: boolean;
  /** What keeps the row from counting, dates left aside. */
  readonly paused: readonly Pause[];
  /** This sheet's levels as stored. */
  readonly levels: Levels;
  /** What the other sheet gives now. */
  readonly beside: Levels;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  readonly now: string;
}

export async function readPreviewed(
  db: Db,
  own: AgencyId,
  sheet: Sheet,
  partners: readonly AgencyId[],
): Promise<Map<AgencyId, PreviewedRow>> {
  const other = sheet === 'client' ? 'user' : 'client';
  const { rows } = await sql<PreviewedRow>`
    select p.id as partner_id, p.name, r.id as row_id, listed_because(g.id, p.id) is not null as listed,
      pauses(${sheet}, g, p, null, null) as paused,
      coalesce((select jsonb_object_agg(x.module, x.level) from share_grant x
        where x.row_id = r.id and upper_inf(x.valid)), '{}') as levels,
      coalesce(f.levels, '{}') as beside, r.starts_at, r.ends_at, now() as now
    from agency p join agency g on g.id = ${own}
      left join share_row r on r.sheet = ${sheet} and r.grantor_id = g.id and r.partner_id = p.id
        and r.ended_at is null
      left join share_in_force f on f.sheet = ${other} and f.grantor_id = g.id and f.partner_id = p.id
    where p.id = any (${[...partners]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.partner_id, row]));
}

/** Some records of a class, and the mark under which they were asked for. */
export interface Pick {
  readonly mark: number;
  readonly records: RecordClass;
  readonly most: number;
}

export interface Picked {
  readonly mark: number;
  readonly kind: RecordKind;
  readonly id: string;
  readonly agency: AgencyId;
  readonly label: string;
  readonly lng: number;
  readonly lat: number;
}

/** The newest records of each class, of those in scopes that are open to this transaction's viewer. */
export async function pickRecords(db: Db, kind: RecordKind, picks: readonly Pick[]): Promise<Picked[]> {
  if (picks.length === 0) return [];
  const wanted = JSON.stringify(
    picks.map(({ mark, most, records: { scopeId, subject } }) => ({
      mark,
      most,
      scope: scopeId,
      status: subject.status,
      withheld: subject.withheld,
      place_withheld: subject.placeWithheld,
    })),
  );
  const entry = kinds[kind];
  const { status, placeWithheld, withheld } = entry.facts;
  const same = [
    sql`t.${sql.ref(withheld)} = w.withheld`,
    isCurrent(entry),
    ...(status ? [sql`t.${sql.ref(status)} = w.status`] : []),
    ...(placeWithheld ? [sql`t.${sql.ref(placeWithheld)} = w.place_withheld`] : []),
  ];
  const { rows } = await sql<Picked>`
    select w.mark, ${kind} as kind, x.* from jsonb_to_recordset(${wanted}::jsonb)
        as w (mark integer, most integer, scope integer, status text, withheld boolean, place_withheld boolean)
      cross join lateral (
        select t.id, t.${sql.ref(ownColumn(entry))} as agency, ${entry.label} as label,
          t.lng, t.lat
        from ${sql.table(entry.table)} t where t.scope_id = w.scope and ${sql.join(same, sql` and `)}
        order by t.created_at desc, t.id desc limit w.most) x
    order by w.mark`.execute(db);
  return rows;
}
