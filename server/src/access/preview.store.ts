import type { AgencyId, Levels, Sheet } from '@standpipe/policy';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { ScopedKind } from '../db/scopes.ts';
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
  readonly kind: ScopedKind;
  readonly id: string;
  readonly agency: AgencyId;
  readonly label: string;
  readonly lng: number;
  readonly lat: number;
}

const labels: Record<ScopedKind, RawBuilder<unknown>> = {
  place: sql`t.address_line || ', ' || t.city`,
  permit: sql`t.number || ' · ' || t.type || ', ' || t.address_line`,
  inspection: sql`t.number || ' · ' || t.type || ', ' || t.address_line`,
};

/** The newest records of each class, of those in scopes that are open to this transaction's viewer. */
export async function pickRecords(db: Db, kind: ScopedKind, picks: readonly Pick[]): Promise<Picked[]> {
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
  const facts =
    kind === 'place'
      ? sql`t.retired_at is null`
      : sql`t.status = w.status and t.place_withheld = w.place_withheld`;
  const { rows } = await sql<Picked>`
    select w.mark, ${kind} as kind, x.* from jsonb_to_recordset(${wanted}::jsonb)
        as w (mark integer, most integer, scope integer, status text, withheld boolean, place_withheld boolean)
      cross join lateral (
        select t.id, ${kind === 'place' ? sql`t.owner_id` : sql`t.author_id`} as agency, ${labels[kind]} as label,
          t.lng, t.lat
        from ${sql.table(kind)} t where t.scope_id = w.scope and t.withheld = w.withheld and ${facts}
        order by t.created_at desc, t.id desc limit w.most) x
    order by w.mark`.execute(db);
  return rows;
}
