import type pg from 'pg';

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * Makes the application's login and the two group roles it acts as. Safe to run again. NOINHERIT: the login itself
 * may nothing; every connection says as which role it acts.
 * @param owner a connection that may create roles
 */
export async function ensureRoles(owner: pg.ClientBase, login: string, password?: string): Promise<void> {
  if (await isPrepared(owner, login)) return;
  for (const group of ['standpipe_viewer', 'standpipe_system'])
    await owner.query(`do $$ begin create role ${group} nologin;
      exception when duplicate_object or unique_violation then null; end $$`);
  await owner.query(`do $$ begin create role ${identifier(login)} login noinherit;
    exception when duplicate_object or unique_violation then null; end $$`);
  if (password !== undefined) {
    await owner.query(`alter role ${identifier(login)} login noinherit password ${literal(password)}`);
    // Since PostgreSQL 16 each membership remembers whether it inherits; an older one is granted again.
    const { rows } = await owner.query(
      `select pg_has_role($1, 'standpipe_viewer', 'usage') or pg_has_role($1, 'standpipe_system', 'usage') as inherits`,
      [login],
    );
    if (rows[0].inherits)
      await owner.query(`revoke standpipe_viewer, standpipe_system from ${identifier(login)}`);
  }
  const owned = await owner.query(
    `select from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
     where u.rolname = $1 and r.rolname in ('standpipe_viewer', 'standpipe_system')`,
    [login],
  );
  if (owned.rowCount !== 2)
    await owner.query(`grant standpipe_viewer, standpipe_system to ${identifier(login)}`);
}

/** Somebody has made the login and its roles before, and this connection may not make any: there is nothing to do. */
async function isPrepared(owner: pg.ClientBase, login: string): Promise<boolean> {
  const { rows } = await owner.query<{ prepared: boolean }>(
    `select not (select rolsuper or rolcreaterole from pg_roles where rolname = current_user)
       and 2 = (select count(*) from pg_auth_members m join pg_roles r on r.oid = m.roleid
         join pg_roles u on u.oid = m.member
         where u.rolname = $1 and r.rolname in ('standpipe_viewer', 'standpipe_system')) as prepared`,
    [login],
  );
  return rows[0]!.prepared;
}
