/**
 * Words and boxes are looked up within scopes. The indexes on words and points held everybody's records together, so a
 * search took longer the more records matched that its asker may not see. Now the index on words has the scope in each
 * of its keys, and a box is read from the index on scope and map cell: what other scopes hold is not touched.
 */
export const up = `
-- One number for each three letters in a row, with the scope in front. Two that share a number are told apart later, by
-- the text itself. Letters beside a space are left out: no word that is searched for has one in it.
create function word_keys(scope integer, words text) returns bigint[]
language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct (scope::bigint << 32) | ((ascii(gram)::bigint * 66049
    + ascii(substr(gram, 2)) * 257 + ascii(substr(gram, 3))) & 4294967295)), '{}')
  from (select substr(words, at, 3) as gram from generate_series(1, length(words) - 2) at offset 0) each
  where strpos(gram, ' ') = 0
$$;

-- The texts of a kind that words are looked for in, and which of its rows are listed at all.
alter table record_kind add column texts text[] not null default '{search}', add column listed text not null default 'true';
update record_kind set texts = '{search,doorstep}', listed = 'retired_at is null' where kind = 'place';

alter table permit add column cell bigint generated always as (map_cell(lng, lat)) stored;
create index permit_cell on permit (scope_id, cell) include (withheld, lng, lat);
alter table inspection add column cell bigint generated always as (map_cell(lng, lat)) stored;
create index inspection_cell on inspection (scope_id, cell) include (withheld, lng, lat);

-- Replaces the indexes on words and points of a kind's table. Without fastupdate: entries that wait to be sorted in
-- would be read by every search, whoever wrote them. Statistics of such keys would help no plan.
create function index_in_scopes(wanted text) returns void language plpgsql as $$
declare
  each record_kind;
  words text;
begin
  select * into strict each from record_kind k where k.kind = wanted;
  foreach words in array each.texts loop
    execute format('create index %I on %s using gin (word_keys(scope_id, %I)) with (fastupdate = off) where %s',
      each.table_name || '_' || words || '_words', each.table_name, words, each.listed);
    execute format('alter index %I alter column 1 set statistics 0', each.table_name || '_' || words || '_words');
  end loop;
  execute format('drop index if exists %I, %I', each.table_name || '_search', each.table_name || '_point');
end $$;
select index_in_scopes(kind) from record_kind;

-- Records at a place are found with the scope, too: a place may have many that the asker does not see.
drop index permit_place;
create index permit_place on permit (place_id, scope_id);
drop index inspection_place;
create index inspection_place on inspection (place_id, scope_id);

-- Each scope is looked through by itself (offset 0): the planner would else take what all scopes hold, and then choose.

-- The ids of records that may hold all of these words in a text of theirs, among the scopes that are open to the
-- viewer; null when there are so many that walking the scopes is quicker.
drop function holding_words(text, integer[], text[], integer);
create function holding_words(kind text, words_in text, scopes integer[], words text[], most integer) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  each record_kind;
  found_ids uuid[];
begin
  select * into each from record_kind k where k.kind = holding_words.kind and words_in = any (k.texts);
  if each is null then raise exception 'no such kind or text'; end if;
  execute format('select array_agg(id) from (
      select t.id from unnest($1) open (scope)
        cross join lateral (select array_agg(key) as keys from (select unnest(word_keys(open.scope, lower(word))) as key
          from unnest($2) word limit 24) first) asked
        cross join lateral (select id from %s t where word_keys(t.scope_id, t.%I) @> asked.keys and %s offset 0) t
      limit $3) hit', each.table_name, words_in, each.listed)
    into found_ids using array(select unnest(scopes) intersect select unnest(current_scopes(kind))), words, most;
  return case when coalesce(cardinality(found_ids), 0) < most then coalesce(found_ids, '{}') end;
end $$;

-- The ids of records in a box, likewise. Cells cover the box, as pairs of a first number and one that is past the last.
drop function within_box(text, integer[], float8[], integer);
create function within_box(kind text, scopes integer[], box float8[], cells bigint[], most integer) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  each record_kind;
  found_ids uuid[];
begin
  select * into each from record_kind k where k.kind = within_box.kind;
  if each is null then raise exception 'no such kind'; end if;
  execute format('select array_agg(id) from (
      select t.id from unnest($1) open (scope)
        join scope_extent e on e.kind = $5 and e.scope_id = open.scope
          and e.west <= $2[3] and e.east >= $2[1] and e.south <= $2[4] and e.north >= $2[2]
        cross join generate_series(1, cardinality($3), 2) at
        cross join lateral (select id from %s t where t.scope_id = open.scope and t.cell >= $3[at] and t.cell < $3[at + 1]
          and t.lng between $2[1] and $2[3] and t.lat between $2[2] and $2[4] and %s offset 0) t
      limit $4) hit', each.table_name, each.listed)
    into found_ids using array(select unnest(scopes) intersect select unnest(current_scopes(kind))), box, cells, most, kind;
  return case when coalesce(cardinality(found_ids), 0) < most then coalesce(found_ids, '{}') end;
end $$;
`;
