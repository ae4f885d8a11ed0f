/** What a hydrant says beside its number and status, and its flow tests. */
export const up = `
drop index if exists hydrant_search;
alter table hydrant drop column search;
alter table hydrant
  add column cast_number text,
  add column facility_id text,
  add column find_it text,
  add column status_reason text,
  add column status_since timestamptz(3),
  add column expected_return_on date,
  add column main_size_in double precision,
  add column dead_end_main boolean,
  add column private_main boolean,
  add column shares_sprinkler_supply boolean,
  add column pressure_zone text,
  add column usable_in_winter boolean,
  add column lift_ft double precision,
  add column volume_gal double precision,
  add column turnaround boolean,
  add column outlets jsonb,
  add column rated_on date,
  add column search text generated always as (lower(number collate "default" || ' ' || coalesce(cast_number, '')
    || ' ' || coalesce(facility_id, '') || ' ' || coalesce(address_line, ''))) stored;
alter table hydrant rename column color to painted_color;
create index hydrant_search on hydrant using gin (search gin_trgm_ops);

-- A test is never changed. It goes with its hydrant.
create table hydrant_test (
  id uuid primary key,
  hydrant_id uuid not null references hydrant on delete cascade,
  agency_id uuid not null references agency,
  by_agency uuid not null references agency,
  by_person uuid,
  created_at timestamptz(3) not null default now(),
  tested_on date not null,
  static_psi double precision not null,
  residual_psi double precision not null,
  outlets jsonb not null,
  flow_gpm double precision not null,
  rated_flow_gpm double precision not null,
  target_psi double precision not null
);
create index hydrant_test_newest on hydrant_test (hydrant_id, tested_on desc, id desc);
alter table hydrant_test enable row level security, force row level security;
create policy everything on hydrant_test to current_user, standpipe_system using (true);
create policy with_hydrant on hydrant_test for select to standpipe_viewer
  using (exists (select from hydrant h where h.id = hydrant_id));
create policy writer_adds on hydrant_test for insert to standpipe_viewer
  with check (by_agency = current_agency() and is_writable('hydrant', hydrant_id, agency_id));
grant select, insert on hydrant_test to standpipe_viewer;
grant select on hydrant_test to standpipe_system;
`;
