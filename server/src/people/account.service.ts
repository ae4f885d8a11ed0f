import type { AccountChange } from '@standpipe/contract';
import { sql } from 'kysely';
import { type Author, logChanges } from '../audit/audit.store.ts';
import type { Call } from '../http/call.ts';
import { keyHash } from '../http/keys.ts';
import { notFound, Problem } from '../http/problems.ts';
import type { PublicCall } from '../http/public.ts';
import { endResetCodes } from './credentials.ts';
import { checkEmail, isKnown, normalEmail } from './enrol.ts';
import { makeLink } from './links.store.ts';
import { checkOwnPassword } from './me.service.ts';
import { sendAddressChanged, sendAddressMail } from './people.mail.ts';
import { actingMemberships } from './people.store.ts';
import { updatePerson } from './users.store.ts';

const taken = () => new Problem('conflict', 'Somebody signs in with this address already.');

/**
 * Changes the asker's own name at once. Another address takes effect once a link that is mailed to it was opened;
 * on a server that sends no mail, at once too.
 * @returns who they are now, and which address waits to be confirmed
 */
export async function changeAccount(call: Call, read: () => AccountChange) {
  const { person } = call.asker;
  const wanted = read();
  const name = wanted.name?.trim() ?? person.name;
  const email = wanted.email === undefined ? person.email : normalEmail(wanted.email);
  checkEmail(email);
  await checkOwnPassword(call, wanted.current);
  const mailed = email !== person.email && call.house.mailer.ready;
  const kept = mailed ? person.email : email;
  if (email !== person.email && (await isKnown(call.db, email))) throw taken();
  if (name !== person.name || kept !== person.email) {
    await updatePerson(call.db, person.id, { name, email: kept });
    if (kept !== person.email) await endResetCodes(call.db, person.id);
    await logEverywhere(call, { name: person.name, email: person.email }, { name, email: kept });
  }
  if (mailed) {
    // A mail that cannot go undoes the change.
    const { token } = await makeLink(call.db, 'email', { person_id: person.id, email });
    await sendAddressMail(call.house, { name, email }, token);
  }
  return { user: { id: person.id, name, email: kept }, unconfirmed: mailed ? email : null };
}

interface OpenChange {
  readonly id: string;
  readonly person_id: string;
  readonly name: string;
  readonly before: string;
  readonly email: string;
}

/** Takes the address that a link was mailed to. The link works once; the address before is told. */
export async function confirmAddress(call: PublicCall, token: string) {
  const { rows } = await sql<OpenChange>`
    select i.id, i.person_id, i.email, p.name, p.email as before from invitation i join person p on p.id = i.person_id
    where i.hash = ${keyHash(token)} and i.purpose = 'email' and i.used_at is null and i.expires_at > now()
    for update of i`.execute(call.db);
  const [change] = rows;
  if (!change) throw notFound();
  if (await isKnown(call.db, change.email)) throw taken();
  await sql`update invitation set used_at = now() where id = ${change.id}`.execute(call.db);
  await updatePerson(call.db, change.person_id, { email: change.email });
  await endResetCodes(call.db, change.person_id);
  const asker = { person: { id: change.person_id }, credential: `link:${change.id}`, agency: null };
  const author = { db: call.db, request: call.request, asker };
  await logEverywhere(author, { email: change.before }, { email: change.email });
  call.afterCommit(() =>
    sendAddressChanged(call.house, { name: change.name, email: change.before }, change.email).catch((error) =>
      call.request.log.warn({ err: error }, 'the earlier address was not told'),
    ),
  );
  return { email: change.email };
}

/** Every agency that the person acts for has them in its log under a name: each is told of another. */
async function logEverywhere(author: Author, before: object, after: object): Promise<void> {
  const { id } = author.asker.person;
  const agencies = (await actingMemberships(author.db, id)).map(({ agency }) => agency.id);
  const entry = { action: 'edit', kind: 'person', id, before, after };
  await logChanges(author, agencies.length > 0 ? agencies.map((agency) => ({ ...entry, agency })) : [entry]);
}
