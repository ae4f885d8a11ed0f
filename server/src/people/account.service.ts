import type { AccountChange } from '@standpipe/contract';
import { sql } from 'kysely';
import { emitAccess, logChange } from '../audit/audit.store.ts';
import type { Call } from '../http/call.ts';
import { keyHash } from '../http/keys.ts';
import { notFound, Problem } from '../http/problems.ts';
import { checkEmail, normalEmail } from './enrol.ts';
import { endResetCodes, makeLink, useLink } from './links.store.ts';
import { type LoginRow, ownLogin } from './logins.store.ts';
import { checkOwnPassword } from './me.service.ts';
import { cleanName } from './names.ts';
import { sendAddressChanged, sendAddressInUse, sendAddressMail, tellAfterCommit } from './people.mail.ts';
import { endSessions } from './sessions.store.ts';
import { updatePerson } from './users.store.ts';

/**
 * Changes the asker's own name at once, for the agency that they act for. Another address takes effect once a link that
 * is mailed to it was opened by whoever asked; on a server that sends no mail, at once. Who else has the address does
 * not show.
 * @returns who they are now, and which address waits to be confirmed
 */
export async function changeAccount(call: Call, read: () => AccountChange) {
  const { person } = call.asker;
  const wanted = read();
  const name = wanted.name === undefined ? person.name : cleanName(wanted.name);
  const email = wanted.email === undefined ? person.email : normalEmail(wanted.email);
  checkEmail(email);
  await checkOwnPassword(call, wanted.current);
  const mailed = email !== person.email && call.house.mailer.ready;
  if (name !== person.name) {
    await updatePerson(call.db, person.id, { name });
    await logChange(
      call,
      entry(call, { name: person.name, email: person.email }, { name, email: person.email }),
    );
  }
  if (email !== person.email && !mailed) await moveAddress(call, email);
  if (mailed) await askAddress(call, name, email);
  return {
    user: { id: person.id, name, email: mailed ? person.email : email },
    unconfirmed: mailed ? email : null,
  };
}

const entry = (call: Call, before: object, after: object) => ({
  action: 'edit',
  kind: 'person',
  id: call.asker.person.id,
  before,
  after,
});

/** Somebody has proven it or runs this server with it; it does not merely wait for a code that was mailed. */
const isClaimed = (login: LoginRow) => login.email_verified || login.person_id !== null;

/** The link goes to the address; where somebody has an account with it, they are told instead. */
async function askAddress(call: Call, name: string, email: string): Promise<void> {
  const { id } = call.asker.login!;
  const { house } = call;
  const taken = await ownLogin(call.db, email);
  const { token } = await makeLink(call.db, 'email', { login_id: id, email });
  tellAfterCommit(call, () =>
    taken && taken.id !== id && isClaimed(taken)
      ? sendAddressInUse(house, { name: taken.name, email })
      : sendAddressMail(house, { name, email }, token),
  );
}

/**
 * Another address for the login and for the agency that its person acts for; other agencies keep what they entered.
 * @throws Problem `conflict` where another login of somebody's own has it, or another user of the agency
 */
async function moveAddress(call: Call, email: string): Promise<void> {
  const { login, person, membershipId } = call.asker;
  const { house } = call;
  if (login!.own) {
    const other = await ownLogin(call.db, email);
    if (other && other.id !== login!.id && !isClaimed(other))
      await call.db.deleteFrom('login').where('id', '=', other.id).execute();
    else if (other && other.id !== login!.id)
      throw new Problem('conflict', 'Somebody signs in with this address already.');
    await sql`update login set email = ${email}, updated_at = now() where id = ${login!.id}`.execute(call.db);
  }
  if (membershipId !== null || person.operator) await updatePerson(call.db, person.id, { email });
  await endResetCodes(call.db, person.email);
  await logChange(call, entry(call, { email: person.email }, { email }));
  tellAfterCommit(call, () => sendAddressChanged(house, { name: person.name, email: person.email }, email));
}

/**
 * Takes the address that a link was mailed to. Whoever opens it must be signed in as who asked for it: the link shows
 * that the address is read, the session shows by whom. It works once; the address before is told.
 */
export async function confirmAddress(call: Call, token: string) {
  const { login } = call.asker;
  const { rows } = await sql<{ id: string; email: string }>`
    select id, email from invitation where hash = ${keyHash(token)} and purpose = 'email'
      and login_id = ${login?.id ?? null}::uuid and used_at is null and expires_at > now() for update`.execute(
    call.db,
  );
  const [change] = rows;
  if (!change || !login) throw notFound();
  await useLink(call.db, change.id);
  await moveAddress(call, change.email);
  if (login.own) await sql`update login set email_verified = true where id = ${login.id}`.execute(call.db);
  const ended = await endSessions(call.db, {
    loginId: login.id,
    but: call.asker.credential.slice('session:'.length),
  });
  if (ended.length > 0) await emitAccess(call, ended);
  return { email: change.email };
}
