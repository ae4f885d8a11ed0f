/**
 * Photos and PDFs of pre-plans. Whoever reads the plan reads them; they follow it to the next owner of its place. The
 * owner's users and partners who may change the plan add them; the owner alone deletes them.
 */
export const up = `
create table pre_plan_attachment (
  id uuid primary key,
  pre_plan_id uuid not null,
  owner_id uuid not null,
  by_agency uuid not null references agency,
  created_by uuid,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  type text not null check (type in ('image/jpeg', 'application/pdf')),
  category text not null default 'photo',
  caption text not null default '',
  side text,
  floor text,
  position integer not null default 0,
  width integer not null,
  height integer not null,
  pages integer not null,
  size integer not null,
  preview bytea not null,
  original bytea not null,
  foreign key (pre_plan_id, owner_id) references pre_plan (id, owner_id) on update cascade on delete cascade
);
-- Images are compressed already; the database need not try again.
alter table pre_plan_attachment alter column preview set storage external, alter column original set storage external;
create index pre_plan_attachment_of on pre_plan_attachment (pre_plan_id, position, id);
create index pre_plan_attachment_by on pre_plan_attachment (by_agency);
alter table pre_plan_attachment enable row level security, force row level security;
create policy everything on pre_plan_attachment to current_user, standpipe_system using (true);
create policy with_plan on pre_plan_attachment for select to standpipe_viewer
  using (exists (select from pre_plan p where p.id = pre_plan_id));
create policy writers_add on pre_plan_attachment for insert to standpipe_viewer
  with check (by_agency = current_agency() and is_writable('prePlan', pre_plan_id, owner_id));
create policy writers_change on pre_plan_attachment for update to standpipe_viewer
  using (current_agency() in (owner_id, by_agency) and is_writable('prePlan', pre_plan_id, owner_id))
  with check (current_agency() in (owner_id, by_agency));
create policy owner_deletes on pre_plan_attachment for delete to standpipe_viewer
  using (owner_id = current_agency());
grant select, insert, delete on pre_plan_attachment to standpipe_viewer;
grant update (category, caption, side, floor, position, version, updated_at) on pre_plan_attachment
  to standpipe_viewer;
grant select on pre_plan_attachment to standpipe_system;
`;
