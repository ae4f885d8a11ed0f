import { Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { CallProblem } from '../api/problem.ts';
import { Dialog } from './dialog.tsx';

interface Difference {
  readonly label: string;
  readonly mine: ReactNode;
  readonly theirs: ReactNode;
}

/** Someone else saved: what they changed beside what was typed, and a choice. Nothing is lost by looking. */
export function ConflictDialog({
  conflict,
  fields,
  onLoadTheirs,
  onSaveOver,
  onClose,
}: {
  conflict: CallProblem | null;
  /** The fields that differ. */
  fields: readonly Difference[];
  onLoadTheirs: () => unknown;
  onSaveOver: () => unknown;
  onClose: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const work = async (choice: () => unknown) => {
    setBusy(true);
    try {
      await choice();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog opened={conflict !== null} close={onClose} size={620} title="Someone else saved changes">
      <Text mt="xs">What you typed is still in the form. Choose which version to keep.</Text>
      {fields.length > 0 && (
        <table className="differences">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Yours</th>
              <th scope="col">Theirs</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ label, mine, theirs }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{mine || '—'}</td>
                <td>{theirs || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={onClose} disabled={busy}>
          Back to the form
        </Button>
        <Button size="sm" variant="default" onClick={() => void work(onLoadTheirs)} loading={busy}>
          Load theirs
        </Button>
        <Button size="sm" onClick={() => void work(onSaveOver)} loading={busy}>
          Save mine
        </Button>
      </Group>
    </Dialog>
  );
}
