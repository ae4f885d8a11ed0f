import type { Call } from '../http/call.ts';
import { handedBase } from '../http/origin.ts';
import type { Invitation } from './invitations.ts';
import type { Link } from './links.store.ts';
import { sendInvitationMail } from './people.mail.ts';

/** Invitations made in a call: their links stand in its answer, this once, and nowhere else. */
const made = new WeakMap<Call, Link & { readonly url: string }>();

export const handedOut = (call: Call) => made.get(call);

/** Puts the link that an agency hands out into the answer, and the other into the mail where there is a mail server. */
export function handOut(
  call: Call,
  agency: { readonly name: string },
  person: { readonly name: string; readonly email: string },
  { link, mailed }: Invitation,
): void {
  const { house, request } = call;
  made.set(call, { ...link, url: `${handedBase(house.config)}/invitation/${link.token}` });
  if (!house.mailer.ready) return;
  // The link is in the answer too: a mail server that is down does not undo the user.
  call.afterCommit(() =>
    sendInvitationMail(house, person, agency.name, mailed).catch((error) =>
      request.log.warn({ err: error }, 'the invitation was not mailed'),
    ),
  );
}
