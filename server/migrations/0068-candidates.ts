/**
 * An agency reads what it wrote, and notes to it, whatever the other side shares. So the pairs that name the viewer,
 * who is the first of the agencies given, are candidates too; the rules then open some of them.
 */
export const up = `
create or replace function candidate_scopes(agencies uuid[]) returns table (id integer, author_id uuid, owner_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.author_id, s.owner_id from scope s
  where s.author_id = any (agencies) and s.owner_id = any (agencies)
  union
  select s.id, s.author_id, s.owner_id from scope s where s.author_id = agencies[1]
  union
  select s.id, s.author_id, s.owner_id from scope s where s.owner_id = agencies[1]
$$;
`;
