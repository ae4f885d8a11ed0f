import { createHmac } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { TestApp } from './app.ts';
import type { User, World } from './world.ts';

/** Signs a user in without a password: a session in the database, and the cookie that names it. */
export async function sessionOf(app: TestApp, world: World, user: User): Promise<string> {
  const token = newId();
  const { rows } = await world.sql.query(
    `insert into login (id, email, name, email_verified, person_id) values ($1, $2, 'User', true, $3)
     on conflict (lower(email)) do update set name = excluded.name returning id`,
    [newId(), user.email, user.personId],
  );
  await world.sql.query('update membership set login_id = $1 where id = $2', [rows[0].id, user.membershipId]);
  await world.sql.query(
    `insert into session (id, token, login_id, membership_id, expires_at)
     values ($1, $2, $3, $4, now() + interval '1 hour')`,
    [newId(), token, rows[0].id, user.membershipId],
  );
  const signature = createHmac('sha256', app.house.secret).update(token).digest('base64');
  return `standpipe.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
