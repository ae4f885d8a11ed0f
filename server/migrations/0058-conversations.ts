/**
 * Conversations. Who is in one is a list of stays: an agency reads what was delivered during its own stays, and sends
 * while one of them lasts. Messages are numbered per conversation, under a lock of the conversation's row.
 */
const guarded = (table: string) => `
alter table ${table} enable row level security, force row level security;
create policy everything on ${table} to current_user, standpipe_system using (true);
grant select, insert, update on ${table} to standpipe_viewer, standpipe_system;`;

export const up = `
create table conversation (
  id uuid primary key,
  started_by uuid not null references agency,
  created_by uuid references person,
  subject text,
  seq bigint not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index conversation_latest on conversation (updated_at desc, id desc);

create table conversation_stay (
  id bigint generated always as identity primary key,
  conversation_id uuid not null references conversation on delete cascade,
  agency_id uuid not null references agency,
  joined_at timestamptz(3) not null default clock_timestamp(),
  left_at timestamptz(3),
  from_seq bigint not null,
  to_seq bigint,
  check ((left_at is null) = (to_seq is null))
);
create unique index conversation_stay_open on conversation_stay (conversation_id, agency_id) where left_at is null;
create index conversation_stay_agency on conversation_stay (agency_id, conversation_id);

create table message (
  id uuid primary key,
  conversation_id uuid not null references conversation on delete cascade,
  seq bigint not null,
  kind text not null check (kind in ('text', 'joined', 'left')),
  agency_id uuid not null references agency,
  person_id uuid references person,
  text text,
  client_id text,
  written_at timestamptz(3),
  sent_at timestamptz(3) not null default clock_timestamp(),
  unique (conversation_id, seq)
);
create unique index message_client on message (conversation_id, agency_id, client_id) where client_id is not null;

-- One row a message and agency that has it: delivery and reading are what such a row says, and nothing else.
create table message_receipt (
  message_id uuid not null references message on delete cascade,
  agency_id uuid not null references agency,
  delivered_at timestamptz(3) not null default clock_timestamp(),
  read_at timestamptz(3),
  primary key (message_id, agency_id)
);
-- How far each user has read.
create table conversation_mark (
  conversation_id uuid not null references conversation on delete cascade,
  membership_id uuid not null references membership,
  seq bigint not null,
  primary key (conversation_id, membership_id)
);

create function is_member(conversation uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from conversation_stay s where s.conversation_id = conversation
    and s.agency_id = current_agency())
$$;
create function is_talking(conversation uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from conversation_stay s where s.conversation_id = conversation
    and s.agency_id = current_agency() and s.left_at is null)
$$;
create function was_delivered(conversation uuid, number bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from conversation_stay s where s.conversation_id = conversation
    and s.agency_id = current_agency() and number > s.from_seq and (s.to_seq is null or number <= s.to_seq))
$$;
create function started_here(conversation uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from conversation c where c.id = conversation and c.started_by = current_agency()
    and c.seq = 0)
$$;
${['conversation', 'conversation_stay', 'message', 'message_receipt', 'conversation_mark'].map(guarded).join('')}
create policy member_reads on conversation for select to standpipe_viewer
  using (is_member(id) or started_by = current_agency());
create policy starts on conversation for insert to standpipe_viewer with check (started_by = current_agency());
create policy talking_counts on conversation for update to standpipe_viewer
  using (is_talking(id)) with check (is_talking(id));
create policy member_reads on conversation_stay for select to standpipe_viewer using (is_member(conversation_id));
create policy talking_adds on conversation_stay for insert to standpipe_viewer
  with check (is_talking(conversation_id) or started_here(conversation_id));
revoke update on conversation_stay, message from standpipe_viewer;
create policy delivered on message for select to standpipe_viewer using (was_delivered(conversation_id, seq));
create policy talking_sends on message for insert to standpipe_viewer
  with check (is_talking(conversation_id) and (kind = 'joined' or agency_id = current_agency()));
create policy member_reads on message_receipt for select to standpipe_viewer
  using (exists (select from message m where m.id = message_id));
create policy own_adds on message_receipt for insert to standpipe_viewer
  with check (agency_id = current_agency() and exists (select from message m where m.id = message_id));
create policy own_changes on message_receipt for update to standpipe_viewer
  using (agency_id = current_agency()) with check (agency_id = current_agency());
create policy own_agency on conversation_mark to standpipe_viewer
  using (exists (select from membership m where m.id = membership_id and m.agency_id = current_agency()))
  with check (exists (select from membership m where m.id = membership_id and m.agency_id = current_agency()));
`;
