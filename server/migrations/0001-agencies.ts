/** Agencies, the counties they serve, operator's links, and the periods of everything that decides who sees what. */
export const up = `
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create table agency (
  id uuid primary key,
  name text not null,
  kind text not null default 'fireDepartment',
  state text not null,
  county_fips text not null,
  neris_id text,
  fdid text,
  time_zone text not null default 'America/New_York',
  color text not null,
  active boolean not null default true,
  client_data_sharing boolean not null default false,
  user_data_sharing boolean not null default false,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index agency_registry on agency (state, fdid) where fdid is not null;
create index agency_name on agency (lower(name), id);
create index agency_name_search on agency using gin (lower(name) gin_trgm_ops);

-- Facts that rules hang on keep their periods: a row here is a value that has ended; the value in force stands in
-- its own table. "Who could see this on 3 May" reads both.
create table fact_period (
  kind text not null,
  subject_id uuid not null,
  fact text not null,
  value jsonb not null,
  valid tstzrange not null
);
create index fact_period_subject on fact_period (kind, subject_id, fact, valid);

create function keep_periods() returns trigger language plpgsql security definer set search_path = public as $$
declare
  before jsonb := to_jsonb(old);
  after jsonb := case when tg_op = 'DELETE' then '{}'::jsonb else to_jsonb(new) end;
  each text;
  since timestamptz(3);
begin
  foreach each in array tg_argv loop
    if before -> each is distinct from after -> each then
      select max(upper(valid)) into since from fact_period p
        where p.kind = tg_table_name and p.subject_id = old.id and p.fact = each;
      insert into fact_period values (tg_table_name, old.id, each, before -> each,
        tstzrange(least(coalesce(since, (before ->> 'created_at')::timestamptz), now()), now()));
    end if;
  end loop;
  return null;
end $$;

create trigger agency_periods after update or delete on agency for each row
  execute function keep_periods('active', 'client_data_sharing', 'user_data_sharing');

create table agency_county (
  agency_id uuid not null references agency,
  fips text not null,
  home boolean not null default false,
  valid tstzrange not null default tstzrange(now(), null)
);
create unique index agency_county_now on agency_county (agency_id, fips) where upper_inf(valid);
create index agency_county_fips on agency_county (fips, agency_id) where upper_inf(valid);

create table agency_link (
  id uuid primary key,
  one uuid not null references agency,
  other uuid not null references agency,
  valid tstzrange not null default tstzrange(now(), null),
  created_at timestamptz(3) not null default now(),
  check (one < other)
);
create unique index agency_link_now on agency_link (one, other) where upper_inf(valid);
create index agency_link_other on agency_link (other) where upper_inf(valid);

-- Why two agencies stand on each other's Client sheet: by county first, else by an operator's link; null: not at all.
create function listed_because(a uuid, b uuid) returns text language sql stable as $$
  select case
    when a = b then null
    when exists (select from agency_county x join agency_county y using (fips)
      where x.agency_id = a and y.agency_id = b and upper_inf(x.valid) and upper_inf(y.valid)) then 'same_county'
    when exists (select from agency_link
      where one = least(a, b) and other = greatest(a, b) and upper_inf(valid)) then 'linked'
  end
$$;

create function current_agency() returns uuid language sql stable as
  $$ select nullif(current_setting('standpipe.agency', true), '')::uuid $$;
create function current_scopes(kind text) returns integer[] language sql stable as
  $$ select coalesce(nullif(current_setting('standpipe.' || kind || '_scopes', true), ''), '{}')::integer[] $$;

create table setting (name text primary key, value text not null);

grant select on agency, agency_county, agency_link to standpipe_viewer, standpipe_system;
grant insert, update on agency to standpipe_system;
grant insert, update on agency_county, agency_link to standpipe_system;
grant select on fact_period to standpipe_system;
grant select, insert, update on setting to standpipe_system;
`;
