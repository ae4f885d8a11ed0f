/** A new address for one's account, confirmed by a link sent there; when a user signed in for an agency last. */
export const up = `
alter table invitation add column email text;
alter table invitation drop constraint invitation_purpose_check;
alter table invitation add constraint invitation_purpose_check check (purpose in ('join', 'setup', 'email'));
alter table membership add column last_sign_in_at timestamptz(3);
`;
