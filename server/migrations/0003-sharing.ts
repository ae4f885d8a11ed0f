/** The two sharing sheets and their grants. Grant rows are closed, never updated; the open row in force counts. */
export const up = `
create table share_row (
  id uuid primary key,
  sheet text not null check (sheet in ('client', 'user')),
  grantor_id uuid not null references agency,
  partner_id uuid not null references agency,
  version integer not null default 1,
  starts_at timestamptz(3),
  ends_at timestamptz(3),
  ended_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  check (grantor_id <> partner_id)
);
create unique index share_row_now on share_row (sheet, grantor_id, partner_id) where ended_at is null;
create index share_row_partner on share_row (partner_id, grantor_id) where ended_at is null;
create index share_row_dates on share_row (starts_at, ends_at) where ended_at is null;
create trigger share_row_periods after update or delete on share_row for each row
  execute function keep_periods('starts_at', 'ends_at', 'ended_at');

create table share_grant (
  id uuid primary key,
  row_id uuid not null references share_row,
  grantor_id uuid not null references agency,
  partner_id uuid not null references agency,
  module text not null,
  level text not null,
  valid tstzrange not null default tstzrange(now(), null),
  area polygon,
  origin text not null default 'sheet',
  set_by uuid
);
create unique index share_grant_now on share_grant (row_id, module) where upper_inf(valid);
create index share_grant_history on share_grant (grantor_id, partner_id, module, valid);

-- The User sheet is saved as one table and has one version.
create table share_sheet (
  agency_id uuid primary key references agency,
  version integer not null
);

-- Every open row with why it is not in force; an empty list means that its levels count.
-- This is the one place where rules.md *Effective level* is spelled.
create view share_state with (security_invoker = true) as
select r.id, r.sheet, r.grantor_id, r.partner_id, r.version, r.starts_at, r.ends_at,
  array_remove(array[
    case when not case r.sheet when 'client' then g.client_data_sharing else g.user_data_sharing end
      then 'grantorFeatureOff' end,
    case when not case r.sheet when 'client' then p.client_data_sharing else p.user_data_sharing end
      then 'partnerFeatureOff' end,
    case when r.sheet = 'client' and listed_because(r.grantor_id, r.partner_id) is null then 'notListed' end,
    case when r.starts_at > now() then 'notStarted' end,
    case when r.ends_at <= now() then 'ended' end,
    case when not g.active then 'grantorDeactivated' end,
    case when not p.active then 'partnerDeactivated' end
  ], null) as paused
from share_row r join agency g on g.id = r.grantor_id join agency p on p.id = r.partner_id
where r.ended_at is null;

-- Grants that count now: one row a grantor, partner and sheet, with levels by module.
create view share_in_force with (security_invoker = true) as
select s.sheet, s.grantor_id, s.partner_id, jsonb_object_agg(g.module, g.level) as levels
from share_state s join share_grant g on g.row_id = s.id and upper_inf(g.valid)
where s.paused = '{}'
group by s.sheet, s.grantor_id, s.partner_id;

-- Does anyone at an agency hold a permission? (the one thing a sheet's row says of a partner's users)
create function anyone_holds(agency uuid, permission text) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (
    select from membership m
      join membership_role mr on mr.membership_id = m.id and upper_inf(mr.valid)
      join role r on r.id = mr.role_id
    where m.agency_id = agency and m.active and permission = any(r.permissions))
$$;

alter table share_row enable row level security, force row level security;
alter table share_grant enable row level security, force row level security;
alter table share_sheet enable row level security, force row level security;
create policy everything on share_row to current_user, standpipe_system using (true);
create policy everything on share_grant to current_user, standpipe_system using (true);
create policy everything on share_sheet to current_user, standpipe_system using (true);
create policy party_reads on share_row for select to standpipe_viewer
  using (current_agency() in (grantor_id, partner_id));
create policy grantor_adds on share_row for insert to standpipe_viewer with check (grantor_id = current_agency());
create policy parties_lock on share_row for update to standpipe_viewer
  using (current_agency() in (grantor_id, partner_id)) with check (grantor_id = current_agency());
create policy party_reads on share_grant for select to standpipe_viewer
  using (current_agency() in (grantor_id, partner_id));
create policy grantor_adds on share_grant for insert to standpipe_viewer with check (grantor_id = current_agency());
create policy grantor_closes on share_grant for update to standpipe_viewer
  using (grantor_id = current_agency()) with check (grantor_id = current_agency());
create policy own_agency on share_sheet to standpipe_viewer
  using (agency_id = current_agency()) with check (agency_id = current_agency());

grant select, insert, update on share_row, share_grant, share_sheet to standpipe_viewer, standpipe_system;
grant select on share_state, share_in_force to standpipe_viewer, standpipe_system;
`;
