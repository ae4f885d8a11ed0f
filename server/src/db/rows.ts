import { type RawBuilder, sql } from 'kysely';
import type { ScopedKind } from './scopes.ts';
import type { InspectionTable, PermitTable, PlaceTable } from './tables/records.ts';

type Read<T> = Record<Exclude<keyof T, 'search' | 'doorstep'>, true>;

const ofEvery = {
  id: true,
  owner_id: true,
  scope_id: true,
  version: true,
  created_at: true,
  updated_at: true,
  created_by: true,
  withheld: true,
  address_line: true,
  lng: true,
  lat: true,
  notes: true,
  external_id: true,
} as const;

const atPlace = {
  ...ofEvery,
  author_id: true,
  place_id: true,
  place_withheld: true,
  place_retired: true,
  number: true,
  type: true,
  status: true,
} as const;

/**
 * The columns of each table that are read as a record's own: all but the text that words are looked for in. They are
 * named because a plan that a connection keeps does not outlive a column that comes to "all of them".
 */
const own: { place: Read<PlaceTable>; permit: Read<PermitTable>; inspection: Read<InspectionTable> } = {
  place: {
    ...ofEvery,
    retired_at: true,
    unit: true,
    city: true,
    state: true,
    zip: true,
    name: true,
    occupancy_type: true,
    construction_type: true,
    stories: true,
    year_built: true,
    floor_area_sq_ft: true,
  },
  permit: {
    ...atPlace,
    class: true,
    description: true,
    issued_on: true,
    expires_on: true,
    edition: true,
    section: true,
    holder: true,
    contact_name: true,
    contact_phone: true,
    contact_email: true,
    fee_cents: true,
  },
  inspection: {
    ...atPlace,
    scheduled_for: true,
    scheduled_all_day: true,
    started_at: true,
    completed_at: true,
    assigned_to: true,
    assigned_person: true,
    checklist: true,
    violations: true,
    reinspection_of: true,
    reopened_reason: true,
  },
};

const named = (kind: ScopedKind) =>
  sql.raw(
    Object.keys(own[kind])
      .map((name) => `t.${name}`)
      .join(', '),
  );
const ownColumns = { place: named('place'), permit: named('permit'), inspection: named('inspection') };

/** What is read beside a record's own columns. `t` is the record's table. */
interface Beside {
  readonly columns: RawBuilder<unknown>;
  readonly joins: RawBuilder<unknown>;
}

/** The columns that `beside.inspection` adds: its inspector's name, and what it needs to know of an earlier inspection. */
export interface InspectionBeside {
  readonly assignee_name: string | null;
  readonly prior_number: string | null;
  readonly prior_status: string | null;
  readonly prior_withheld: boolean | null;
}

const beside: Record<ScopedKind, Beside> = {
  place: { columns: sql``, joins: sql`` },
  permit: { columns: sql``, joins: sql`` },
  inspection: {
    columns: sql`, assignee.name as assignee_name, prior.number as prior_number, prior.status as prior_status,
      prior.withheld as prior_withheld`,
    joins: sql`left join person assignee on assignee.id = t.assigned_person
      left join inspection prior on prior.id = t.reinspection_of`,
  },
};

/** The columns of a record as every store reads it: its own, and what its kind shows of other rows. */
export const rowColumns = (kind: ScopedKind) => sql`${ownColumns[kind]}${beside[kind].columns}`;

/** The joins behind `rowColumns`. */
export const rowJoins = (kind: ScopedKind) => beside[kind].joins;

/** The names of a record's agencies, as columns. Lists take them from the open scopes. */
export interface AgencyNames {
  readonly agency_name: string;
  readonly agency_color: string;
  readonly owner_name: string;
  readonly owner_color: string;
}

export const agencyColumns = sql`author.name as agency_name, author.color as agency_color,
  owner.name as owner_name, owner.color as owner_color`;

/** The joins behind `agencyColumns`. The own agency of a place is its owner. */
export const agencyJoins = (kind: ScopedKind) =>
  sql`join agency author on author.id = ${kind === 'place' ? sql`t.owner_id` : sql`t.author_id`}
    join agency owner on owner.id = t.owner_id`;
