import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { AgencyUser } from '../../api/messages.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Icon } from '../../ui/icon.tsx';
import { invitationAddress } from '../../ui/invitation-address.ts';

/** The way in for somebody who was just added. The server says it this once. */
export function InvitationLink({ user }: { user: AgencyUser }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const { invitation } = user;
  if (!invitation)
    return (
      <p className="invitation-link">
        <strong>{user.name}</strong> is added.
      </p>
    );
  const copy = async () => {
    field.current?.select();
    await navigator.clipboard?.writeText(invitationAddress(invitation.token));
    setCopied(true);
  };
  return (
    <div className="invitation-link">
      <p>
        <strong>{user.name}</strong> is added.{' '}
        {user.awaitsApproval && 'An administrator of the agency has to accept them within 7 days. '}
        Give them this link: it is shown this once, and whoever opens it chooses the password.
      </p>
      <div className="invitation-row">
        <TextInput
          ref={field}
          size="sm"
          readOnly
          aria-label={`Invitation link for ${user.name}`}
          value={invitationAddress(invitation.token)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          size="sm"
          variant="default"
          leftSection={<Icon name={copied ? 'check' : 'copy'} size={16} />}
          onClick={() => void copy().catch(() => field.current?.focus())}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p className="invitation-until">
        Works until <DateTime at={invitation.expiresAt} />
      </p>
    </div>
  );
}
