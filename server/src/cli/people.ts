import { text } from 'node:stream/consumers';
import { logChanges } from '../audit/audit.store.ts';
import type { Config } from '../config.ts';
import type { Database } from '../db/open.ts';
import { asSystem } from '../db/system.ts';
import { handedBase } from '../http/origin.ts';
import { openMailer } from '../mail/mailer.ts';
import { type Added, addAsOperator } from '../people/addition.ts';
import { hasAccount, normalEmail } from '../people/enrol.ts';
import { type Invitation, invite } from '../people/invitations.ts';
import { sendAddedByOperator, sendInvitationMail } from '../people/people.mail.ts';
import { makeOperator } from '../people/setup.ts';
import { findAgency } from './agency.ts';
import { Refusal } from './refusal.ts';

export interface NewUser {
  readonly agency: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly password?: string;
}

function requireName(name: string): void {
  if (name.trim() === '' || name.length > 200) throw new Refusal('--name must be 1 to 200 characters.');
}

/**
 * Makes somebody a user of an agency, and says how they sign in. With a mail server they are invited, and the agency's
 * user administrators told, by the mails that the operator's page sends.
 */
export async function addUser(database: Database, config: Config, wanted: NewUser): Promise<string> {
  requireName(wanted.name);
  const agency = await findAgency(database, wanted.agency);
  const { lines, added, mailed } = await asSystem(database, async (db) => {
    const roles = await db
      .selectFrom('role')
      .select(['id', 'name', 'permissions'])
      .where('agency_id', '=', agency.id)
      .execute();
    const role = roles.find((each) => each.name.toLowerCase() === wanted.role.trim().toLowerCase());
    if (!role)
      throw new Refusal(
        `${agency.name} has no role "${wanted.role}"; it has ${roles.map((each) => each.name).join(', ')}.`,
      );
    const { name, email, password } = wanted;
    const added = await addAsOperator({ db }, { agency, role, name, email, password });
    const invitation = password === undefined ? await invite(db, added.membershipId) : null;
    const link = invitation?.link;
    const lines = [
      added.awaitsApproval
        ? `${added.email} becomes ${role.name} of ${agency.name} once one of its administrators accepts, within 7 days.`
        : `${added.email} is now ${role.name} of ${agency.name}.`,
      ...(link
        ? [
            `They choose a password here, once, until ${link.expiresAt}: ${handedBase(config)}/invitation/${link.token}`,
          ]
        : []),
    ];
    return { lines, added, mailed: invitation?.mailed };
  });
  return [...lines, ...(await sendMails(config, agency.name, added, mailed))].join('\n');
}

/** Sends what there is to be said of an added user. A mail that cannot go undoes nothing. @returns what became of it */
async function sendMails(
  config: Config,
  agency: string,
  added: Added,
  mailed?: Invitation['mailed'],
): Promise<string[]> {
  const mailer = openMailer(config);
  if (!mailer.ready) return [];
  const post = { config, mailer };
  const sent = async (what: string, mail: Promise<void>) =>
    mail.then(
      () => `${what} was mailed.`,
      (error: Error) => `${what} was not mailed: ${error.message}`,
    );
  try {
    return [
      ...(mailed
        ? [await sent(`The invitation to ${added.email}`, sendInvitationMail(post, added, agency, mailed))]
        : []),
      ...(await Promise.all(
        added.notified.map((each) =>
          sent(`A note to ${each.email}`, sendAddedByOperator(post, each, added.text)),
        ),
      )),
    ];
  } finally {
    mailer.close();
  }
}

export interface NewOperator {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Makes somebody an operator of this server. */
export async function addOperator(database: Database, wanted: NewOperator): Promise<string> {
  requireName(wanted.name);
  return asSystem(database, async (db) => {
    const exists = await hasAccount(db, wanted.email);
    const id = await makeOperator(db, wanted);
    await logChanges({ db }, [
      { action: 'create', kind: 'operator', id, after: { email: normalEmail(wanted.email) } },
    ]);
    const passwordNote = exists
      ? ' They have a login with this address already: its password stays as it was.'
      : '';
    return `${normalEmail(wanted.email)} is now an operator of this server.${passwordNote}`;
  });
}

/** A password as given, or the first line of standard input for "-", which keeps it out of the list of processes. */
export async function readPassword(given: string | undefined): Promise<string | undefined> {
  return given === '-' ? (await text(process.stdin)).split(/\r?\n/)[0] : given;
}
