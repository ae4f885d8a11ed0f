import './users.css';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { AgencyKey } from '../../api/messages.ts';
import { refresh, useList } from '../../api/queries.ts';
import type { Column } from '../../ui/columns.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DateTime } from '../../ui/date-time.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';

/** Admin, API keys: what programs call with for this agency, whoever made it. */
export function AgencyKeysScreen() {
  const client = useQueryClient();
  const list = useList<AgencyKey>('admin/api-keys');
  const [ending, setEnding] = useState<AgencyKey | null>(null);
  const end = async () => {
    if (!ending) return;
    await call('DELETE', `/v1/admin/api-keys/${ending.id}`);
    toast(`Key ${ending.name} ended`);
    setEnding(null);
    await refresh(client, 'admin/api-keys');
  };
  const columns: readonly Column<AgencyKey>[] = [
    {
      id: 'name',
      header: 'Key',
      fixed: true,
      cell: ({ name, link }) => (link ? `${name} (GIS link)` : name),
    },
    { id: 'prefix', header: 'Begins with', phone: 'line', cell: ({ prefix }) => <code>{prefix}…</code> },
    { id: 'user', header: 'User', phone: 'line', cell: ({ user }) => `${user.name} (${user.email})` },
    {
      id: 'permissions',
      header: 'Permissions',
      phone: 'line',
      cell: ({ permissions }) => (
        <span className="clip user-roles" title={permissions.join(', ')}>
          {permissions.join(', ') || 'None'}
        </span>
      ),
    },
    {
      id: 'expiresAt',
      header: 'Works until',
      cell: ({ expiresAt }) =>
        expiresAt ? <DateTime at={expiresAt} /> : <span className="nothing">Ended by hand</span>,
    },
    { id: 'createdAt', header: 'Made', cell: ({ createdAt }) => <DateTime at={createdAt} /> },
    {
      id: 'end',
      header: '',
      phone: 'end',
      cell: (key) => (
        <Button
          size="compact-sm"
          variant="default"
          className="button-danger"
          aria-label={`End the key ${key.name} of ${key.user.name}`}
          onClick={() => setEnding(key)}
        >
          End…
        </Button>
      ),
    },
  ];
  return (
    <Page
      title="API keys"
      crumbs={[{ label: 'Users', to: '/admin/users' }]}
      lead="Keys that your users made for programs. A key ends when its user is switched off or gets a new password from you."
    >
      <RecordTable
        id="agency-keys"
        label="API keys"
        columns={columns}
        list={list}
        empty={
          <Empty icon="key" title="No API keys">
            Users make keys under “Your account”.
          </Empty>
        }
      />
      <ConfirmDialog
        opened={ending !== null}
        title={`End ${ending?.name ?? 'the key'}?`}
        confirm="End the key"
        danger
        onConfirm={end}
        onClose={() => setEnding(null)}
      >
        Programs that use this key are refused from now on. This can't be undone; {ending?.user.name} can make
        a new key.
      </ConfirmDialog>
    </Page>
  );
}
