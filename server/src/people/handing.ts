import type { Call } from '../http/call.ts';
import { baseUrl } from '../http/origin.ts';
import type { Link } from './links.store.ts';
import { sendInvitationMail } from './people.mail.ts';

/** Invitations made in a call: their links stand in its answer, this once, and nowhere else. */
const made = new WeakMap<Call, Link & { readonly url: string }>();

export const handedOut = (call: Call) => made.get(call);

/** Puts an agency's invitation into the answer, and into the mail where there is a mail server. */
export function handOut(
  call: Call,
  agency: { readonly name: string },
  person: { readonly name: string; readonly email: string },
  invitation: Link,
): void {
  const base = baseUrl(call.house.config, call.request);
  made.set(call, { ...invitation, url: `${base}/invitation/${invitation.token}` });
  const { house, request } = call;
  if (!house.mailer.ready) return;
  // The link is in the answer too: a mail server that is down does not undo the user.
  call.afterCommit(() =>
    sendInvitationMail(house, person, agency.name, invitation, base).catch((error) =>
      request.log.warn({ err: error }, 'the invitation was not mailed'),
    ),
  );
}
