import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { ConfigError } from '../config.ts';
import type { Db } from '../db/open.ts';
import { asSystem } from '../db/system.ts';
import type { House } from '../house.ts';
import { keyHash } from '../http/keys.ts';
import { notFound, Problem } from '../http/problems.ts';
import type { PublicCall } from '../http/public.ts';
import { checkEmail, normalEmail } from './enrol.ts';
import { makeLink } from './links.store.ts';
import { makeOwnLogin, passwordHashOf, storePassword } from './logins.store.ts';
import { cleanName } from './names.ts';
import { checkPassword } from './passwords.ts';

/** Is there somebody who runs this server? One transaction at a time may ask and act on the answer. */
async function hasOperator(db: Db): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(7310002)`.execute(db);
  return (
    (await db.selectFrom('person').select('id').where('operator', '=', true).executeTakeFirst()) !== undefined
  );
}

/**
 * Makes somebody an operator, with a login of their own. Who has one keeps its password; a password that an agency
 * handed out for the address is no login of theirs, and makes nobody an operator.
 */
export async function makeOperator(
  db: Db,
  wanted: { name: string; email: string; password: string },
): Promise<string> {
  checkEmail(wanted.email);
  const email = normalEmail(wanted.email);
  const name = cleanName(wanted.name);
  checkPassword(wanted.password, email);
  const login = await makeOwnLogin(db, email, name);
  if ((await passwordHashOf(db, login.id)) === null) await storePassword(db, login.id, wanted.password);
  const personId = login.person_id ?? newId();
  await sql`insert into person (id, name, email, operator) values (${personId}, ${name}, ${email}, true)
    on conflict (id) do update set operator = true`.execute(db);
  await sql`update login set person_id = ${personId} where id = ${login.id}`.execute(db);
  return personId;
}

/**
 * Sees to it at start that somebody can run this server: the operator of STANDPIPE_OPERATOR_EMAIL and
 * STANDPIPE_OPERATOR_PASSWORD when there is none yet, else a link that makes one, once. Somebody who has a login of
 * their own keeps its password.
 * @throws ConfigError when the two settings cannot be used
 */
export async function ensureFirstOperator(house: House, say: (line: string) => void): Promise<void> {
  const { operator, publicUrl, port } = house.config;
  await asSystem(house.database, async (db) => {
    if (await hasOperator(db)) return;
    if (operator) {
      try {
        await makeOperator(db, { name: 'Operator', ...operator });
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
        const setting = error.extras.errors?.[0]?.path === 'email' ? 'EMAIL' : 'PASSWORD';
        const reason = error.extras.errors?.[0]?.message;
        throw new ConfigError(`STANDPIPE_OPERATOR_${setting} cannot be used: it ${reason}.`);
      }
      say(`The first operator is ${normalEmail(operator.email)}.`);
      return;
    }
    // Links of earlier starts end.
    const { token } = await makeLink(db, 'setup');
    const base = publicUrl ?? `http://localhost:${port}`;
    say(`There is no operator yet. Make the first one here, once: ${base}/setup/${token}`);
    say(`(or POST {"name", "email", "password"} to ${base}/api/v1/setup/${token})`);
  });
}

async function openSetupLink(db: Db, token: string): Promise<{ id: string; expires_at: string }> {
  const link = (await hasOperator(db))
    ? undefined
    : await db
        .selectFrom('invitation')
        .select(['id', 'expires_at'])
        .where('purpose', '=', 'setup')
        .where('hash', '=', keyHash(token))
        .where('used_at', 'is', null)
        .where('expires_at', '>', sql<string>`now()`)
        .forUpdate()
        .executeTakeFirst();
  if (!link) throw notFound();
  return link;
}

/** What a setup link is good for. @throws Problem `not_found` for one that is used, replaced or was never given out */
export async function readSetup(call: PublicCall, token: string) {
  const link = await openSetupLink(call.db, token);
  return { purpose: 'firstOperator' as const, expiresAt: link.expires_at };
}

/** Makes the first operator by the printed link. */
export async function setUp(
  call: PublicCall,
  token: string,
  read: () => { name: string; email: string; password: string },
) {
  const link = await openSetupLink(call.db, token);
  const wanted = read();
  await makeOperator(call.db, wanted);
  await call.db
    .updateTable('invitation')
    .set({ used_at: sql<string>`now()` })
    .where('id', '=', link.id)
    .execute();
  return { email: normalEmail(wanted.email) };
}
