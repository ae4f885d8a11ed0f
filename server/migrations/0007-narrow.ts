/**
 * Finds ids by words or by a box through the indexes that row-level security would switch off. It takes scopes and
 * gives back ids in those scopes only; the rows are then read under the policy. Null: too many to go by.
 */
export const up = `
create function narrow(kind text, scopes integer[], patterns text[], box float8[], most integer) returns uuid[]
language plpgsql stable security definer set search_path = public as $$
declare
  conditions text := 'true';
  pattern text;
  found_ids uuid[];
  total integer;
begin
  if kind not in ('place', 'permit', 'inspection') then raise exception 'no such kind'; end if;
  foreach pattern in array patterns loop
    conditions := conditions || format(' and search like %L', pattern);
  end loop;
  if box is not null then
    conditions := conditions || format(' and point(lng, lat) <@ box(point(%L, %L), point(%L, %L))',
      box[1], box[2], box[3], box[4]);
  end if;
  execute format('with hit as materialized (select id, scope_id from %I where %s limit %s)
    select (select count(*) from hit), array(select id from hit where scope_id = any ($1))', kind, conditions, most)
    into total, found_ids using scopes;
  return case when total < most then found_ids end;
end $$;

-- What the rules for creating at a place look at, whoever asks; the caller decides before a word of it leaves.
create function place_door(wanted uuid) returns table
  (owner_id uuid, withheld boolean, address_line text, lng float8, lat float8)
language sql stable security definer set search_path = public as $$
  select owner_id, withheld, address_line, lng, lat from place where id = wanted and retired_at is null
$$;

-- Is a number of the agency's series used already, by a record that went dark included?
create function number_taken(kind text, agency uuid, wanted text) returns boolean
language sql stable security definer set search_path = public as $$
  select case kind
    when 'permit' then exists (select from permit where author_id = agency and number = wanted)
    else exists (select from inspection where author_id = agency and number = wanted) end
    and agency = current_agency()
$$;
`;
