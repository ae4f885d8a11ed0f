import { type RawBuilder, sql } from 'kysely';
import type { ScopedKind } from './scopes.ts';

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

/** The columns of a record as every store reads it: its own, its agencies' names, and what its kind shows of other rows. */
export const rowColumns = (kind: ScopedKind) =>
  sql`t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name,
    owner.color as owner_color${beside[kind].columns}`;

/** The joins behind `rowColumns`. The own agency of a place is its owner. */
export const rowJoins = (kind: ScopedKind) =>
  sql`join agency author on author.id = ${kind === 'place' ? sql`t.owner_id` : sql`t.author_id`}
    join agency owner on owner.id = t.owner_id ${beside[kind].joins}`;
