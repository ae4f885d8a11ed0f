import type { House } from '../house.ts';
import type { Invitation } from './invitations.ts';

/**
 * Mails the way back in after a forgotten password. The link is made of PUBLIC_URL only: the Host of a request is
 * whatever its sender writes there, and must not decide where a secret is carried. Without PUBLIC_URL the mail holds
 * the code alone.
 */
export async function sendResetMail(
  house: House,
  person: { readonly name: string; readonly email: string },
  token: string,
): Promise<void> {
  const { publicUrl } = house.config;
  await house.mailer.send({
    to: [person.email],
    subject: 'Choose a new Standpipe password',
    text: [
      `Hello ${person.name},`,
      '',
      'somebody asked for a new password for this address. If it was you, choose one within an hour:',
      '',
      ...(publicUrl ? [`${publicUrl}/reset-password/${token}`] : [`Code: ${token}`]),
      '',
      'It works once. If it was not you, nothing has to be done; your password stays as it is.',
      '',
    ].join('\n'),
  });
}

/** Mails an invitation. `base` is the address that the inviting administrator reached the server by. */
export async function sendInvitationMail(
  house: House,
  person: { readonly name: string; readonly email: string },
  agency: string,
  invitation: Invitation,
  base: string,
): Promise<void> {
  await house.mailer.send({
    to: [person.email],
    subject: `${agency} invites you to Standpipe`,
    text: [
      `Hello ${person.name},`,
      '',
      `${agency} has made you a user of its Standpipe account. Choose a password to begin:`,
      '',
      `${base}/invitation/${invitation.token}`,
      '',
      `The link works once, until ${invitation.expiresAt.slice(0, 10)}.`,
      '',
    ].join('\n'),
  });
}

/** Mails the link that confirms a new address to it; made of PUBLIC_URL only, as in `sendResetMail`. */
export async function sendAddressMail(
  house: House,
  person: { readonly name: string; readonly email: string },
  token: string,
): Promise<void> {
  const { publicUrl } = house.config;
  await house.mailer.send({
    to: [person.email],
    subject: 'Confirm your new Standpipe address',
    text: [
      `Hello ${person.name},`,
      '',
      'you asked to sign in to Standpipe with this address from now on. Confirm it within a day:',
      '',
      ...(publicUrl ? [`${publicUrl}/confirm-address/${token}`] : [`Code: ${token}`]),
      '',
      'It works once. If it was not you, nothing has to be done; nothing changes.',
      '',
    ].join('\n'),
  });
}

/** Tells the address that a person had before that it is theirs here no longer. */
export async function sendAddressChanged(
  house: House,
  person: { readonly name: string; readonly email: string },
  after: string,
): Promise<void> {
  await house.mailer.send({
    to: [person.email],
    subject: 'Your Standpipe address was changed',
    text: [
      `Hello ${person.name},`,
      '',
      `from now on you sign in to Standpipe with ${after}, and no longer with this address.`,
      '',
      'If it was not you, tell an administrator of your agency at once.',
      '',
    ].join('\n'),
  });
}
