import { recordTable } from '../src/db/record-table.ts';

/**
 * Command boards. A board's row says who holds command, at which epoch; every write compares the epoch under a lock of
 * that row. `command_hold` remembers who held command at each epoch, and divisions who held them from one to another.
 */
const guarded = (table: string, changes: 'changes' | 'adds' = 'changes') => `
alter table ${table} enable row level security, force row level security;
create policy everything on ${table} to current_user, standpipe_system using (true);
create policy open_scope on ${table} for select to standpipe_viewer
  using (scope_id in (select unnest(current_scopes('commandBoard'))));
grant select, insert, update on ${table} to standpipe_viewer, standpipe_system;${
  changes === 'changes'
    ? `
create policy writable_adds on ${table} for insert to standpipe_viewer
  with check (scope_id in (select unnest(current_writable('commandBoard'))));
create policy writable_changes on ${table} for update to standpipe_viewer
  using (scope_id in (select unnest(current_writable('commandBoard'))))
  with check (scope_id in (select unnest(current_writable('commandBoard'))));`
    : ''
}`;

const part = `
  board_id uuid not null references command_board on delete cascade,
  scope_id integer not null references scope,`;

export const up = `
${recordTable({
  kind: 'commandBoard',
  table: 'command_board',
  pointless: true,
  columns: `
  incident_name text not null collate "C",
  type text,
  lng double precision,
  lat double precision,
  status text not null default 'open' check (status in ('open', 'ended')),
  holder_id uuid not null references agency,
  holder_person uuid references person,
  held_since timestamptz(3) not null default clock_timestamp(),
  epoch bigint not null default 1,
  seq bigint not null default 0,
  ended_at timestamptz(3)`,
  search: `incident_name collate "default" || ' ' || coalesce(type, '')`,
  status: 'status',
})}
create index command_board_named on command_board (scope_id, incident_name, id);
create index command_board_away on command_board (holder_id) where status = 'open' and holder_id <> owner_id;

create table command_hold (${part}
  epoch bigint not null,
  agency_id uuid not null references agency,
  person_id uuid references person,
  primary key (board_id, epoch)
);

create table command_division (
  id uuid primary key,${part}
  name text not null,
  kind text not null,
  agency_id uuid references agency,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index command_division_board on command_division (board_id, id);
create index command_division_agency on command_division (agency_id) where agency_id is not null;

create table command_division_hold (
  division_id uuid not null references command_division on delete cascade,${part}
  agency_id uuid not null references agency,
  from_epoch bigint not null,
  to_epoch bigint
);
create index command_division_hold_board on command_division_hold (board_id, agency_id);

create table command_entry (
  id uuid primary key,${part}
  seq bigint not null,
  kind text not null,
  text text not null,
  epoch bigint not null,
  division_id uuid references command_division,
  agency_id uuid not null references agency,
  person_id uuid references person,
  client_id text,
  at timestamptz(3) not null,
  received_at timestamptz(3) not null default clock_timestamp(),
  late boolean not null default false,
  unique (board_id, seq)
);
create unique index command_entry_client on command_entry (board_id, agency_id, client_id) where client_id is not null;

create table command_transfer (
  id uuid primary key,${part}
  kind text not null check (kind in ('assume', 'ask', 'offer', 'takeBack', 'returned')),
  status text not null check (status in ('pending', 'accepted', 'declined', 'cancelled', 'lapsed')),
  from_agency uuid not null references agency,
  from_person uuid references person,
  to_agency uuid not null references agency,
  to_user uuid,
  reason text,
  epoch bigint not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  decided_at timestamptz(3)
);
create index command_transfer_board on command_transfer (board_id, created_at desc, id desc);

-- The next number of a board's log, for whoever sees the board: what a deposed device adds late is numbered too.
create function next_entry(board uuid) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  update command_board set seq = seq + 1 where id = board
    and scope_id in (select unnest(current_scopes('commandBoard'))) returning seq
$$;
${guarded('command_hold')}
${guarded('command_division')}
${guarded('command_division_hold')}
${guarded('command_transfer')}
${guarded('command_entry', 'adds')}
revoke update on command_entry, command_hold from standpipe_viewer;
create policy own_adds on command_entry for insert to standpipe_viewer
  with check (agency_id = current_agency() and scope_id in (select unnest(current_scopes('commandBoard'))));
`;
