/** Who holds a permit, who to contact about it, and its fee; and lists by the day that permits expire. */
export const up = `
alter table permit
  add column holder text,
  add column contact_name text,
  add column contact_phone text,
  add column contact_email text,
  add column fee_cents integer check (fee_cents >= 0);
create index permit_expiring on permit (scope_id, expires_on, id);
create index permit_expiring_desc on permit (scope_id, expires_on desc nulls last, id desc);
`;
