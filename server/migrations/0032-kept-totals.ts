/**
 * An exact total is kept from one read to the next, and holds as long as no counter it was summed from has changed. A
 * counter's differences are rows, so that they tell so themselves once each says which transaction left it. See
 * src/db/totals.ts. Folding changes no sum: it takes what every kept total has in it, and leaves rows of no transaction.
 */
export const up = `
alter table record_count add column tx xid8;
alter table record_count alter column tx set default pg_current_xact_id();
create index record_count_tx on record_count (tx) where tx is not null;

drop function fold_counts();
create function fold_counts(seen pg_snapshot) returns void language sql security definer set search_path = public as $$
  with old as materialized (
    select ctid as at, kind, scope_id from record_count where tx is null or tx < pg_snapshot_xmin(seen)),
  folded as (delete from record_count where ctid in (
      select c.ctid from record_count c where c.ctid in (select at from old where (kind, scope_id) in (
        select kind, scope_id from old group by 1, 2 having count(*) > 64 limit 200))
      for update skip locked) returning *)
  insert into record_count (kind, scope_id, status, withheld, place_withheld, n, tx)
    select kind, scope_id, status, withheld, place_withheld, sum(n), null from folded
    group by 1, 2, 3, 4, 5 having sum(n) <> 0
$$;
`;
