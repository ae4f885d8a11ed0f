/** For which expiration date the agency was reminded of a permit; only the hub reads and writes it. */
export const up = `
create table permit_reminder (
  permit_id uuid primary key references permit on delete cascade,
  expires_on date not null,
  reminded_at timestamptz(3) not null default now()
);
grant select, insert, update on permit_reminder to standpipe_system;
create index permit_issued_expiring on permit (expires_on) where status = 'issued';
`;
