/** What happened: the change log, partners' views, the stream of changes, notices, and idempotency keys. */
export const up = `
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null default clock_timestamp(),
  agency_id uuid,
  person_id uuid,
  credential text,
  action text not null,
  kind text not null,
  record_id uuid,
  before jsonb,
  after jsonb,
  way text,
  request_id text
);
create index audit_entry_agency on audit_entry (agency_id, id desc);
create index audit_entry_record on audit_entry (kind, record_id, id desc);

create table view_entry (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null default clock_timestamp(),
  agency_id uuid not null,
  viewer_agency_id uuid not null,
  viewer_person_id uuid,
  kind text not null,
  ids uuid[] not null,
  way text,
  filter jsonb
);
create index view_entry_agency on view_entry (agency_id, id desc);

-- The stream of changes. Readers go by (tx, id) behind the oldest running transaction, never by id alone: numbers
-- are drawn in another order than transactions commit.
create table change_event (
  id bigint generated always as identity primary key,
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz(3) not null default now(),
  type text not null check (type in ('record', 'access')),
  kind text,
  record_id uuid,
  before jsonb,
  after jsonb,
  agencies uuid[] not null default '{}'
);
create index change_event_order on change_event (tx, id);
create table change_reader (name text primary key, tx xid8 not null, id bigint not null);
insert into change_reader values ('notices', '0', -1);

create table notice (
  id uuid primary key,
  agency_id uuid not null references agency,
  needs text[] not null,
  topic text not null,
  about_agency_id uuid references agency,
  kind text,
  record_id uuid,
  text text not null,
  count integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index notice_agency on notice (agency_id, updated_at desc, id desc);
create table notice_read (
  notice_id uuid not null references notice on delete cascade,
  membership_id uuid not null references membership,
  read_at timestamptz(3) not null default now(),
  primary key (notice_id, membership_id)
);

create table idempotency_key (
  credential text not null,
  method text not null,
  path text not null,
  key text not null,
  body_hash bytea not null,
  status integer not null,
  record_id uuid,
  created_at timestamptz(3) not null default now(),
  primary key (credential, method, path, key)
);
create index idempotency_key_age on idempotency_key (created_at);

alter table audit_entry enable row level security, force row level security;
alter table view_entry enable row level security, force row level security;
alter table notice enable row level security, force row level security;
alter table notice_read enable row level security, force row level security;
create policy everything on audit_entry to current_user, standpipe_system using (true);
create policy everything on view_entry to current_user, standpipe_system using (true);
create policy everything on notice to current_user, standpipe_system using (true);
create policy everything on notice_read to current_user, standpipe_system using (true);
create policy own_agency on audit_entry to standpipe_viewer
  using (agency_id = current_agency()) with check (agency_id = current_agency());
create policy own_agency on view_entry for select to standpipe_viewer using (agency_id = current_agency());
create policy viewer_writes on view_entry for insert to standpipe_viewer
  with check (viewer_agency_id = current_agency());
create policy own_agency on notice to standpipe_viewer using (agency_id = current_agency()) with check (true);
create policy own_agency on notice_read to standpipe_viewer
  using (exists (select from membership m where m.id = membership_id and m.agency_id = current_agency()));

grant select, insert on audit_entry, view_entry to standpipe_viewer, standpipe_system;
grant insert on change_event to standpipe_viewer;
grant select, insert, delete on change_event to standpipe_system;
grant select, insert, update on change_reader to standpipe_system;
grant select, insert, update on notice to standpipe_viewer;
grant select, insert, update, delete on notice to standpipe_system;
grant select, insert on notice_read to standpipe_viewer;
grant select, insert, delete on notice_read to standpipe_system;
grant select, insert, update, delete on idempotency_key to standpipe_viewer, standpipe_system;
`;
