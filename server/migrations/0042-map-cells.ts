/**
 * Where a record lies, as one number for the map: the bits of its column and row in a grid of 2^24 × 2^24 of the whole
 * earth in Web Mercator, woven into each other. A tile of any zoom is a range of these numbers, so that a tile is read
 * from an index by scope and number like a page of a list is. Comparing whole numbers is also something PostgreSQL does
 * by an index under row-level security; asking whether a point lies in a box is not.
 */
export const up = `
create function spread_bits(n bigint) returns bigint language sql immutable strict parallel safe as $$
  select (e | (e << 1)) & 6148914691236517205 from (
    select (d | (d << 2)) & 3689348814741910323 as e from (
      select (c | (c << 4)) & 1085102592571150095 as d from (
        select (b | (b << 8)) & 71777214294589695 as c from (
          select (n | (n << 16)) & 281470681808895 as b) b) c) d) e
$$;

create function map_cell(lng float8, lat float8) returns bigint language sql immutable strict parallel safe as $$
  select spread_bits(least(16777215, greatest(0, floor((lng + 180) / 360 * 16777216)))::bigint)
    | (spread_bits(least(16777215, greatest(0, floor(
        (0.5 - ln(tan(pi() / 4 + radians(least(85.0511, greatest(-85.0511, lat))) / 2)) / (2 * pi())) * 16777216
      )))::bigint) << 1)
$$;

alter table place add column cell bigint generated always as (map_cell(lng, lat)) stored;
create index place_cell on place (scope_id, cell) include (withheld, lng, lat) where retired_at is null;
`;
