import type { House } from '../house.ts';
import type { Link } from './links.store.ts';

interface Recipient {
  readonly name: string;
  readonly email: string;
}

/** Mails somebody, with a greeting, paragraphs of one line each. */
const mail = (house: House, { name, email }: Recipient, subject: string, paragraphs: readonly string[]) =>
  house.mailer.send({
    to: [email],
    subject,
    text: `${[`Hello ${name},`, ...paragraphs].join('\n\n')}\n`,
  });

/**
 * The way to a page with a secret in it. The link is made of PUBLIC_URL only: the Host of a request is whatever its
 * sender writes there, and must not decide where a secret is carried. Without PUBLIC_URL it is the code alone.
 */
const wayTo = ({ config: { publicUrl } }: House, page: string, token: string): string =>
  publicUrl ? `${publicUrl}/${page}/${token}` : `Code: ${token}`;

/** Mails the way back in after a forgotten password. */
export const sendResetMail = (house: House, person: Recipient, token: string): Promise<void> =>
  mail(house, person, 'Choose a new Standpipe password', [
    'somebody asked for a new password for this address. If it was you, choose one within an hour:',
    wayTo(house, 'reset-password', token),
    'It works once. If it was not you, nothing has to be done; your password stays as it is.',
  ]);

/** Mails an invitation. `base` is the address that the inviting administrator reached the server by. */
export const sendInvitationMail = (
  house: House,
  person: Recipient,
  agency: string,
  invitation: Link,
  base: string,
): Promise<void> =>
  mail(house, person, `${agency} invites you to Standpipe`, [
    `${agency} has made you a user of its Standpipe account. Choose a password to begin:`,
    `${base}/invitation/${invitation.token}`,
    `The link works once, until ${invitation.expiresAt.slice(0, 10)}.`,
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
