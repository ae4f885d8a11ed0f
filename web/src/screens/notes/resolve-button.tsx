import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Note } from '../../api/messages.ts';
import { keys, refresh } from '../../api/queries.ts';
import { useCan } from '../../ui/me.tsx';
import { toast, toastProblem } from '../../ui/toast.tsx';

/** Marks a report as resolved, or open again, where the reply offers it. */
export function ResolveButton({ note }: { note: Note }) {
  const client = useQueryClient();
  const can = useCan(note);
  const [busy, setBusy] = useState(false);
  if (!can('edit')) return null;
  const open = note.status === 'open';
  const go = async () => {
    setBusy(true);
    try {
      const body = { status: open ? 'resolved' : 'open' };
      const answer = await call<Note>('PATCH', `/v1/notes/${note.id}`, { body, ifMatch: note.version });
      client.setQueryData(keys.record('notes', note.id), answer);
      toast(open ? `Resolved. ${note.agency.name} is notified.` : 'Reopened');
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
      await refresh(client, 'notes', note.id);
    }
  };
  return (
    <Button size="sm" variant={open ? 'filled' : 'default'} loading={busy} onClick={() => void go()}>
      {open ? 'Resolve' : 'Reopen'}
    </Button>
  );
}
