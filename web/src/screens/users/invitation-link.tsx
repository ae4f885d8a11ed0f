import type { User } from '../../api/messages.ts';
import { invitationAddress } from '../../ui/invitation-address.ts';
import { useTimeZone } from '../../ui/me.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { momentText } from '../../ui/times.ts';

/** A link that lets somebody choose their password; it is in this answer only. */
export function InvitationLink({
  invitation,
  name,
}: {
  invitation: NonNullable<User['invitation']>;
  name: string;
}) {
  const zone = useTimeZone();
  return (
    <ShownOnce
      label={`Invitation link for ${name}`}
      value={invitationAddress(invitation.token)}
      note={`Hand it on now: it is not shown again. It works once, until ${momentText(invitation.expiresAt, zone)}, and opens your agency only. If this server sends e-mail, an invitation of their own is on its way to them.`}
    />
  );
}
