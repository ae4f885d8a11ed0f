import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { ApiKey } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { refresh, useList } from '../../api/queries.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DateTime } from '../../ui/date-time.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMe, useReadOnly } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { KeyPanel } from './key-panel.tsx';
import { LinkPanel, layersOf } from './link-panel.tsx';

const isOver = ({ expiresAt }: ApiKey) => expiresAt !== null && Date.parse(expiresAt) <= Date.now();

/** One's own keys for programs, for the agency one acts for. */
export function ApiKeys() {
  const { agency, permissions } = useMe();
  const client = useQueryClient();
  const readOnly = useReadOnly();
  const [making, setMaking] = useState<'key' | 'link' | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const list = useList<ApiKey>('me/api-keys');
  const revoke = async () => {
    if (!revoking) return;
    await call('DELETE', `/v1/me/api-keys/${revoking.id}`);
    toast(`Key ${revoking.name} revoked`);
    setRevoking(null);
    await refresh(client, 'me/api-keys');
  };
  const make = !readOnly && (
    <div className="account-makers">
      <Button size="sm" leftSection={<Icon name="plus" size={16} />} onClick={() => setMaking('key')}>
        New key
      </Button>
      {layersOf(permissions).length > 0 && (
        <Button
          size="sm"
          variant="default"
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => setMaking('link')}
        >
          New GIS link
        </Button>
      )}
    </div>
  );
  return (
    <>
      <div className="account-head">
        <Text size="sm" c="dimmed" maw={540}>
          A program that calls the API with your key acts as you, for {agency?.name}, with the part of your
          permissions that you give it. A GIS link lets a GIS program read layers without a key.{' '}
          <a href="/api/docs" className="text-link">
            API reference
          </a>
        </Text>
        {list.items.length > 0 && make}
      </div>
      {list.error && list.items.length === 0 && (
        <ProblemAlert problem={asCallProblem(list.error)} retry={list.again} />
      )}
      {list.isPending && <Waiting what="your keys" />}
      {!list.isPending && !list.error && list.items.length === 0 && (
        <Empty icon="key" title="No API keys" action={make}>
          For dispatch, maps or reports that read or write your agency’s records by themselves.
        </Empty>
      )}
      {list.items.length > 0 && (
        <ul className="account-list">
          {list.items.map((key) => (
            <li key={key.id}>
              <div>
                <p>
                  <b>{key.name}</b> <code className="key-prefix">{key.prefix}…</code>
                  {key.link && <span className="key-link">GIS link</span>}
                </p>
                <p className="account-small">
                  {isOver(key) ? 'Expired ' : key.expiresAt ? 'Works until ' : 'Works until revoked'}
                  {key.expiresAt && <DateTime at={key.expiresAt} />} · made{' '}
                  <DateTime at={key.createdAt} ago />
                </p>
                <p className="account-small">{key.permissions.join(', ') || 'No permission'}</p>
              </div>
              {!readOnly && (
                <Button
                  size="compact-md"
                  variant="default"
                  className="button-danger"
                  aria-label={`Revoke the key ${key.name}`}
                  onClick={() => setRevoking(key)}
                >
                  Revoke…
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {list.hasMore && (
        <Button size="compact-md" variant="default" loading={list.isFetchingMore} onClick={list.more}>
          Show more
        </Button>
      )}
      <KeyPanel opened={making === 'key'} onClose={() => setMaking(null)} />
      <LinkPanel opened={making === 'link'} onClose={() => setMaking(null)} />
      <ConfirmDialog
        opened={revoking !== null}
        title={`Revoke ${revoking?.name ?? 'the key'}?`}
        confirm="Revoke"
        danger
        onConfirm={revoke}
        onClose={() => setRevoking(null)}
      >
        Whatever calls with this key is refused from now on. This can't be undone; a new key can be made.
      </ConfirmDialog>
    </>
  );
}
