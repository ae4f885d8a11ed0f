/** An invitation says which agency invited; sessions are listed by person, newest first. */
export const up = `
alter table invitation add column agency_id uuid references agency;
create unique index credential_provider on credential (provider_id, account_id);
create unique index credential_password on credential (person_id) where provider_id = 'credential';
`;
