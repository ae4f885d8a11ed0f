/** Files that users bring in: the bytes themselves, how they are read, how far they have come, and the rows left out. */
export const up = `
create table import_job (
  id uuid primary key,
  agency_id uuid not null references agency,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  kind text not null check (kind in ('place', 'permit', 'inspection')),
  uploaded boolean not null default false,
  uploaded_by uuid not null,
  file_name text not null,
  file_format text not null default 'csv' check (file_format in ('csv', 'geojson')),
  file_size bigint not null default 0,
  kept_until timestamptz(3) not null,
  columns jsonb not null default '[]',
  sample jsonb not null default '[]',
  preset text,
  mapping jsonb not null default '{"fields": [], "key": []}',
  status text not null default 'ready' check (status in ('ready', 'running', 'stopped', 'done', 'failed')),
  dry_run boolean not null default false,
  reason text,
  started_by uuid,
  membership_id uuid references membership,
  credential text,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  -- How much of the file is settled, in units of work: one row, or the rows of one group.
  units integer not null default 0,
  rows_total integer,
  rows_read integer not null default 0,
  created integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  rejected integer not null default 0,
  places_created integer not null default 0,
  -- Partners whose places earlier batches of this run came to.
  relied uuid[] not null default '{}',
  -- The server at work on it; when the time has run out another may take it over.
  lease uuid,
  leased_until timestamptz(3),
  unique (id, agency_id),
  check (status <> 'running' or (membership_id is not null and started_at is not null))
);
create index import_job_agency on import_job (agency_id, created_at desc, id desc) where uploaded;
create index import_job_running on import_job (leased_until) where status = 'running';
create index import_job_kept on import_job (kept_until);

create table import_chunk (
  import_id uuid not null,
  agency_id uuid not null,
  seq integer not null,
  bytes bytea not null,
  primary key (import_id, seq),
  foreign key (import_id, agency_id) references import_job (id, agency_id) on delete cascade
);
alter table import_chunk alter column bytes set storage external;

create table import_rejection (
  id bigint generated always as identity primary key,
  import_id uuid not null,
  agency_id uuid not null,
  line integer not null,
  reason text not null,
  cells jsonb not null,
  rest text,
  foreign key (import_id, agency_id) references import_job (id, agency_id) on delete cascade
);
create index import_rejection_line on import_rejection (import_id, line, id);

alter table import_job enable row level security, force row level security;
alter table import_chunk enable row level security, force row level security;
alter table import_rejection enable row level security, force row level security;
create policy everything on import_job to current_user, standpipe_system using (true);
create policy everything on import_chunk to current_user, standpipe_system using (true);
create policy everything on import_rejection to current_user, standpipe_system using (true);
create policy own_agency on import_job to standpipe_viewer
  using (agency_id = current_agency()) with check (agency_id = current_agency());
create policy own_agency on import_chunk to standpipe_viewer
  using (agency_id = current_agency()) with check (agency_id = current_agency());
create policy own_agency on import_rejection to standpipe_viewer
  using (agency_id = current_agency()) with check (agency_id = current_agency());
grant select, insert, update, delete on import_job, import_chunk, import_rejection
  to standpipe_viewer, standpipe_system;

-- Which of these numbers and source's ids records of the acting agency have already, the dark ones included: a number
-- stays taken, and a record that is out of sight is not made a second time.
create function own_keys(kind text, numbers text[], external_ids text[]) returns table (number text, external_id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.number, r.external_id from permit r where kind = 'permit' and r.author_id = current_agency()
    and (r.number = any (numbers) or r.external_id = any (external_ids))
  union all
  select r.number, r.external_id from inspection r where kind = 'inspection' and r.author_id = current_agency()
    and (r.number = any (numbers) or r.external_id = any (external_ids))
$$;
`;
