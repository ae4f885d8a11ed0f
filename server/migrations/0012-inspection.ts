/**
 * Whom an inspection is assigned to is a user of its own agency, and the database knows it. The row also names the
 * person, who never changes for a membership, so that a partner's answer can show the name without reading memberships.
 * And the door of a place can be held: what is made there is made at the place as it stands.
 */
export const up = `
alter table membership add constraint membership_person unique (id, agency_id, person_id);
alter table inspection add column assigned_person uuid;
update inspection i set assigned_person = m.person_id from membership m where m.id = i.assigned_to;
alter table inspection drop constraint inspection_assigned_to_fkey,
  add check ((assigned_to is null) = (assigned_person is null)),
  add constraint inspection_assigned_to_fkey foreign key (assigned_to, author_id, assigned_person)
    references membership (id, agency_id, person_id),
  add check (reinspection_of <> id),
  add check (status in ('scheduled', 'inProgress', 'completed', 'cancelled'));

-- The door that place_door() shows, locked until the transaction ends: nobody withholds, moves or retires the place
-- between the decision to create at it and the new record's commit.
create function hold_place(wanted uuid) returns table
  (owner_id uuid, withheld boolean, address_line text, lng float8, lat float8)
language sql volatile security definer set search_path = public as $$
  select owner_id, withheld, address_line, lng, lat from place where id = wanted and retired_at is null for share
$$;

-- Is one inspection, through however many others, a re-inspection of another?
create function reinspects(later uuid, earlier uuid) returns boolean language sql stable as $$
  with recursive chain as (
    select id, reinspection_of from inspection where id = later
    union select i.id, i.reinspection_of from inspection i join chain c on i.id = c.reinspection_of)
  select exists (select from chain where reinspection_of = earlier)
$$;
`;
