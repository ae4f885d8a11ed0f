/**
 * Row-level security and counters for any kind of record. A row is changed only in a scope that a writing rule of its
 * kind opens to the acting agency, so that a partner with Can Make Changes passes and nobody else does; and what goes
 * over all kinds reads them from `record_kind`.
 */
const existing = [
  { kind: 'place', table: 'place', own: 'owner', facts: null },
  { kind: 'permit', table: 'permit', own: 'author', facts: '{status,withheld,place_withheld}' },
  { kind: 'inspection', table: 'inspection', own: 'author', facts: '{status,withheld,place_withheld}' },
] as const;

const writes = ({ kind, table, own, facts }: (typeof existing)[number]) => `
insert into record_kind values ('${kind}', '${table}', ${facts ? `'{author_id,${facts.slice(1)}'` : 'null'});
drop policy ${own}_changes on ${table};
create policy writable_changes on ${table} for update to standpipe_viewer
  using (scope_id in (select unnest(current_writable('${kind}'))))
  with check (scope_id in (select unnest(current_writable('${kind}'))));
${
  own === 'author'
    ? `drop policy author_deletes on ${table};
create policy writable_deletes on ${table} for delete to standpipe_viewer
  using (scope_id in (select unnest(current_writable('${kind}'))));`
    : ''
}
`;

export const up = `
-- Every kind and its table. A kind whose records are at places names the columns that rules look at beside the owner.
create table record_kind (kind text primary key, table_name regclass not null, facts_at_place text[]);
grant select on record_kind to standpipe_viewer, standpipe_system;

create function current_writable(kind text) returns integer[] language sql stable as
  $$ select coalesce(nullif(current_setting('standpipe.' || kind || '_writable', true), ''), '{}')::integer[] $$;

-- The scopes that are open to the viewer for any kind.
create function current_scopes() returns integer[] language sql stable as
  $$ select coalesce(array_agg(id), '{}') from record_kind k, unnest(current_scopes(k.kind)) id $$;
${existing.map(writes).join('')}
drop policy open_scope on scope_extent;
create policy open_scope on scope_extent for select to standpipe_viewer
  using (scope_id in (select unnest(current_scopes())));
drop policy open_or_party on record_count;
create policy open_or_party on record_count for select to standpipe_viewer using (
  scope_id in (select unnest(current_scopes()))
  or scope_id in (select id from scope where current_agency() in (author_id, owner_id)));

-- The ids of records in a box, among the scopes that are open to the viewer; null when the box holds so many records of
-- anybody that walking the scopes is quicker.
create or replace function within_box(kind text, scopes integer[], box float8[], most integer) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  corners box := box(point(box[1], box[2]), point(box[3], box[4]));
  open integer[] := array(select unnest(scopes) intersect select unnest(current_scopes(kind)));
  records regclass := (select table_name from record_kind k where k.kind = within_box.kind);
  found_ids uuid[];
  total integer;
begin
  if records is null then raise exception 'no such kind'; end if;
  execute format('with hit as materialized (select id, scope_id from %s where point(lng, lat) <@ $1 limit $2)
    select count(*), array_agg(id) filter (where scope_id = any ($3)) from hit', records)
    into total, found_ids using corners, most, open;
  return case when total < most then coalesce(found_ids, '{}') end;
end $$;

-- The ids of records that hold all of these words, likewise. Words are looked for in a few blocks of the table first.
create or replace function holding_words(kind text, scopes integer[], patterns text[], most integer) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  records regclass := (select table_name from record_kind k where k.kind = holding_words.kind);
  conditions text;
  blocks real;
  rows real;
  sampled integer;
  hit integer;
  found_ids uuid[];
begin
  if records is null then raise exception 'no such kind'; end if;
  select string_agg(format('search like %L', pattern), ' and ') into conditions from unnest(patterns) pattern;
  select relpages, reltuples into blocks, rows from pg_class where oid = records;
  if rows > most then
    execute format('select count(*), count(*) filter (where %s) from %s tablesample system (%s) repeatable (1)',
      conditions, records, least(100, 100 * 24 / greatest(blocks, 1)))
      into sampled, hit;
    if hit * rows > most::real * sampled then return null; end if;
  end if;
  -- The sample may have missed them, so there is an end to it all the same.
  execute format('with hit as materialized (select id, scope_id from %s where %s limit %s)
    select case when count(*) < %s then coalesce(array_agg(id) filter (where scope_id = any ($1)), ''{}'') end from hit',
    records, conditions, 2 * most, 2 * most)
    into found_ids using array(select unnest(scopes) intersect select unnest(current_scopes(kind)));
  return found_ids;
end $$;

-- The facts of everything at a place, whoever made it, for its owner. They never leave the server.
drop function records_at_place(uuid);
create function records_at_place(wanted uuid) returns table (kind text, id uuid, facts jsonb)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  each record_kind;
begin
  for each in select * from record_kind k where k.facts_at_place is not null order by k.kind desc loop
    return query execute format('select %L, r.id, jsonb_build_object(''owner_id'', r.owner_id, %s)
      from %s r where r.place_id = $1 and r.owner_id = current_agency()', each.kind,
      (select string_agg(format('%L, r.%I', name, name), ', ') from unnest(each.facts_at_place) name),
      each.table_name) using wanted;
  end loop;
end $$;

-- A record at a place carries its address line, point and withheld mark; whoever changes the place changes them there.
create or replace function carry_place() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  records regclass;
begin
  for records in select table_name from record_kind where facts_at_place is not null order by kind desc loop
    execute format('update %s set address_line = $1, lng = $2, lat = $3, place_withheld = $4, place_retired = $5
      where place_id = $6', records)
      using new.address_line, new.lng, new.lat, new.withheld, new.retired_at is not null, new.id;
  end loop;
  return null;
end $$;
`;
