import {
  type Action,
  type AgencyId,
  everyPermission,
  type Kind,
  type OpenScopes,
  openScopes,
  type Scope,
  type Viewer,
} from '@standpipe/policy';
import { type RawBuilder, sql } from 'kysely';
import { partiesOf } from '../kinds/entry.ts';
import { kinds, type RecordKind, rulesOf } from '../kinds/kinds.ts';
import { ahead, prepared } from './connection.ts';
import type { Db } from './open.ts';

/** One row of the scope table: who wrote, and who owns the place. A kind without an author has the owner in both. */
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
  /** The scopes that each way opens, of the kinds that were asked for. */
  readonly groups: { readonly [K in RecordKind]?: readonly OpenScopes[] };
  /** The author and owner behind every scope id above. */
  readonly scopes: ReadonlyMap<number, ScopeRow>;
  /** The agencies that these scopes name. */
  readonly agencies: Candidates['agencies'];
}

/** What is open to somebody to whom nothing is. */
export const nothing: Opened = { groups: {}, scopes: new Map(), agencies: new Map() };

/** The scopes that are open to a viewer for one kind, by way. */
export const groupsOf = (opened: Opened, kind: RecordKind): readonly OpenScopes[] =>
  opened.groups[kind] ?? [];

/** The scopes that records of a kind can be in, with the parties as the kind's rules name them. */
function candidatesOf(kind: RecordKind, rows: readonly ScopeRow[]): Scope[] {
  const entry = kinds[kind];
  const possible = entry.parties.author ? rows : rows.filter((row) => row.author_id === row.owner_id);
  return possible.map((row) => ({ id: row.id, parties: partiesOf(entry, row) as Scope['parties'] }));
}

/** Candidates as the database tells them: each scope as id, author, owner; each agency as id, name, colour. */
export interface CandidateText {
  readonly scopes: readonly (readonly [number, AgencyId, AgencyId])[];
  readonly agencies: readonly (readonly [AgencyId, string, string])[];
}

/**
 * Selects them as JSON, for the viewer and the agencies that granted it something: the scopes that name only these, and
 * every other scope that names the viewer.
 */
const candidatesAmong = (agencies: RawBuilder<unknown>) => sql`(
  with asked as (select ${agencies} as agencies),
    found as materialized (select scopes.* from asked, candidate_scopes(agencies) scopes)
  select json_build_object(
    'scopes', (select coalesce(json_agg(json_build_array(id, author_id, owner_id)), '[]') from found),
    'agencies', (select coalesce(json_agg(json_build_array(id, name, color)), '[]') from agency where id in (
      select unnest(agencies) from asked union select author_id from found union select owner_id from found))))`;

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
  const { rows } = await sql<{ candidates: CandidateText }>`${prepared}
    select ${candidatesAmong(sql`${agencies}::uuid[]`)} as candidates`.execute(db);
  return readCandidates(rows[0]!.candidates);
}

/** The settings that row-level security reads in a transaction, by name: who acts, and ids of scopes as arrays in text. */
export type Lock = Readonly<Record<string, string>>;

/** The snapshot and deadline up to which a cached viewer is valid. */
export interface Bounds {
  readonly among?: (scope: ScopeRow) => boolean;
  /** Only scopes that this viewer sees every record of as well. */
  readonly within?: Viewer;
}

const everything: Bounds = {};

/** Asks the rules which scopes among the candidates are open to a viewer. */
export function openedTo(
  viewer: Viewer,
  asked: readonly RecordKind[],
  { scopes: all, agencies }: Candidates,
  { among = () => true, within }: Bounds = everything,
): Opened {
  const candidates = all.filter(among);
  const openTo = (who: Viewer, kind: RecordKind) =>
    openScopes(rulesOf(kind).actions.view, who, candidatesOf(kind, candidates));
  const open = (kind: RecordKind): readonly OpenScopes[] => {
    const groups = openTo(viewer, kind);
    if (!within) return groups;
    const whole = openTo(within, kind).filter((group) => group.rows.length === 0);
    const shared = new Set(whole.flatMap((group) => group.ids));
    return groups.map((group) => ({ ...group, ids: group.ids.filter((id) => shared.has(id)) }));
  };
  return {
    groups: Object.fromEntries(asked.map((kind) => [kind, open(kind)])),
    scopes: new Map(candidates.map((row) => [row.id, row])),
    agencies,
  };
}

/** Numbers as an array of the database's, spelled here: the driver would look for quotes in each. */
export const numbersText = (each: readonly number[]) => `{${each.join()}}`;

const idsText = (groups: readonly OpenScopes[]) =>
  numbersText([...new Set(groups.flatMap((each) => each.ids))]);

/** What is open, as the settings that row-level security reads. */
export const lockFor = (acting: AgencyId, { groups }: Opened): Lock => ({
  'standpipe.agency': acting,
  ...Object.fromEntries(
    Object.entries(groups).map(([kind, each]) => [`standpipe.${kind}_scopes`, idsText(each)]),
  ),
});

/** The actions that change or remove a record's own row. */
const writing: readonly Action[] = [
  ...(['edit', 'delete', 'publish', 'restore', 'assume', 'takeBack', 'workDivision', 'send'] as const),
];

/**
 * The scopes whose rows the viewer's agency may change, as settings: those that any writing action of the kind opens.
 * Permissions of a single user are the service's to ask.
 */
function writableFor(viewer: Viewer, asked: readonly RecordKind[], { scopes }: Candidates): Lock {
  const agency = { ...viewer, permissions: everyPermission };
  const idsOf = (kind: RecordKind) => {
    const { actions }: Kind = rulesOf(kind);
    const candidates = candidatesOf(kind, scopes);
    return idsText(writing.flatMap((action) => openScopes(actions[action], agency, candidates)));
  };
  return Object.fromEntries(asked.map((kind) => [`standpipe.${kind}_writable`, idsOf(kind)]));
}

/** Sets what is open; row-level security then lets nothing else through in this transaction. */
export async function lock(db: Db, settings: Lock, also = sql``): Promise<void> {
  const each = Object.entries(settings).map(
    ([name, value]) => sql`set_config(${sql.lit(name)}, ${value}, true)`,
  );
  await sql`${ahead}${prepared} select ${sql.join(each)}${also}`.execute(db);
}

/**
 * Reads and asks which scopes are open to a viewer, and sets them for row-level security.
 * @param acting the agency whose rows this transaction may write
 * @param bounds what opens at most, however much the viewer could
 * @param read the viewer's candidates, where they have been read in this transaction
 */
export async function openFor(
  db: Db,
  viewer: Viewer,
  asked: readonly RecordKind[],
  acting: AgencyId,
  bounds: Bounds = everything,
  read?: Candidates,
): Promise<Opened> {
  if (asked.length === 0) {
    await lock(db, lockFor(acting, nothing));
    return nothing;
  }
  const candidates = read ?? (await loadCandidates(db, viewer));
  const opened = openedTo(viewer, asked, candidates, bounds);
  const writable = acting === viewer.agency ? writableFor(viewer, asked, candidates) : {};
  await lock(db, { ...lockFor(acting, opened), ...writable });
  return opened;
}
