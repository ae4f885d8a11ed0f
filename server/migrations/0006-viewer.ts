/**
 * The one loader: who asks, what they may do, and the grants addressed to them that are in force, in one statement.
 * Both doors (session cookie, API key) come through it; nothing else reads other agencies' grants.
 */
const viewer = (source: string) => `
  select jsonb_build_object(
    'person', jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email, 'operator', p.operator),
    'credential', c.credential,
    'membershipId', m.id,
    'active', m.active and a.active,
    'agency', case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name, 'color', a.color,
      'kind', a.kind, 'state', a.state, 'countyFips', a.county_fips, 'timeZone', a.time_zone,
      'clientDataSharing', a.client_data_sharing, 'userDataSharing', a.user_data_sharing) end,
    'permissions', (select coalesce(jsonb_agg(distinct each), '[]') from membership_role mr
      join role r on r.id = mr.role_id cross join unnest(r.permissions) each
      where mr.membership_id = m.id and upper_inf(mr.valid) and (c.subset is null or each = any (c.subset))),
    'received', received_by(a.id))
  from (${source}) c
    join person p on p.id = c.person_id
    left join membership m on m.id = c.membership_id and m.person_id = p.id
    left join agency a on a.id = m.agency_id`;

export const up = `
create function received_by(agency uuid) returns jsonb
language sql stable security definer set search_path = public as $$
  select coalesce(jsonb_agg(jsonb_build_object('grantor', grantor_id, 'levels', levels)), '[]')
  from share_in_force where partner_id = agency
$$;
create function viewer_of_session(session_token text) returns jsonb
language sql stable security definer set search_path = public as $$${viewer(`
  select 'session:' || s.id as credential, s.person_id, s.membership_id, null::text[] as subset
  from session s where s.token = session_token and s.expires_at > now()`)}$$;
create function viewer_of_key(key_hash bytea) returns jsonb
language sql stable security definer set search_path = public as $$${viewer(`
  select 'key:' || k.id as credential, m.person_id, k.membership_id, k.permissions as subset
  from api_key k join membership m on m.id = k.membership_id
  where k.hash = key_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`)}$$;

-- The scopes a viewer could possibly open: those whose parties are the viewer or have granted the viewer something.
create function candidate_scopes(agencies uuid[]) returns table (id integer, author_id uuid, owner_id uuid)
language sql stable as $$
  select s.id, s.author_id, s.owner_id from scope s
  where s.author_id = any (agencies) and s.owner_id = any (agencies)
$$;
`;
