import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Unit } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { refresh } from '../../api/queries.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCan } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { toast } from '../../ui/toast.tsx';

/** Sign in and out, for a crew; key and deletion, for who manages units. */
export function UnitActions({ unit }: { unit: Unit }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const can = useCan(unit);
  const [asked, setAsked] = useState<'delete' | 'key' | null>(null);
  const [key, setKey] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const { id, callSign, version, status } = unit;
  const path = `/v1/units/${encodeURIComponent(id)}` as const;
  const sign = async (step: 'sign-in' | 'sign-out') => {
    setBusy(true);
    setProblem(null);
    try {
      await call('POST', `${path}/${step}`);
      await refresh(client, 'units', id);
      toast(step === 'sign-in' ? `${callSign} signed in` : `${callSign} signed out`);
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const makeKey = async () => {
    const made = await call<{ key: string }>('POST', `${path}/key`);
    setAsked(null);
    setKey(made.key);
  };
  const remove = async () => {
    await call('DELETE', path, { ifMatch: version });
    setAsked(null);
    toast(`${callSign} deleted`);
    await navigate({ to: '/units' });
    await refresh(client, 'units');
  };
  return (
    <>
      <ProblemAlert problem={problem} />
      {can('send') && (
        <Button
          size="sm"
          variant={status === 'signedIn' ? 'default' : 'filled'}
          loading={busy}
          onClick={() => void sign(status === 'signedIn' ? 'sign-out' : 'sign-in')}
        >
          {status === 'signedIn' ? 'Sign out' : 'Sign in'}
        </Button>
      )}
      {can('edit') && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label="More">
              <Icon name="dots" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setAsked('key')}>Create a key for a phone app…</Menu.Item>
            {can('delete') && (
              <Menu.Item className="menu-danger" onClick={() => setAsked('delete')}>
                Delete this unit…
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDialog
        opened={asked === 'key'}
        title={`Create a key for ${callSign}?`}
        confirm="Create the key"
        onConfirm={makeKey}
        onClose={() => setAsked(null)}
      >
        OwnTracks and Traccar Client send positions with it in the background. An earlier key of this unit
        stops working.
      </ConfirmDialog>
      <ConfirmDialog
        opened={asked === 'delete'}
        title={`Delete ${callSign}?`}
        confirm="Delete"
        danger
        onConfirm={remove}
        onClose={() => setAsked(null)}
      >
        The unit and its positions of the last 24 hours are permanently deleted.
      </ConfirmDialog>
      <Dialog opened={key !== null} close={() => setKey(null)} title={`Key of ${callSign}`}>
        {key !== null && (
          <>
            <ShownOnce
              label="Key"
              value={key}
              note="It is shown only now. In the app, the key is the password."
            />
            <p className="dialog-words">User: {id}</p>
            <p className="dialog-words">
              Address: {location.origin}/api/v1/ingest/owntracks, or /api/v1/ingest/traccar
            </p>
          </>
        )}
      </Dialog>
    </>
  );
}
