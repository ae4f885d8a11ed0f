/**
 * A chain whose next seal cannot be written, because somebody put one there or one of its entries has a seal already,
 * holds up itself and no other: it is noted in audit_stalled, its entries go on waiting, and it is tried again every
 * minute.
 */
export const up = `
create table audit_stalled (
  chain uuid primary key,
  since timestamptz(3) not null,
  tried timestamptz(3) not null,
  reason text not null
);
grant select on audit_stalled to standpipe_system;

-- The marks with these places: each gets its number and its hash. Under the lock of seal_entries, and with its rights.
create function seal_places(places bigint[], moment timestamptz) returns void language plpgsql as $$
declare
  each record;
  head audit_chain;
begin
  for each in
    with taken as (
      delete from audit_queue where place = any (places) returning place, log, entry_id, chain)
    select t.*, case when e.id is not null then change_bytes(e) when v.id is not null then view_bytes(v) end as bytes
    from taken t
      left join audit_entry e on t.log = 'change' and e.id = t.entry_id
      left join view_entry v on t.log = 'view' and v.id = t.entry_id
    order by t.chain, t.place
  loop
    if head.chain is distinct from each.chain then
      perform move_head(head);
      select * into head from audit_chain where chain = each.chain;
      if not found then
        head.chain := each.chain;
        head.entries := 0;
        head.hash := decode(repeat('00', 32), 'hex');
      end if;
    end if;
    head.entries := head.entries + 1;
    head.at := moment;
    -- An entry that is gone before it was sealed leaves its number, and who verifies finds it missing.
    head.hash := sha256(head.hash || convert_to(seal_part('standpipe audit 1') || seal_part(head.chain::text)
      || seal_part(head.entries::text) || seal_part(each.log) || seal_part(each.entry_id::text)
      || seal_part(extract(epoch from moment)::text), 'UTF8') || coalesce(each.bytes, ''));
    insert into audit_seal values (head.chain, head.entries, each.log, each.entry_id, moment, head.hash);
  end loop;
  perform move_head(head);
end $$;

-- Seals at most so many entries, unless somebody else is at it; answers how many it took on. The lock is taken before
-- the heads are read and held until they are committed; where it were not, the primary key of seals lets no chain fork.
create or replace function seal_entries(most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part record;
  places bigint[];
  moment timestamptz(3) := clock_timestamp();
begin
  if not pg_try_advisory_xact_lock(7310002) then return 0; end if;
  places := array(
    select place from audit_queue q
    where not exists (select from audit_stalled s where s.chain = q.chain and s.tried > moment - interval '1 minute')
    order by place limit most);
  if cardinality(places) = 0 then return 0; end if;
  begin
    perform seal_places(places, moment);
    delete from audit_stalled where tried <= moment - interval '1 minute';
    return cardinality(places);
  exception when integrity_constraint_violation or data_exception then null;
  end;
  -- Some chain among them is broken: each for itself.
  for part in
    select chain, array_agg(place) as places from audit_queue where place = any (places) group by chain
  loop
    begin
      perform seal_places(part.places, moment);
      delete from audit_stalled where chain = part.chain;
    exception when integrity_constraint_violation or data_exception then
      insert into audit_stalled values (part.chain, moment, moment, sqlerrm)
        on conflict (chain) do update set tried = excluded.tried, reason = excluded.reason;
    end;
  end loop;
  return cardinality(places);
end $$;
`;
