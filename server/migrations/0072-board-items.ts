/** What stands on command boards: units, staff positions, benchmarks, PAR and maydays. */
const guarded = (table: string) => `
alter table ${table} enable row level security, force row level security;
create policy everything on ${table} to current_user, standpipe_system using (true);
create policy open_scope on ${table} for select to standpipe_viewer
  using (scope_id in (select unnest(current_scopes('commandBoard'))));
create policy writable_adds on ${table} for insert to standpipe_viewer
  with check (scope_id in (select unnest(current_writable('commandBoard'))));
create policy writable_changes on ${table} for update to standpipe_viewer
  using (scope_id in (select unnest(current_writable('commandBoard'))))
  with check (scope_id in (select unnest(current_writable('commandBoard'))));
grant select, insert, update on ${table} to standpipe_viewer, standpipe_system;`;

const part = `
  board_id uuid not null references command_board on delete cascade,
  scope_id integer not null references scope,`;

export const up = `
create table command_item (
  id uuid primary key,${part}
  kind text not null check (kind in ('unit', 'staff', 'benchmark')),
  label text not null,
  name text,
  crew integer check (crew between 0 and 99),
  division_id uuid references command_division,
  post text check (post in ('staging', 'rehab', 'rit')),
  since timestamptz(3) not null default clock_timestamp(),
  done_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default clock_timestamp(),
  removed_at timestamptz(3),
  check (division_id is null or post is null)
);
create index command_item_board on command_item (board_id, id);
create index command_item_division on command_item (division_id) where division_id is not null;

create table command_par (
  id uuid primary key,${part}
  reason text not null,
  started_at timestamptz(3) not null default clock_timestamp(),
  ended_at timestamptz(3),
  all_par boolean not null default false
);
create index command_par_board on command_par (board_id, id desc);
create unique index command_par_open on command_par (board_id) where ended_at is null;

create table command_par_answer (
  par_id uuid not null references command_par on delete cascade,
  item_id uuid not null references command_item on delete cascade,${part}
  reported integer not null check (reported between 0 and 99),
  at timestamptz(3) not null default clock_timestamp(),
  primary key (par_id, item_id)
);
create index command_par_answer_item on command_par_answer (item_id);
create index command_par_answer_board on command_par_answer (board_id);

create table command_mayday (
  id uuid primary key,${part}
  division_id uuid references command_division,
  agency_id uuid not null references agency,
  unit text,
  name text,
  location text,
  assignment text,
  air text,
  resources text,
  called_at timestamptz(3) not null default clock_timestamp(),
  cleared_at timestamptz(3),
  clear_reason text
);
create index command_mayday_board on command_mayday (board_id, id desc);
${guarded('command_item')}
${guarded('command_par')}
${guarded('command_par_answer')}
${guarded('command_mayday')}
`;
