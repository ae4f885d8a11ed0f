import type { House } from '../house.ts';
import type { PublicCall } from '../http/public.ts';
import type { Link } from './links.store.ts';

interface Recipient {
  readonly name: string;
  readonly email: string;
}

/** What mails are made of and go out by. */
type Post = Pick<House, 'mailer' | 'config'>;

/** Mails somebody, with a greeting, paragraphs of one line each. */
const mail = (house: Post, { name, email }: Recipient, subject: string, paragraphs: readonly string[]) =>
  house.mailer.send({
    to: [email],
    subject,
    text: `${[`Hello ${name},`, ...paragraphs].join('\n\n')}\n`,
  });

/**
 * The way to a page with a secret in it. The link is made of PUBLIC_URL only: the Host of a request is whatever its
 * sender writes there, and must not decide where a secret is carried. Without PUBLIC_URL it is the code alone.
 */
const wayTo = ({ config: { publicUrl } }: Pick<House, 'config'>, page: string, token: string): string =>
  publicUrl ? `${publicUrl}/${page}/${token}` : `Code: ${token}`;

/** Mails the way back in after a forgotten password. */
export const sendResetMail = (house: House, person: Recipient, token: string): Promise<void> =>
  mail(house, person, 'Choose a new Standpipe password', [
    'somebody asked for a new password for this address. If it was you, choose one within an hour:',
    wayTo(house, 'reset-password', token),
    'It works once. If it was not you, nothing has to be done; your password stays as it is.',
  ]);

/** Mails an invitation. Who opens it has proven the address. */
export const sendInvitationMail = (
  house: Post,
  person: Recipient,
  agency: string,
  invitation: Link,
): Promise<void> =>
  mail(house, person, `${agency} invites you to Standpipe`, [
    `${agency} has added you to its Standpipe account. Accept the invitation here:`,
    wayTo(house, 'invitation', invitation.token),
    `The link works once, until ${invitation.expiresAt.slice(0, 10)}. If you do not know this agency, ignore this mail: nothing happens.`,
  ]);

/** Mails the way to confirm a new address to it. */
export const sendAddressMail = (house: House, person: Recipient, token: string): Promise<void> =>
  mail(house, person, 'Confirm your new Standpipe address', [
    'you asked to sign in to Standpipe with this address from now on. Confirm it within a day:',
    wayTo(house, 'confirm-address', token),
    'It works once. If it was not you, nothing has to be done; nothing changes.',
  ]);

/** Tells the address that a person had before that it is theirs here no longer. */
export const sendAddressChanged = (house: House, person: Recipient, after: string): Promise<void> =>
  mail(house, person, 'Your Standpipe address was changed', [
    `from now on you sign in to Standpipe with ${after}, and no longer with this address.`,
    'If it was not you, tell an administrator of your agency at once.',
  ]);

/** Tells somebody that a password of theirs was changed, and by whom. */
export const sendPasswordChanged = (house: House, person: Recipient, by: string): Promise<void> =>
  mail(house, person, 'Your Standpipe password was changed', [
    `your Standpipe password was changed ${by}.`,
    'If you did not expect this, tell an administrator of your agency at once.',
  ]);

/** Somebody asked for a code for an address, or to sign in with it, that has an account already: its reader is told, nobody else. */
export const sendAddressInUse = (house: House, person: Recipient): Promise<void> =>
  mail(house, person, 'Your Standpipe address', [
    'somebody who is signed in to Standpipe asked to use this address for their account. You have an account with it already, so nothing was changed.',
    'If it was you, sign in with this address.',
  ]);

/** Tells an agency's user administrators that an operator added somebody. */
export const sendAddedByOperator = (house: Post, administrator: Recipient, text: string): Promise<void> =>
  mail(house, administrator, 'The operator added a user to your agency', [text]);

/** Mails that tell of what has happened: one that cannot go is noted and undoes nothing. */
export function tellAfterCommit(
  call: Pick<PublicCall, 'house' | 'request' | 'afterCommit'>,
  send: () => Promise<void>,
): void {
  if (!call.house.mailer.ready) return;
  call.afterCommit(() => {
    void send().catch((error) => call.request.log.warn({ err: error }, 'a mail was not sent'));
  });
}
