import { recordTable } from '../src/db/record-table.ts';

/**
 * Community Connect profiles: one per place, its owner's. Sensitive fields are encrypted by the server with a key of the
 * row's own, so that deleting the row deletes the key; `recorded` names those that have a value.
 */
export const up = `
${recordTable({
  kind: 'communityConnect',
  table: 'community_profile',
  atPlace: true,
  columns: `
  status text not null default 'active',
  type text not null default 'residence',
  name text,
  confirmed_on text,
  sections jsonb not null default '{}',
  home_only jsonb not null default '[]',
  recorded jsonb not null default '[]',
  sealed bytea,
  sealed_key bytea,
  key_id text`,
  search: `coalesce(address_line, '') || ' ' || coalesce(name, '')`,
  status: 'status',
})}
create unique index community_profile_one on community_profile (place_id);
create index community_profile_confirmed on community_profile (scope_id, confirmed_on, id);
create index community_profile_confirmed_desc on community_profile (scope_id, confirmed_on desc nulls last, id desc);

-- A partner's reveal goes into the log of the agency whose profile it read.
create function is_open_of(profile uuid, agency uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from community_profile t where t.id = profile and t.owner_id = agency
    and t.scope_id = any (current_scopes('communityConnect')))
$$;
create policy partner_reveals on audit_entry for insert to standpipe_viewer
  with check (kind = 'communityConnect' and action = 'reveal' and is_open_of(record_id, agency_id));
`;
