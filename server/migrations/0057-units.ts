import { recordTable } from '../src/db/record-table.ts';

/**
 * Units and where they are. The newest fix of a unit stands in `unit_position` and is shared by the rule for devices;
 * every fix of the last day stands in `unit_fix` and is its own agency's alone, as are sign-ins and keys.
 */
const own = (table: string) => `
alter table ${table} enable row level security, force row level security;
create policy everything on ${table} to current_user, standpipe_system using (true);
create policy own_agency on ${table} to standpipe_viewer
  using (owner_id = current_agency()) with check (owner_id = current_agency());
grant select, insert, update, delete on ${table} to standpipe_viewer, standpipe_system;`;

export const up = `
${recordTable({
  kind: 'device',
  table: 'unit',
  pointless: true,
  columns: `
  call_sign text not null collate "C",
  type text not null,
  status text not null default 'signedOut' check (status in ('signedIn', 'signedOut')),
  signed_in_at timestamptz(3),
  check ((status = 'signedIn') = (signed_in_at is not null))`,
  search: `call_sign collate "default" || ' ' || type`,
  status: 'status',
})}
create unique index unit_call_sign on unit (owner_id, call_sign);
create index unit_called on unit (scope_id, call_sign, id);

create table unit_position (
  unit_id uuid primary key references unit on delete cascade,
  scope_id integer not null,
  owner_id uuid not null references agency,
  at timestamptz(3) not null,
  heard_at timestamptz(3) not null default clock_timestamp(),
  lng double precision not null,
  lat double precision not null,
  speed double precision,
  course double precision,
  accuracy double precision
);
alter table unit_position enable row level security, force row level security;
create policy everything on unit_position to current_user, standpipe_system using (true);
create policy open_scope on unit_position for select to standpipe_viewer
  using (scope_id in (select unnest(current_scopes('device'))));
create policy own_adds on unit_position for insert to standpipe_viewer
  with check (owner_id = current_agency());
create policy own_changes on unit_position for update to standpipe_viewer
  using (owner_id = current_agency()) with check (owner_id = current_agency());
create policy own_deletes on unit_position for delete to standpipe_viewer using (owner_id = current_agency());
grant select, insert, update, delete on unit_position to standpipe_viewer, standpipe_system;

create table unit_fix (
  unit_id uuid not null references unit on delete cascade,
  at timestamptz(3) not null,
  owner_id uuid not null references agency,
  received_at timestamptz(3) not null default clock_timestamp(),
  lng double precision not null,
  lat double precision not null,
  speed double precision,
  course double precision,
  accuracy double precision,
  primary key (unit_id, at)
);
create index unit_fix_age on unit_fix (at);

create table unit_sign_in (
  id uuid primary key,
  unit_id uuid not null references unit on delete cascade,
  owner_id uuid not null references agency,
  person_id uuid references person,
  signed_in_at timestamptz(3) not null,
  signed_out_at timestamptz(3)
);
create unique index unit_sign_in_open on unit_sign_in (unit_id) where signed_out_at is null;
create index unit_sign_in_times on unit_sign_in (unit_id, signed_in_at desc);

create table unit_key (
  unit_id uuid primary key references unit on delete cascade,
  owner_id uuid not null references agency,
  hash bytea not null,
  created_at timestamptz(3) not null default now(),
  created_by uuid
);
${['unit_fix', 'unit_sign_in', 'unit_key'].map(own).join('')}
`;
