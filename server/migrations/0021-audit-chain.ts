/**
 * The chain over both logs: every committed entry gets a number and a hash that rests on the one before it, one chain
 * for each agency and one of the server's own. See docs/adr/0007-audit-chain.md; src/audit/chain/canonical.ts spells
 * out the same bytes a second time, so that who verifies need not trust these functions.
 */
const server = '00000000-0000-0000-0000-000000000000';

export const up = `
-- Entries that are committed and not sealed yet. Places are drawn while the writer commits, and so in that order.
create table audit_queue (
  place bigint generated always as identity primary key,
  log text not null,
  entry_id bigint not null,
  chain uuid not null,
  at timestamptz(3) not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

create table audit_seal (
  chain uuid not null,
  seq bigint not null,
  log text not null check (log in ('change', 'view')),
  entry_id bigint not null,
  at timestamptz(3) not null,
  hash bytea not null,
  primary key (chain, seq)
);
create unique index audit_seal_entry on audit_seal (entry_id, log);

-- Where each chain ends.
create table audit_chain (chain uuid primary key, entries bigint not null, hash bytea not null, at timestamptz(3) not null);

create function queue_entry() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit_queue (log, entry_id, chain) values (tg_argv[0], new.id, coalesce(new.agency_id, '${server}'));
  return null;
end $$;
create constraint trigger seal_change after insert on audit_entry
  deferrable initially deferred for each row execute function queue_entry('change');
create constraint trigger seal_view after insert on view_entry
  deferrable initially deferred for each row execute function queue_entry('view');

-- One value among others: nothing can be moved from one into the next without changing the whole.
create function seal_part(value text) returns text language sql immutable as $$
  select coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-') || e'\\n'
$$;
create function change_bytes(e audit_entry) returns bytea language sql stable as $$
  select convert_to(seal_part(e.id::text) || seal_part(extract(epoch from e.at)::text) || seal_part(e.agency_id::text)
    || seal_part(e.person_id::text) || seal_part(e.credential) || seal_part(e.action) || seal_part(e.kind)
    || seal_part(e.record_id::text) || seal_part(e.before::text) || seal_part(e.after::text) || seal_part(e.way)
    || seal_part(e.request_id), 'UTF8')
$$;
create function view_bytes(v view_entry) returns bytea language sql stable as $$
  select convert_to(seal_part(v.id::text) || seal_part(extract(epoch from v.at)::text) || seal_part(v.agency_id::text)
    || seal_part(v.viewer_agency_id::text) || seal_part(v.viewer_person_id::text) || seal_part(v.kind)
    || seal_part(v.ids::text) || seal_part(v.way) || seal_part(v.filter::text), 'UTF8')
$$;

-- Seals at most so many entries, unless somebody else is at it; answers how many. The lock is taken before the heads
-- are read and held until they are committed; where it were not, the primary key of seals lets no chain fork.
create function seal_entries(most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  each record;
  head audit_chain;
  sealed integer := 0;
  moment timestamptz(3) := clock_timestamp();
begin
  if not pg_try_advisory_xact_lock(7310002) then return 0; end if;
  for each in
    with taken as (
      delete from audit_queue where place in (select place from audit_queue order by place limit most)
      returning place, log, entry_id, chain)
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
    sealed := sealed + 1;
  end loop;
  perform move_head(head);
  return sealed;
end $$;
create function move_head(head audit_chain) returns void language sql as $$
  insert into audit_chain select head.chain, head.entries, head.hash, head.at where head.chain is not null
  on conflict (chain) do update set entries = excluded.entries, hash = excluded.hash, at = excluded.at
$$;

alter table audit_seal enable row level security, force row level security;
alter table audit_chain enable row level security, force row level security;
create policy everything on audit_seal to current_user, standpipe_system using (true);
create policy everything on audit_chain to current_user, standpipe_system using (true);
create policy own_agency on audit_seal for select to standpipe_viewer using (chain = current_agency());
create policy own_agency on audit_chain for select to standpipe_viewer using (chain = current_agency());
grant select on audit_seal, audit_chain to standpipe_viewer, standpipe_system;
grant select on audit_queue to standpipe_system;

-- The application adds entries; their number and time are the database's.
revoke insert on audit_entry, view_entry from standpipe_viewer, standpipe_system;
grant insert (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id)
  on audit_entry to standpipe_viewer, standpipe_system;
grant insert (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter)
  on view_entry to standpipe_viewer, standpipe_system;

-- What was written before there was a chain is sealed first, oldest first.
insert into audit_queue (log, entry_id, chain)
  select log, id, chain from (
    select 'change' as log, id, coalesce(agency_id, '${server}') as chain, at from audit_entry
    union all select 'view', id, agency_id, at from view_entry) old
  order by at, log, id;
`;
