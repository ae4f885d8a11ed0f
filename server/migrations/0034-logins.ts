/**
 * Signing in is apart from being a user of an agency. A person is what one agency entered of one user. A login is what
 * somebody signs in with: one that an agency handed out opens that agency's membership only; one of somebody's own has
 * a proven address and opens the memberships that they accepted with it. See docs/adr/0011-logins.md.
 */
export const viewer = (source: string) => `
  select jsonb_build_object(
    'person', jsonb_build_object('id', coalesce(p.id, l.person_id, l.id), 'name', coalesce(p.name, o.name, l.name),
      'email', case when l.id is null or l.membership_id is not null then p.email else l.email end,
      'operator', coalesce(o.operator, false)),
    'login', case when l.id is not null then
      jsonb_build_object('id', l.id, 'own', l.membership_id is null, 'proven', l.email_verified) end,
    'credential', c.credential,
    'membershipId', c.membership_id,
    'active', coalesce(m.active and a.active and m.accepted_at is not null and m.approval_until is null
      and (c.session is null or session_opens(c.session, m)), false),
    'agency', case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name, 'color', a.color,
      'kind', a.kind, 'state', a.state, 'countyFips', a.county_fips, 'timeZone', a.time_zone,
      'clientDataSharing', a.client_data_sharing, 'userDataSharing', a.user_data_sharing) end,
    'permissions', (select coalesce(jsonb_agg(distinct each), '[]') from membership_role mr
      join role r on r.id = mr.role_id cross join unnest(r.permissions) each
      where mr.membership_id = m.id and upper_inf(mr.valid) and (c.subset is null or each = any (c.subset))),
    'received', received_by(a.id))
  from (${source}) c
    left join login l on l.id = (c.session).login_id
    left join person o on o.id = l.person_id
    left join membership m on m.id = c.membership_id
    left join person p on p.id = m.person_id
    left join agency a on a.id = m.agency_id`;

export const up = `
create table login (
  id uuid primary key,
  -- Of somebody's own: their address. Of one that an agency handed out: a name that nobody can type, for the address is
  -- whatever the agency has entered.
  email text not null,
  name text not null,
  -- By a mail, that is: by nothing that an agency or an operator could have entered.
  email_verified boolean not null default false,
  image text,
  membership_id uuid unique references membership,
  -- Who an operator is where they act for no agency.
  person_id uuid unique references person,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  check (membership_id is null or (not email_verified and person_id is null))
);
create unique index login_email on login (lower(email));

alter table membership
  add column login_id uuid references login,
  add column accepted_at timestamptz(3),
  add column invited_until timestamptz(3),
  add column approval_until timestamptz(3);
create index membership_login on membership (login_id);

alter table person add column agency_id uuid references agency;

-- Who is a user of several agencies, or an operator beside, becomes one person for each; the row that logs name stays.
alter table inspection drop constraint inspection_assigned_to_fkey;
create temporary table split on commit drop as
  select m.id as membership_id, m.agency_id, gen_random_uuid() as person_id, p.name, p.email
  from membership m join person p on p.id = m.person_id
  where p.operator or (select count(*) from membership o where o.person_id = p.id) > 1;
create temporary table first_membership on commit drop as
  select distinct on (person_id) person_id, id as membership_id from membership order by person_id, id;
drop index person_email;
insert into person (id, name, email) select person_id, name, email from split;
update membership m set person_id = s.person_id from split s where s.membership_id = m.id;
update inspection i set assigned_person = m.person_id from membership m
  where m.id = i.assigned_to and i.assigned_person <> m.person_id;
alter table inspection add constraint inspection_assigned_to_fkey foreign key (assigned_to, author_id, assigned_person)
  references membership (id, agency_id, person_id);
update person p set agency_id = m.agency_id from membership m where m.person_id = p.id;
create index person_email on person (lower(email));
create unique index person_of_agency on person (agency_id, lower(email));
create unique index membership_of_person on membership (person_id);

-- A password from before opens the agency that made its person, for that is who may have chosen it.
insert into login (id, email, name, membership_id)
  select p.id, p.id || '@agency.invalid', p.name, f.membership_id
  from person p join credential c on c.person_id = p.id and c.password is not null
    join first_membership f on f.person_id = p.id where not p.operator;
insert into login (id, email, name, person_id) select id, lower(email), name, id from person where operator;
delete from session;
delete from verification;
delete from credential c where not exists (select from login l where l.id = c.person_id);
update membership m set accepted_at = m.created_at where exists (select from login l where l.membership_id = m.id);
update api_key k set revoked_at = now() from membership m
  where m.id = k.membership_id and m.accepted_at is null and k.revoked_at is null;

drop trigger sights_change on session;
alter table session drop column person_id;
alter table session add column login_id uuid not null references login on delete cascade,
  add column also uuid[] not null default '{}';
create index session_login on session (login_id);
create index session_membership on session (membership_id);
alter table credential rename column person_id to login_id;
alter table credential drop constraint credential_person_id_fkey;
alter table credential add constraint credential_login_id_fkey foreign key (login_id) references login on delete cascade;

alter table invitation add column membership_id uuid references membership,
  add column login_id uuid references login on delete cascade;
update invitation i set membership_id = m.id from membership m join person p on p.id = m.person_id
  where i.purpose = 'join' and m.agency_id = i.agency_id
    and (m.person_id = i.person_id or lower(p.email) = (select lower(email) from person where id = i.person_id));
update invitation set expires_at = now() where used_at is null and expires_at > now()
  and (purpose = 'email' or (purpose = 'join' and membership_id is null));
update membership m set invited_until = i.expires_at from invitation i
  where i.membership_id = m.id and i.used_at is null and i.expires_at > now() and m.accepted_at is null;
alter table invitation drop column person_id, drop column agency_id;
alter table invitation drop constraint invitation_purpose_check;
alter table invitation add constraint invitation_purpose_check
  check (purpose in ('join', 'prove', 'setup', 'email', 'reset'));
create index invitation_membership on invitation (membership_id);
create index invitation_email on invitation (email) where email is not null;

-- Sessions end by the database's clock: whoever writes one says how long it lasts, by whatever clock.
create function session_by_our_clock() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.updated_at is not distinct from old.updated_at then return new; end if;
  new.expires_at := now() + (new.expires_at - new.updated_at);
  new.updated_at := now();
  if tg_op = 'INSERT' then new.created_at := now(); end if;
  return new;
end $$;
create trigger session_clock before insert or update of expires_at on session
  for each row execute function session_by_our_clock();

-- The one place that says what a session may act for.
create function session_opens(s session, m membership) returns boolean language sql stable as $$
  select coalesce(m.login_id = s.login_id, false)
    or exists (select from login l where l.membership_id = m.id and (l.id = s.login_id or l.id = any (s.also)))
$$;
create or replace function viewer_of_session(session_token text) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$${viewer(`
  select 'session:' || s.id as credential, s as session, s.membership_id, null::text[] as subset
  from session s where s.token = session_token and s.expires_at > now()`)}$$;
create or replace function viewer_of_key(key_hash bytea) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$${viewer(`
  select 'key:' || k.id as credential, null::session as session, k.membership_id, k.permissions as subset
  from api_key k where k.hash = key_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`)}$$;

drop trigger sights_change on membership;
create trigger sights_change
  after insert or update of person_id, agency_id, active, login_id, accepted_at, approval_until or delete on membership
  for each row execute function sights_change();
create trigger sights_change after update of token, login_id, also, membership_id, expires_at or delete on session
  for each row execute function sights_change();
create trigger sights_change after update or delete on login for each row execute function sights_change();
create trigger sights_emptied after truncate on login for each statement execute function sights_change();

grant select, insert, update, delete on login to standpipe_system;
grant delete on invitation to standpipe_system;
`;
