/**
 * Numbers of transactions order what happened, within one life of the cluster. After a crash, and where another server
 * takes over, those that were lost with commits nobody waited for are given out again, so that what a server has kept
 * would take a later change for one that it has seen. PostgreSQL empties an unlogged table whenever that can be; the row
 * in this one names the life. See src/db/life.ts and docs/adr/0010-kept-sights.md.
 */
export const up = `
create unlogged table cluster_life (
  id uuid not null default gen_random_uuid(),
  one boolean primary key default true check (one)
);
insert into cluster_life default values;
grant select on cluster_life to standpipe_viewer, standpipe_system;
grant insert on cluster_life to standpipe_system;

-- Fails when what was read in an earlier snapshot may be otherwise in this one.
drop function hold_sight(pg_snapshot, timestamptz);
create function hold_sight(seen pg_snapshot, until timestamptz, life uuid) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if clock_timestamp() >= until or not exists (select from cluster_life where id = life) or exists (
    select from sight_change where tx >= pg_snapshot_xmin(seen) and not pg_visible_in_snapshot(tx, seen))
  then
    raise exception 'what was kept of this viewer no longer holds' using errcode = 'SP001';
  end if;
end $$;

revoke execute on function fold_counts(pg_snapshot) from public;
grant execute on function fold_counts(pg_snapshot) to standpipe_system;
`;
