import { sightOf } from './0028-kept-sights.ts';
import { viewer } from './0034-logins.ts';

/**
 * A link key is a key that stands in the path of an address: it opens the GIS interface there, and nothing else opens
 * by it; no other key opens anything in a path.
 */
const keyed = (link: boolean) =>
  viewer(`
  select 'key:' || k.id as credential, null::session as session, k.membership_id, k.permissions as subset
  from api_key k where k.hash = key_hash and ${link ? '' : 'not '}k.link and k.revoked_at is null
    and (k.expires_at is null or k.expires_at > now())`);

export const up = `
alter table api_key add column link boolean not null default false;

create or replace function viewer_of_key(key_hash bytea) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$${keyed(false)}$$;
create function viewer_of_link(key_hash bytea) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$${keyed(true)}$$;
${sightOf('link', 'bytea', 'select expires_at from api_key where hash = shown')}
`;
