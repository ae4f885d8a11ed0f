import { ActionIcon, Button, Menu } from '@mantine/core';
import { pressurizedTypes } from '@standpipe/contract/hydrant-types';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Hydrant } from '../../api/messages.ts';
import { refresh } from '../../api/queries.ts';
import { WhyButton } from '../../exposure/why-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCan } from '../../ui/me.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { toast } from '../../ui/toast.tsx';
import { ReportProblem } from '../notes/report-problem.tsx';
import { StatusButton } from './status-button.tsx';

/** The actions that the reply offers on a hydrant. */
export function HydrantActions({ hydrant }: { hydrant: Hydrant }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const can = useCan(hydrant);
  const [asked, setAsked] = useState(false);
  const { id, number, version, agency, type } = hydrant;
  const tested = (pressurizedTypes as readonly string[]).includes(type);
  useShortcut('e', 'Edit', () => void navigate({ to: '/hydrants/$id/edit', params: { id } }), can('edit'));
  const remove = async () => {
    await call('DELETE', `/v1/hydrants/${id}`, { ifMatch: version });
    setAsked(false);
    toast(`Hydrant ${number} deleted`);
    await navigate({ to: '/hydrants' });
    await refresh(client, 'hydrants');
  };
  return (
    <>
      <WhyButton record={{ kind: 'hydrant', id, title: `Hydrant ${number}` }} parties={[agency.id]} />
      <ReportProblem record={{ kind: 'hydrant', id }} agency={agency} />
      {can('edit') && tested && (
        <Button
          size="sm"
          variant="default"
          renderRoot={(props) => <Link to="/hydrants/$id/test" params={{ id }} {...props} />}
        >
          Record a flow test
        </Button>
      )}
      {can('edit') && <StatusButton hydrant={hydrant} />}
      {can('edit') && (
        <Button size="sm" renderRoot={(props) => <Link to="/hydrants/$id/edit" params={{ id }} {...props} />}>
          Edit
        </Button>
      )}
      {can('delete') && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label="More">
              <Icon name="dots" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item className="menu-danger" onClick={() => setAsked(true)}>
              Delete this hydrant…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDialog
        opened={asked}
        title={`Delete hydrant ${number}?`}
        confirm="Delete"
        danger
        onConfirm={remove}
        onClose={() => setAsked(false)}
      >
        The hydrant and its flow tests are deleted permanently, for your agency and for every partner. If the
        hydrant only can't be used now, mark it out of service instead.
      </ConfirmDialog>
    </>
  );
}
