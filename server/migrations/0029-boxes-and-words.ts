/**
 * Boxes and common words. A list asked for a box leaves out scopes whose records all lie elsewhere, and reads where a
 * record lies from the index it walks. A word's own index is asked only when a small sample says that few records hold
 * the word; to find out by collecting them took longer than the page.
 */
const kinds = ['place', 'permit', 'inspection'] as const;

const extent = (kind: (typeof kinds)[number]) => `
create function extend_${kind}() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into scope_extent
    select '${kind}', scope_id, min(lng), min(lat), max(lng), max(lat) from after a
    where not exists (select from scope_extent e where e.kind = '${kind}' and e.scope_id = a.scope_id
      and a.lng between e.west and e.east and a.lat between e.south and e.north)
    group by scope_id order by scope_id
  on conflict (kind, scope_id) do update set
    west = least(scope_extent.west, excluded.west), south = least(scope_extent.south, excluded.south),
    east = greatest(scope_extent.east, excluded.east), north = greatest(scope_extent.north, excluded.north);
  return null;
end $$;
create trigger ${kind}_extends_new after insert on ${kind} referencing new table as after
  for each statement execute function extend_${kind}();
create trigger ${kind}_extends_changed after update on ${kind} referencing new table as after
  for each statement execute function extend_${kind}();
insert into scope_extent
  select '${kind}', scope_id, min(lng), min(lat), max(lng), max(lat) from ${kind} group by scope_id;
`;

export const up = `
-- A box that holds every record of a scope. It grows with them and does not shrink.
create table scope_extent (
  kind text not null,
  scope_id integer not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  primary key (kind, scope_id)
);
alter table scope_extent enable row level security, force row level security;
create policy everything on scope_extent to current_user, standpipe_system using (true);
create policy open_scope on scope_extent for select to standpipe_viewer
  using (scope_id in (select unnest(
    current_scopes('place') || current_scopes('permit') || current_scopes('inspection'))));
grant select on scope_extent to standpipe_viewer, standpipe_system;
${kinds.map(extent).join('')}
drop index place_created;
create index place_created on place (scope_id, created_at desc, id desc) include (withheld, lng, lat)
  where retired_at is null;
drop index permit_created;
create index permit_created on permit (scope_id, created_at desc, id desc) include (withheld, place_withheld, lng, lat);
drop index inspection_created;
create index inspection_created on inspection (scope_id, created_at desc, id desc)
  include (withheld, place_withheld, lng, lat);

-- The ids of records in a box, among the scopes that are open to the viewer; null when the box holds so many records of
-- anybody that walking the scopes is quicker.
create function within_box(kind text, scopes integer[], box float8[], most integer) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  corners box := box(point(box[1], box[2]), point(box[3], box[4]));
  open integer[] := array(select unnest(scopes) intersect select unnest(current_scopes(kind)));
  found_ids uuid[];
  total integer;
begin
  case kind
${kinds
  .map(
    (kind) => `    when '${kind}' then
      with hit as materialized (select id, scope_id from ${kind} where point(lng, lat) <@ corners limit most)
        select count(*), array_agg(id) filter (where scope_id = any (open)) into total, found_ids from hit;`,
  )
  .join('\n')}
  end case;
  return case when total < most then coalesce(found_ids, '{}') end;
end $$;

-- The ids of records that hold all of these words, likewise. Words are looked for in a few blocks of the table first.
drop function narrow(text, integer[], text[], float8[], integer);
create function holding_words(kind text, scopes integer[], patterns text[], most integer) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  conditions text;
  blocks real;
  records real;
  sampled integer;
  hit integer;
  found_ids uuid[];
begin
  if kind not in ('place', 'permit', 'inspection') then raise exception 'no such kind'; end if;
  select string_agg(format('search like %L', pattern), ' and ') into conditions from unnest(patterns) pattern;
  select relpages, reltuples into blocks, records from pg_class where oid = kind::regclass;
  if records > most then
    execute format('select count(*), count(*) filter (where %s) from %I tablesample system (%s) repeatable (1)',
      conditions, kind, least(100, 100 * 24 / greatest(blocks, 1)))
      into sampled, hit;
    if hit * records > most::real * sampled then return null; end if;
  end if;
  -- The sample may have missed them, so there is an end to it all the same.
  execute format('with hit as materialized (select id, scope_id from %I where %s limit %s)
    select case when count(*) < %s then coalesce(array_agg(id) filter (where scope_id = any ($1)), ''{}'') end from hit',
    kind, conditions, 2 * most, 2 * most)
    into found_ids using array(select unnest(scopes) intersect select unnest(current_scopes(kind)));
  return found_ids;
end $$;
`;
