import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** A suggestion as it is stored; row-level security shows it to the plan's owner and its writer's agency. */
export interface SuggestionRow {
  readonly id: string;
  readonly created_at: string;
  readonly by_agency: AgencyId;
  readonly agency_name: string;
  readonly agency_color: string;
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly base: Readonly<Record<string, unknown>>;
  readonly status: 'pending' | 'accepted' | 'refused';
  readonly decided_at: string | null;
  readonly reason: string | null;
}

const select = sql`select s.id, s.created_at, s.by_agency, a.name as agency_name, a.color as agency_color,
    p.id as person_id, p.name as person_name, s.changes, s.base, s.status, s.decided_at, s.reason
  from pre_plan_suggestion s join agency a on a.id = s.by_agency left join person p on p.id = s.by_person`;

/** Did this agency choose that partners' edits wait for it? */
export async function partnersSuggest(db: Db, owner: AgencyId): Promise<boolean> {
  const { partner_pre_plan_edits } = await db
    .selectFrom('agency')
    .select('partner_pre_plan_edits')
    .where('id', '=', owner)
    .executeTakeFirstOrThrow();
  return partner_pre_plan_edits === 'suggest';
}

/** Suggestions for one plan, newest first. */
export async function listSuggestions(
  db: Db,
  prePlanId: string,
  { status, limit }: { readonly status: string | undefined; readonly limit: number },
): Promise<SuggestionRow[]> {
  const { rows } = await sql<SuggestionRow>`${select} where s.pre_plan_id = ${prePlanId}
    ${status ? sql`and s.status = ${status}` : sql``} order by s.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function findSuggestion(db: Db, prePlanId: string, id: string): Promise<SuggestionRow | null> {
  const { rows } = await sql<SuggestionRow>`${select}
    where s.pre_plan_id = ${prePlanId} and s.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function insertSuggestion(
  db: Db,
  each: {
    readonly id: string;
    readonly prePlanId: string;
    readonly ownerId: AgencyId;
    readonly byAgency: AgencyId;
    readonly byPerson: string;
    readonly changes: unknown;
    readonly base: unknown;
  },
): Promise<void> {
  await sql`insert into pre_plan_suggestion (id, pre_plan_id, owner_id, by_agency, by_person, changes, base)
    values (${each.id}, ${each.prePlanId}, ${each.ownerId}, ${each.byAgency}, ${each.byPerson},
      ${JSON.stringify(each.changes)}::jsonb, ${JSON.stringify(each.base)}::jsonb)`.execute(db);
}

/** Decides a suggestion that still waits. False: somebody decided it in the meantime. */
export async function decideSuggestion(
  db: Db,
  id: string,
  { status, by, reason }: { status: 'accepted' | 'refused'; by: string; reason: string | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update pre_plan_suggestion
    set status = ${status}, decided_at = now(), decided_by = ${by}, reason = ${reason}
    where id = ${id} and status = 'pending'`.execute(db);
  return numAffectedRows === 1n;
}
