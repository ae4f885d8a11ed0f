import type { User } from '../../api/messages.ts';
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
      value={invitation.url}
      note={`Hand it on now: it is not shown again. It works once, until ${momentText(invitation.expiresAt, zone)}. Where this server sends mail, it is on its way to them too.`}
    />
  );
}
