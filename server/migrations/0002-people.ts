/** Persons, how they sign in (the auth library's tables), and what they may do in each agency (ours). */
export const up = `
create table person (
  id uuid primary key,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  operator boolean not null default false,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index person_email on person (lower(email));

create table membership (
  id uuid primary key,
  person_id uuid not null references person,
  agency_id uuid not null references agency,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (person_id, agency_id)
);
create index membership_agency on membership (agency_id, id);
create trigger membership_periods after update or delete on membership for each row execute function keep_periods('active');

create table role (
  id uuid primary key,
  agency_id uuid not null references agency,
  name text not null,
  permissions text[] not null,
  built_in boolean not null default false,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index role_name on role (agency_id, lower(name));
create trigger role_periods after update or delete on role for each row execute function keep_periods('permissions');

create table membership_role (
  membership_id uuid not null references membership,
  role_id uuid not null references role,
  valid tstzrange not null default tstzrange(now(), null)
);
create unique index membership_role_now on membership_role (membership_id, role_id) where upper_inf(valid);
create index membership_role_role on membership_role (role_id) where upper_inf(valid);

create table session (
  id uuid primary key,
  token text not null unique,
  person_id uuid not null references person on delete cascade,
  membership_id uuid references membership,
  expires_at timestamptz(3) not null,
  ip_address text,
  user_agent text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index session_person on session (person_id);

create table credential (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index credential_person on credential (person_id);

create table verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index verification_identifier on verification (identifier);

create table api_key (
  id uuid primary key,
  membership_id uuid not null references membership,
  name text not null,
  prefix text not null,
  hash bytea not null unique,
  permissions text[] not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);
create index api_key_membership on api_key (membership_id);

-- One-time links: invitations to a person, and the first operator's setup.
create table invitation (
  id uuid primary key,
  purpose text not null check (purpose in ('join', 'setup')),
  person_id uuid references person on delete cascade,
  hash bytea not null unique,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);

-- Failed sign-ins, by account and address, to slow guessing down. Holds a hash of both, never the address itself.
create table sign_in_failure (
  subject text primary key,
  failures integer not null,
  first_at timestamptz(3) not null,
  locked_until timestamptz(3)
);

alter table membership enable row level security, force row level security;
alter table role enable row level security, force row level security;
alter table membership_role enable row level security, force row level security;
alter table api_key enable row level security, force row level security;
create policy everything on membership to current_user, standpipe_system using (true);
create policy everything on role to current_user, standpipe_system using (true);
create policy everything on membership_role to current_user, standpipe_system using (true);
create policy everything on api_key to current_user, standpipe_system using (true);
create policy own_agency on membership to standpipe_viewer
  using (agency_id = current_agency()) with check (agency_id = current_agency());
create policy own_agency on role to standpipe_viewer
  using (agency_id = current_agency()) with check (agency_id = current_agency());
create policy own_agency on membership_role to standpipe_viewer
  using (exists (select from membership m where m.id = membership_id and m.agency_id = current_agency()));
create policy own_agency on api_key to standpipe_viewer
  using (exists (select from membership m where m.id = membership_id and m.agency_id = current_agency()));

grant select, insert, update on person, membership, role, membership_role, api_key, invitation to standpipe_system;
grant select, insert, update, delete on session, credential, verification, sign_in_failure to standpipe_system;
grant select, insert, update on membership, role, membership_role, api_key to standpipe_viewer;
grant select (id, name, email) on person to standpipe_viewer;
`;
