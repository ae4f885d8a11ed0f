/** Places, permits and inspections; the scopes they fall in; counts per scope. */
const counted = (table: string, columns: string) => `
create function count_${table}() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' then
    insert into record_count select '${table}', ${columns}, -count(*) from before group by 2, 3, 4, 5;
  end if;
  if tg_op <> 'DELETE' then
    insert into record_count select '${table}', ${columns}, count(*) from after group by 2, 3, 4, 5;
  end if;
  return null;
end $$;
create trigger ${table}_counted_insert after insert on ${table} referencing new table as after
  for each statement execute function count_${table}();
create trigger ${table}_counted_update after update on ${table} referencing old table as before new table as after
  for each statement execute function count_${table}();
create trigger ${table}_counted_delete after delete on ${table} referencing old table as before
  for each statement execute function count_${table}();
`;

/** What permits and inspections have in common: their own copy of the door, and the two parties. */
const atPlace = `
  id uuid primary key,
  author_id uuid not null references agency,
  owner_id uuid not null references agency,
  place_id uuid not null,
  scope_id integer not null references scope,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  created_by uuid,
  withheld boolean not null default false,
  place_withheld boolean not null default false,
  place_retired boolean not null default false,
  address_line text not null collate "C",
  lng double precision not null,
  lat double precision not null,
  number text not null collate "C",
  type text not null,
  notes text,
  external_id text,
  foreign key (place_id, owner_id) references place (id, owner_id) on update cascade`;

const lists = (table: string, nullable: string) => `
create unique index ${table}_number on ${table} (author_id, number);
create unique index ${table}_external on ${table} (author_id, external_id) where external_id is not null;
create index ${table}_place on ${table} (place_id, type);
create index ${table}_created on ${table} (scope_id, created_at desc, id desc) include (withheld, place_withheld);
create index ${table}_updated on ${table} (scope_id, updated_at desc, id desc);
create index ${table}_numbered on ${table} (scope_id, number, id);
create index ${table}_addressed on ${table} (scope_id, address_line, id);
create index ${table}_dated on ${table} (scope_id, ${nullable}, id);
create index ${table}_dated_desc on ${table} (scope_id, ${nullable} desc nulls last, id desc);
create index ${table}_status on ${table} (scope_id, status, created_at desc, id desc);
create index ${table}_point on ${table} using gist (point(lng, lat));
create index ${table}_search on ${table} using gin (search gin_trgm_ops);
create trigger ${table}_scope before insert or update of author_id, owner_id on ${table} for each row
  execute function set_scope();
create trigger ${table}_periods after update or delete on ${table} for each row
  execute function keep_periods('status', 'withheld', 'owner_id', 'place_withheld');
alter table ${table} enable row level security, force row level security;
create policy everything on ${table} to current_user, standpipe_system using (true);
create policy open_scope on ${table} for select to standpipe_viewer
  using (scope_id = any ((select current_scopes('${table}'))::integer[]));
create policy author_adds on ${table} for insert to standpipe_viewer with check (author_id = current_agency());
create policy author_changes on ${table} for update to standpipe_viewer
  using (author_id = current_agency()) with check (author_id = current_agency());
create policy author_deletes on ${table} for delete to standpipe_viewer using (author_id = current_agency());
grant select, insert, update, delete on ${table} to standpipe_viewer, standpipe_system;
`;

export const up = `
create table scope (
  id integer generated always as identity primary key,
  author_id uuid not null references agency,
  owner_id uuid not null references agency,
  unique (author_id, owner_id)
);
create index scope_owner on scope (owner_id, author_id) include (id);

create function scope_of(author uuid, owner uuid) returns integer
language plpgsql security definer set search_path = public as $$
declare found_id integer;
begin
  select id into found_id from scope where author_id = author and owner_id = owner;
  if found_id is null then
    insert into scope (author_id, owner_id) values (author, owner)
      on conflict (author_id, owner_id) do update set owner_id = excluded.owner_id returning id into found_id;
  end if;
  return found_id;
end $$;
create function set_scope() returns trigger language plpgsql as $$
begin
  new.scope_id := scope_of(new.author_id, new.owner_id);
  return new;
end $$;
create function set_place_scope() returns trigger language plpgsql as $$
begin
  new.scope_id := scope_of(new.owner_id, new.owner_id);
  return new;
end $$;

-- How many records a scope holds, by what row conditions look at. Each statement adds its differences as new rows, so
-- writers never wait for each other; fold_counts() sums them up now and then. A count is the sum.
create table record_count (
  kind text not null,
  scope_id integer not null,
  status text not null,
  withheld boolean not null,
  place_withheld boolean not null,
  n bigint not null
);
create index record_count_scope on record_count (kind, scope_id) include (status, withheld, place_withheld, n);
create function fold_counts() returns void language sql security definer set search_path = public as $$
  with folded as (delete from record_count where ctid in (
      select c.ctid from record_count c
      where (c.kind, c.scope_id) in (select kind, scope_id from record_count group by 1, 2 having count(*) > 64 limit 200)
      for update skip locked) returning *)
  insert into record_count select kind, scope_id, status, withheld, place_withheld, sum(n) from folded
    group by 1, 2, 3, 4, 5 having sum(n) <> 0
$$;

create table place (
  id uuid primary key,
  owner_id uuid not null references agency,
  scope_id integer not null references scope,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  created_by uuid,
  withheld boolean not null default false,
  retired_at timestamptz(3),
  address_line text not null collate "C",
  unit text,
  city text not null,
  state text not null,
  zip text,
  lng double precision not null,
  lat double precision not null,
  name text,
  occupancy_type text,
  construction_type text,
  stories integer,
  year_built integer,
  floor_area_sq_ft integer,
  notes text,
  external_id text,
  search text generated always as (lower(address_line collate "default" || ' ' || coalesce(unit, '') || ' ' || city || ' ' || coalesce(zip, '')
    || ' ' || coalesce(name, '') || ' ' || coalesce(occupancy_type, ''))) stored,
  doorstep text generated always as (lower(address_line collate "default" || ' ' || coalesce(occupancy_type, ''))) stored,
  unique (id, owner_id)
);
create unique index place_external on place (owner_id, external_id) where external_id is not null;
create index place_created on place (scope_id, created_at desc, id desc) where retired_at is null;
create index place_updated on place (scope_id, updated_at desc, id desc) where retired_at is null;
create index place_addressed on place (scope_id, address_line, id) where retired_at is null;
create index place_point on place using gist (point(lng, lat));
create index place_search on place using gin (search gin_trgm_ops);
create trigger place_scope before insert or update of owner_id on place for each row execute function set_place_scope();
create trigger place_periods after update or delete on place for each row
  execute function keep_periods('owner_id', 'withheld', 'retired_at');
alter table place enable row level security, force row level security;
create policy everything on place to current_user, standpipe_system using (true);
create policy open_scope on place for select to standpipe_viewer
  using (scope_id = any ((select current_scopes('place'))::integer[]));
create policy owner_adds on place for insert to standpipe_viewer with check (owner_id = current_agency());
create policy owner_changes on place for update to standpipe_viewer
  using (owner_id = current_agency()) with check (owner_id = current_agency());
grant select, insert, update on place to standpipe_viewer, standpipe_system;

create table permit (${atPlace},
  class text not null,
  status text not null,
  description text,
  issued_on date,
  expires_on date,
  edition text,
  section text,
  search text generated always as (lower(number collate "default" || ' ' || type || ' ' || coalesce(description, '') || ' ' || address_line)) stored
);
create table inspection (${atPlace},
  status text not null,
  scheduled_for timestamptz(3),
  scheduled_all_day boolean not null default false,
  started_at timestamptz(3),
  completed_at timestamptz(3),
  assigned_to uuid references membership,
  checklist jsonb not null default '[]',
  violations jsonb not null default '[]',
  reinspection_of uuid references inspection on delete set null,
  reopened_reason text,
  search text generated always as (lower(number collate "default" || ' ' || type || ' ' || address_line)) stored
);
${lists('permit', 'issued_on')}
${lists('inspection', 'scheduled_for')}
create index inspection_assigned on inspection (assigned_to, scheduled_for) where assigned_to is not null;
create index inspection_reinspection on inspection (reinspection_of) where reinspection_of is not null;
${counted('permit', 'scope_id, status, withheld, place_withheld')}
${counted('inspection', 'scope_id, status, withheld, place_withheld')}
${counted('place', "scope_id, case when retired_at is null then 'current' else 'retired' end, withheld, false")}

-- A record carries its place's door; whoever changes the place changes it there.
create function carry_place() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update permit set address_line = new.address_line, lng = new.lng, lat = new.lat,
    place_withheld = new.withheld, place_retired = new.retired_at is not null where place_id = new.id;
  update inspection set address_line = new.address_line, lng = new.lng, lat = new.lat,
    place_withheld = new.withheld, place_retired = new.retired_at is not null where place_id = new.id;
  return null;
end $$;
create trigger place_carried after update on place for each row
  when (row(old.address_line, old.lng, old.lat, old.withheld, old.retired_at)
    is distinct from row(new.address_line, new.lng, new.lat, new.withheld, new.retired_at))
  execute function carry_place();

create table place_transfer (
  id uuid primary key,
  place_id uuid not null references place,
  from_agency_id uuid not null references agency,
  to_agency_id uuid not null references agency,
  status text not null default 'offered' check (status in ('offered', 'accepted', 'declined', 'withdrawn')),
  address_line text not null,
  created_at timestamptz(3) not null default now(),
  decided_at timestamptz(3),
  check (from_agency_id <> to_agency_id)
);
create unique index place_transfer_open on place_transfer (place_id) where status = 'offered';
create index place_transfer_to on place_transfer (to_agency_id, created_at desc);
create index place_transfer_from on place_transfer (from_agency_id, created_at desc);
alter table place_transfer enable row level security, force row level security;
create policy everything on place_transfer to current_user, standpipe_system using (true);
create policy party on place_transfer to standpipe_viewer
  using (current_agency() in (from_agency_id, to_agency_id))
  with check (current_agency() in (from_agency_id, to_agency_id));
grant select, insert, update on place_transfer to standpipe_viewer;

-- The one write that changes an owner: only the agency that the place was offered to, only while the offer stands.
create function accept_place_transfer(transfer uuid) returns void
language plpgsql security definer set search_path = public as $$
declare offer place_transfer;
begin
  update place_transfer set status = 'accepted', decided_at = now()
    where id = transfer and to_agency_id = current_agency() and status = 'offered' returning * into offer;
  if offer.id is null then raise exception 'no such offer' using errcode = 'no_data_found'; end if;
  update place set owner_id = offer.to_agency_id, version = version + 1, updated_at = now(), external_id = null
    where id = offer.place_id and owner_id = offer.from_agency_id and retired_at is null;
  if not found then raise exception 'the place is no longer there to hand over' using errcode = 'no_data_found'; end if;
end $$;

create table number_series (
  agency_id uuid not null references agency,
  kind text not null,
  year integer not null,
  last integer not null,
  primary key (agency_id, kind, year)
);
alter table number_series enable row level security, force row level security;
create policy everything on number_series to current_user, standpipe_system using (true);
create policy own_agency on number_series to standpipe_viewer
  using (agency_id = current_agency()) with check (agency_id = current_agency());
grant select, insert, update on number_series to standpipe_viewer, standpipe_system;

grant select on scope to standpipe_viewer, standpipe_system;
grant select on record_count to standpipe_viewer, standpipe_system;
`;
