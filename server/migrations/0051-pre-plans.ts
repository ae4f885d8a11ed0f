import { recordTable } from '../src/db/record-table.ts';

/**
 * Pre-plans: one per place, its owner's. The row says what a partner may read once it is published; changes that wait
 * stand beside it, a draft of the owner's and suggestions of partners, each with what the fields said when they were
 * written. Both follow the plan to the next owner of its place.
 */
export const up = `
${recordTable({
  kind: 'prePlan',
  table: 'pre_plan',
  atPlace: true,
  columns: `
  status text not null default 'draft',
  published_at timestamptz(3),
  sections jsonb not null default '{}',
  review_due_on text generated always as (sections #>> '{maintenance,reviewDueOn}') stored`,
  search: `coalesce(address_line, '') || ' ' || coalesce(sections #>> '{identity,name}', '')
    || ' ' || coalesce(sections #>> '{identity,use}', '')`,
  status: 'status',
})}
create unique index pre_plan_one on pre_plan (place_id);
create unique index pre_plan_owned on pre_plan (id, owner_id);
create index pre_plan_status on pre_plan (scope_id, status, created_at desc, id desc)
  include (withheld, place_withheld);
create index pre_plan_due on pre_plan (scope_id, review_due_on, id);
create index pre_plan_due_desc on pre_plan (scope_id, review_due_on desc nulls last, id desc);
create index pre_plan_published on pre_plan (scope_id, published_at, id);
create index pre_plan_published_desc on pre_plan (scope_id, published_at desc nulls last, id desc);

-- Its version goes on counting where a draft is discarded: then it has no status and no changes.
create table pre_plan_draft (
  pre_plan_id uuid primary key,
  owner_id uuid not null,
  version integer not null,
  status text,
  changes jsonb not null,
  base jsonb not null,
  updated_at timestamptz(3) not null default now(),
  foreign key (pre_plan_id, owner_id) references pre_plan (id, owner_id) on update cascade on delete cascade
);
create index pre_plan_draft_waiting on pre_plan_draft (owner_id, status);
alter table pre_plan_draft enable row level security, force row level security;
create policy everything on pre_plan_draft to current_user, standpipe_system using (true);
create policy own_agency on pre_plan_draft to standpipe_viewer
  using (owner_id = current_agency()) with check (owner_id = current_agency());
grant select, insert, update, delete on pre_plan_draft to standpipe_viewer, standpipe_system;

create table pre_plan_suggestion (
  id uuid primary key,
  pre_plan_id uuid not null,
  owner_id uuid not null,
  by_agency uuid not null references agency,
  by_person uuid,
  created_at timestamptz(3) not null default now(),
  changes jsonb not null,
  base jsonb not null,
  status text not null default 'pending',
  decided_at timestamptz(3),
  decided_by uuid,
  reason text,
  foreign key (pre_plan_id, owner_id) references pre_plan (id, owner_id) on update cascade on delete cascade
);
create index pre_plan_suggestion_of on pre_plan_suggestion (pre_plan_id, id desc);
create index pre_plan_suggestion_waiting on pre_plan_suggestion (owner_id, id desc) where status = 'pending';
alter table pre_plan_suggestion enable row level security, force row level security;
create policy everything on pre_plan_suggestion to current_user, standpipe_system using (true);
create policy owner_and_writer on pre_plan_suggestion for select to standpipe_viewer
  using (current_agency() in (owner_id, by_agency));
create policy writer_adds on pre_plan_suggestion for insert to standpipe_viewer
  with check (by_agency = current_agency() and status = 'pending' and is_writable('prePlan', pre_plan_id, owner_id));
create policy owner_decides on pre_plan_suggestion for update to standpipe_viewer
  using (owner_id = current_agency() and status = 'pending') with check (owner_id = current_agency());
grant select, insert on pre_plan_suggestion to standpipe_viewer, standpipe_system;
grant update (status, decided_at, decided_by, reason) on pre_plan_suggestion to standpipe_viewer, standpipe_system;

-- Which lists there are is for the contract to say.
alter table saved_view drop constraint if exists saved_view_list_check;

-- Does a partner's edit of a pre-plan publish at once, or wait as a suggestion?
alter table agency add column partner_pre_plan_edits text not null default 'publish'
  check (partner_pre_plan_edits in ('publish', 'suggest'));
`;
