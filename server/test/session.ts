import { createHmac } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { TestApp } from './app.ts';
import type { User, World } from './world.ts';

/** Signs a user in without a password: a session in the database, and the cookie that names it. */
export async function sessionOf(app: TestApp, world: World, user: User): Promise<string> {
  const token = newId();
  await world.sql.query(
    `insert into session (id, token, person_id, membership_id, expires_at)
     values ($1, $2, $3, $4, now() + interval '1 hour')`,
    [newId(), token, user.personId, user.membershipId],
  );
  const signature = createHmac('sha256', app.house.secret).update(token).digest('base64');
  return `standpipe.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
