import { Alert, Group, Text } from '@mantine/core';
import type { Note } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { ResolveButton } from './resolve-button.tsx';

/** The open reports about a record that this user may read, the newest first. Nothing where there are none. */
export function OpenReports({ id }: { id: string }) {
  const list = useList<Note>('notes', { record: id, status: 'open', count: 'exact' }, { limit: 20 });
  if (list.items.length === 0) return null;
  const count = list.total ?? list.items.length;
  return (
    <Alert mb="md" color="yellow" title={count === 1 ? '1 open report' : `${count} open reports`}>
      <ul className="history" aria-label="Open reports">
        {list.items.map((note) => (
          <li key={note.id}>
            <Text className="breaks">{note.text}</Text>
            <Group gap="sm" mt={4}>
              <AgencyName agency={note.agency} />
              <DateTime at={note.createdAt} ago />
              <ResolveButton note={note} />
            </Group>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
