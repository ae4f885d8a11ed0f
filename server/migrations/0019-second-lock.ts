/**
 * The second lock, where it stood open: who has records at whose places, how many, and who is linked with whom are
 * rows of agencies like all others; what a partner may do to a sheet's row or to an offer of a place is spelled out;
 * and functions that look past the policies give no more than what they are for.
 */
export const up = `
alter table scope enable row level security, force row level security;
alter table record_count enable row level security, force row level security;
alter table agency_link enable row level security, force row level security;
create policy everything on scope to current_user, standpipe_system using (true);
create policy everything on record_count to current_user, standpipe_system using (true);
create policy everything on agency_link to current_user, standpipe_system using (true);
create policy party on scope for select to standpipe_viewer using (current_agency() in (author_id, owner_id));
create policy party on agency_link for select to standpipe_viewer using (current_agency() in (one, other));

-- Counts are read by scopes that are open to the viewer, and by those that name its agency.
create function counted_scopes() returns integer[] language sql stable as $$
  select current_scopes('place') || current_scopes('permit') || current_scopes('inspection')
    || array(select id from scope where author_id = current_agency() or owner_id = current_agency())
$$;
create policy open_or_party on record_count for select to standpipe_viewer
  using (scope_id = any ((select counted_scopes())::integer[]));

-- Takes agencies and gives the pairs among them that have records, before anything is open to anybody.
create or replace function candidate_scopes(agencies uuid[]) returns table (id integer, author_id uuid, owner_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.author_id, s.owner_id from scope s
  where s.author_id = any (agencies) and s.owner_id = any (agencies)
$$;

-- Called by the loaders it sees every grant; called by a viewer, those of the viewer's own agency.
alter function received_by(uuid) security invoker;

-- What one thing is asked for is what it says: the two permissions of a sheet's row, of a partner on the sheet.
create or replace function anyone_holds(agency uuid, permission text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select permission in ('FD Permits - Read', 'Fire Inspections - Read')
    and exists (select from share_row where sheet = 'user' and grantor_id = current_agency() and partner_id = agency
      and ended_at is null)
    and exists (
      select from membership m
        join membership_role mr on mr.membership_id = m.id and upper_inf(mr.valid)
        join role r on r.id = mr.role_id
      where m.agency_id = agency and m.active and permission = any(r.permissions))
$$;

-- As before, and among the scopes only that are open to the viewer.
create or replace function narrow(kind text, scopes integer[], patterns text[], box float8[], most integer)
returns uuid[] language plpgsql stable security definer set search_path = public, pg_temp as $$
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
    into total, found_ids
    using array(select unnest(scopes) intersect select unnest(current_scopes(kind)));
  return case when total < most then found_ids end;
end $$;

-- A partner reads the row that gives it something, and changes nothing of it.
drop policy parties_lock on share_row;
create policy grantor_changes on share_row for update to standpipe_viewer
  using (grantor_id = current_agency()) with check (grantor_id = current_agency());

-- Only an owner offers a place. An offer that stands is declined by one side or withdrawn by the other; that is all
-- that is written of it outside accept_place_transfer().
drop policy party on place_transfer;
create policy party_reads on place_transfer for select to standpipe_viewer
  using (current_agency() in (from_agency_id, to_agency_id));
create policy owner_offers on place_transfer for insert to standpipe_viewer
  with check (from_agency_id = current_agency() and status = 'offered' and decided_at is null
    and exists (select from place p where p.id = place_id and p.owner_id = current_agency()));
create policy party_decides on place_transfer for update to standpipe_viewer
  using (status = 'offered' and current_agency() in (from_agency_id, to_agency_id))
  with check ((status = 'declined' and to_agency_id = current_agency())
    or (status = 'withdrawn' and from_agency_id = current_agency()));
revoke update on place_transfer from standpipe_viewer;
grant update (status, decided_at) on place_transfer to standpipe_viewer;

-- Anybody may leave a notice with anybody; each agency reads its own.
drop policy own_agency on notice;
create policy own_agency on notice for select to standpipe_viewer using (agency_id = current_agency());
create policy anybody_adds on notice for insert to standpipe_viewer with check (true);
revoke update on notice from standpipe_viewer;
`;
