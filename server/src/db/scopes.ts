import {
  type AgencyId,
  inspection,
  type Kind,
  type OpenScopes,
  openScopes,
  permit,
  place,
  type Scope,
  type Viewer,
} from '@standpipe/policy';
import { type RawBuilder, sql } from 'kysely';
import { ahead, kept } from './connection.ts';
import type { Db } from './open.ts';

/** The kinds whose records carry a scope, by table. */
export const scopedKinds = { place, permit, inspection } as const;
export type ScopedKind = keyof typeof scopedKinds;

/** One row of the scope table: who wrote, and who owns the place. */
export interface ScopeRow {
  readonly id: number;
  readonly author_id: AgencyId;
  readonly owner_id: AgencyId;
}

/** How an agency is named and shown. */
export interface AgencyName {
  readonly name: string;
  readonly color: string;
}

/** The scopes a viewer could possibly open, and the agencies these name. */
export interface Candidates {
  readonly scopes: readonly ScopeRow[];
  readonly agencies: ReadonlyMap<AgencyId, AgencyName>;
}

/** What a viewer may list now, by kind. Stores read through it and through nothing else. */
export interface Opened {
  readonly place: readonly OpenScopes[];
  readonly permit: readonly OpenScopes[];
  readonly inspection: readonly OpenScopes[];
  /** The author and owner behind every scope id above. */
  readonly scopes: ReadonlyMap<number, ScopeRow>;
  /** The agencies that these scopes name. */
  readonly agencies: Candidates['agencies'];
}

/** What is open to somebody to whom nothing is. */
export const nothing: Opened = {
  place: [],
  permit: [],
  inspection: [],
  scopes: new Map(),
  agencies: new Map(),
};

const asScope = {
  place: (row: ScopeRow): Scope => ({ id: row.id, parties: { owner: row.owner_id } }),
  permit: (row: ScopeRow): Scope => ({
    id: row.id,
    parties: { author: row.author_id, placeOwner: row.owner_id },
  }),
  inspection: (row: ScopeRow): Scope => ({
    id: row.id,
    parties: { author: row.author_id, placeOwner: row.owner_id },
  }),
};

const candidatesOf = (kind: ScopedKind, rows: readonly ScopeRow[]) =>
  (kind === 'place' ? rows.filter((row) => row.author_id === row.owner_id) : rows).map(asScope[kind]);

/** Candidates as the database tells them: each scope as id, author, owner; each agency as id, name, colour. */
export interface CandidateText {
  readonly scopes: readonly (readonly [number, AgencyId, AgencyId])[];
  readonly agencies: readonly (readonly [AgencyId, string, string])[];
}

/** Selects them as JSON: the scopes that name only the viewer and agencies that granted it something. */
const candidatesAmong = (agencies: RawBuilder<unknown>) => sql`(
  select json_build_object(
    'scopes', (select coalesce(json_agg(json_build_array(id, author_id, owner_id)), '[]') from candidate_scopes(agencies)),
    'agencies', (select coalesce(json_agg(json_build_array(id, name, color)), '[]') from agency where id = any (agencies)))
  from (select ${agencies} as agencies) asked)`;

/** The same of a viewer as the loaders describe one. */
export const candidatesFor = (viewer: RawBuilder<unknown>) =>
  candidatesAmong(sql`array(select (${viewer}->'agency'->>'id')::uuid
    union all select (each->>'grantor')::uuid from jsonb_array_elements(${viewer}->'received') each)`);

export const readCandidates = ({ scopes, agencies }: CandidateText): Candidates => ({
  scopes: scopes.map(([id, author_id, owner_id]) => ({ id, author_id, owner_id })),
  agencies: new Map(agencies.map(([id, name, color]) => [id, { name, color }])),
});

/** The candidates of a viewer. */
export async function loadCandidates(db: Db, viewer: Viewer): Promise<Candidates> {
  const agencies = [viewer.agency, ...viewer.received.keys()];
  const { rows } = await sql<{ candidates: CandidateText }>`${kept}
    select ${candidatesAmong(sql`${agencies}::uuid[]`)} as candidates`.execute(db);
  return readCandidates(rows[0]!.candidates);
}

/** What row-level security is told of a transaction: who acts, and the open scopes' ids by kind, as arrays in text. */
export interface Lock extends Readonly<Record<ScopedKind, string>> {
  readonly acting: AgencyId;
}

/** What a viewer's sight is held to. */
export interface Bounds {
  readonly among?: (scope: ScopeRow) => boolean;
  /** Only scopes that this viewer sees every record of as well. */
  readonly within?: Viewer;
}

const everything: Bounds = {};

/** Asks the rules which scopes among the candidates are open to a viewer. */
export function openedTo(
  viewer: Viewer,
  kinds: readonly ScopedKind[],
  { scopes: known, agencies }: Candidates,
  { among = () => true, within }: Bounds = everything,
): Opened {
  const candidates = known.filter(among);
  const openTo = (who: Viewer, kind: ScopedKind) =>
    openScopes(
      scopedKinds[kind].actions.view as Kind['actions']['view'],
      who,
      candidatesOf(kind, candidates),
    );
  const open = (kind: ScopedKind): readonly OpenScopes[] => {
    if (!kinds.includes(kind)) return [];
    const groups = openTo(viewer, kind);
    if (!within) return groups;
    const whole = openTo(within, kind).filter((group) => group.rows.length === 0);
    const shared = new Set(whole.flatMap((group) => group.ids));
    return groups.map((group) => ({ ...group, ids: group.ids.filter((id) => shared.has(id)) }));
  };
  const scopes = new Map(candidates.map((row) => [row.id, row]));
  return { place: open('place'), permit: open('permit'), inspection: open('inspection'), scopes, agencies };
}

/** Numbers as an array of the database's, spelled here: the driver would look for quotes in each. */
export const numbersText = (each: readonly number[]) => `{${each.join()}}`;

/** What is open, as the settings that row-level security reads. */
export const lockFor = (acting: AgencyId, opened: Opened): Lock => {
  const ids = (kind: ScopedKind) => numbersText([...new Set(opened[kind].flatMap((each) => each.ids))]);
  return { acting, place: ids('place'), permit: ids('permit'), inspection: ids('inspection') };
};

/** Tells the database what is open; row-level security then lets nothing else through in this transaction. */
export async function lock(db: Db, { acting, place, permit, inspection }: Lock, held = sql``): Promise<void> {
  await sql`${ahead}${kept} select set_config('standpipe.agency', ${acting}, true),
    set_config('standpipe.place_scopes', ${place}, true),
    set_config('standpipe.permit_scopes', ${permit}, true),
    set_config('standpipe.inspection_scopes', ${inspection}, true)${held}`.execute(db);
}

/**
 * Reads and asks which scopes are open to a viewer, and tells the database.
 * @param acting the agency whose rows this transaction may write
 * @param bounds what opens at most, however much the viewer could
 * @param known the viewer's candidates, where they have been read in this transaction
 */
export async function openFor(
  db: Db,
  viewer: Viewer,
  kinds: readonly ScopedKind[],
  acting: AgencyId,
  bounds: Bounds = everything,
  known?: Candidates,
): Promise<Opened> {
  const opened =
    kinds.length > 0 ? openedTo(viewer, kinds, known ?? (await loadCandidates(db, viewer)), bounds) : nothing;
  await lock(db, lockFor(acting, opened));
  return opened;
}
