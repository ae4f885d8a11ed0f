/** What places need beyond their table: the facts of what stands at one, and both logs of a transfer. */
export const up = `
-- The facts of everything at a place, whoever made it, for its owner: the stream is told by them what a change of the
-- place did. They never leave the server.
create function records_at_place(wanted uuid) returns table
  (kind text, id uuid, author_id uuid, owner_id uuid, status text, withheld boolean, place_withheld boolean)
language sql stable security definer set search_path = public as $$
  select 'permit', r.id, r.author_id, r.owner_id, r.status, r.withheld, r.place_withheld
    from permit r where r.place_id = wanted and r.owner_id = current_agency()
  union all
  select 'inspection', r.id, r.author_id, r.owner_id, r.status, r.withheld, r.place_withheld
    from inspection r where r.place_id = wanted and r.owner_id = current_agency()
$$;

-- A transfer is written into the logs of both its sides.
create policy transfer_sides on audit_entry for insert to standpipe_viewer with check (
  kind = 'place' and exists (select from place_transfer t where t.place_id = record_id
    and agency_id in (t.from_agency_id, t.to_agency_id)));

create index place_transfer_place on place_transfer (place_id, created_at desc);
`;
