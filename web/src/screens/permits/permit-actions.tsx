import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Permit } from '../../api/messages.ts';
import { refresh } from '../../api/queries.ts';
import { WhyButton } from '../../exposure/why-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DocumentMenu } from '../../ui/document-menu.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCan } from '../../ui/me.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { toast } from '../../ui/toast.tsx';
import { PermitSteps } from './permit-status.tsx';

/** What may be done with a permit; what may not is not there. */
export function PermitActions({ permit }: { permit: Permit }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const can = useCan(permit);
  const [asked, setAsked] = useState(false);
  const { id, number, version, agency, place } = permit;
  useShortcut('e', 'Edit', () => void navigate({ to: '/permits/$id/edit', params: { id } }), can('edit'));
  const remove = async () => {
    await call('DELETE', `/v1/permits/${id}`, { ifMatch: version });
    setAsked(false);
    toast(`Permit ${number} deleted`);
    await navigate({ to: '/permits' });
    await refresh(client, 'permits');
  };
  return (
    <>
      <WhyButton record={{ kind: 'permit', id, title: number }} parties={[agency.id, place.agency.id]} />
      <DocumentMenu
        can={can}
        document={{
          path: `/v1/permits/${id}`,
          file: 'permit.pdf',
          fileName: `permit-${number}.pdf`,
          button: 'Print or send',
          title: `permit ${number}`,
          explanation: 'Sends the PDF to print and post, without the contact and internal notes.',
          sent: 'Permit',
        }}
      />
      {can('edit') && (
        <Button
          size="sm"
          variant="default"
          renderRoot={(props) => <Link to="/permits/$id/edit" params={{ id }} {...props} />}
        >
          Edit
        </Button>
      )}
      {can('edit') && <PermitSteps permit={permit} />}
      {can('delete') && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label="More">
              <Icon name="dots" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item className="menu-danger" onClick={() => setAsked(true)}>
              Delete this permit…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDialog
        opened={asked}
        title={`Delete ${number}?`}
        confirm="Delete"
        danger
        onConfirm={remove}
        onClose={() => setAsked(false)}
      >
        This permanently deletes the permit for your agency and every partner. You can't undo this. If the
        permit has ended, close, revoke or deny it instead to keep the record.
      </ConfirmDialog>
    </>
  );
}
