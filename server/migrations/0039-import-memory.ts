/**
 * What files said of records before, so that the next edition of a file changes only what it tells anew: handwork is not
 * undone, and what was deleted here does not come back. How a file is written, and what a person should look at.
 */
export const up = `
create table import_memory (
  agency_id uuid not null references agency,
  kind text not null check (kind in ('place', 'permit', 'inspection')),
  external_id text not null,
  said jsonb not null,
  updated_at timestamptz(3) not null default now(),
  primary key (agency_id, kind, external_id)
);
alter table import_memory enable row level security, force row level security;
create policy everything on import_memory to current_user, standpipe_system using (true);
create policy own_agency on import_memory to standpipe_viewer
  using (agency_id = current_agency()) with check (agency_id = current_agency());
grant select, insert, update on import_memory to standpipe_viewer, standpipe_system;

alter table import_job
  add column reading jsonb not null default '{}',
  add column notes jsonb not null default '[]',
  add column warnings jsonb not null default '[]',
  add column places_joined integer not null default 0;
`;
