/**
 * What the screens need: whom partners are told to ask, photos of inspections, lists kept as a user likes them, when
 * each partner last looked, and which migrations the operator's console may name.
 */
export const up = `
alter table agency add column contact_name text, add column contact_phone text, add column contact_email text;

-- Images are compressed already; the database need not try again.
create table inspection_photo (
  id uuid primary key,
  inspection_id uuid not null references inspection on delete cascade,
  agency_id uuid not null references agency,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  width integer not null,
  height integer not null,
  preview bytea not null,
  full_size bytea not null
);
alter table inspection_photo alter column preview set storage external, alter column full_size set storage external;
create index inspection_photo_inspection on inspection_photo (inspection_id, id);
alter table inspection_photo enable row level security, force row level security;
create policy everything on inspection_photo to current_user, standpipe_system using (true);
-- A photo is seen by whom its inspection is open to; only the inspection's author adds and deletes.
create policy with_inspection on inspection_photo for select to standpipe_viewer
  using (exists (select from inspection i where i.id = inspection_id));
create policy author_adds on inspection_photo for insert to standpipe_viewer with check (agency_id = current_agency()
  and exists (select from inspection i where i.id = inspection_id and i.author_id = current_agency()));
create policy author_deletes on inspection_photo for delete to standpipe_viewer using (agency_id = current_agency());
grant select, insert, delete on inspection_photo to standpipe_viewer;
grant select on inspection_photo to standpipe_system;

create table saved_view (
  id uuid primary key,
  membership_id uuid not null references membership,
  list text not null check (list in ('places', 'permits', 'inspections')),
  name text not null,
  query text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index saved_view_name on saved_view (membership_id, list, lower(name));
alter table saved_view enable row level security, force row level security;
create policy everything on saved_view to current_user, standpipe_system using (true);
create policy own_agency on saved_view to standpipe_viewer
  using (exists (select from membership m where m.id = membership_id and m.agency_id = current_agency()));
grant select, insert, update, delete on saved_view to standpipe_viewer;

create index view_entry_viewer on view_entry (agency_id, viewer_agency_id, kind, at desc);

grant select on schema_migration to standpipe_system;
`;
