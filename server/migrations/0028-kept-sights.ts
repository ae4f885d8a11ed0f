/**
 * A server keeps who asked and what is open to them from one read to the next. What is kept holds as long as nothing
 * that it was read from has changed: every transaction that touches one of these tables leaves its number here, and a
 * reader who brings something kept is held to it in the reader's own snapshot. See src/http/sights.ts.
 */
const touches: readonly (readonly [table: string, moves: string])[] = [
  ['agency', 'insert or update or delete'],
  ['agency_county', 'insert or update or delete'],
  ['agency_link', 'insert or update or delete'],
  ['person', 'insert or update or delete'],
  ['membership', 'insert or update of person_id, agency_id, active or delete'],
  ['membership_role', 'insert or update or delete'],
  ['role', 'insert or update or delete'],
  ['share_row', 'insert or update or delete'],
  ['share_grant', 'insert or update or delete'],
  ['scope', 'insert or update or delete'],
  ['session', 'update of token, person_id, membership_id, expires_at or delete'],
  ['api_key', 'update of membership_id, hash, permissions, expires_at, revoked_at or delete'],
];

/**
 * Who asks, with the snapshot it was read in and until when the clock alone changes nothing of it: a minute, the next
 * date on a partner's sheet, the end of what they showed.
 */
export const sightOf = (by: string, type: string, end: string) => `
create function sight_of_${by}(shown ${type}) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select viewer || jsonb_build_object('seen', pg_current_snapshot()::text, 'until', least(
    now() + interval '1 minute',
    (${end}),
    (select min(date) from share_row r cross join unnest(array[r.starts_at, r.ends_at]) date
      where r.partner_id = (viewer->'agency'->>'id')::uuid and r.ended_at is null and date > now())))
  from viewer_of_${by}(shown) viewer
$$;`;

export const up = `
create table sight_change (tx xid8 primary key);
grant select, delete on sight_change to standpipe_system;

create function sights_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into sight_change values (pg_current_xact_id()) on conflict do nothing;
  return null;
end $$;
${touches
  .map(
    ([table, moves]) => `create trigger sights_change after ${moves} on ${table}
  for each row execute function sights_change();
create trigger sights_emptied after truncate on ${table} for each statement execute function sights_change();`,
  )
  .join('\n')}

${sightOf('key', 'bytea', `select expires_at from api_key where hash = shown`)}
${sightOf('session', 'text', `select expires_at from session where token = shown`)}

-- Fails when what was read in an earlier snapshot may be otherwise in this one.
create function hold_sight(seen pg_snapshot, until timestamptz) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if clock_timestamp() >= until or exists (
    select from sight_change where tx >= pg_snapshot_xmin(seen) and not pg_visible_in_snapshot(tx, seen))
  then
    raise exception 'what was kept of this viewer no longer holds' using errcode = 'SP001';
  end if;
end $$;
`;
