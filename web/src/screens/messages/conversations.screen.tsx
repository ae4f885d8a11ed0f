import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Conversation } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Empty } from '../../ui/states.tsx';
import { withText } from './conversation-words.ts';
import { useConversations } from './use-conversations.ts';

/** Conversations that one's agency is or was in, the latest first. */
export function ConversationsScreen() {
  const navigate = useNavigate();
  const own = useMe().agency?.id;
  const list = useList<Conversation>('conversations');
  useConversations();
  useShortcut('n', 'New conversation', () => void navigate({ to: '/messages/new' }));
  const columns: readonly Column<Conversation>[] = [
    { id: 'with', header: 'With', fixed: true, cell: (conversation) => withText(conversation, own) },
    { id: 'subject', header: 'Subject', phone: 'line', cell: ({ subject }) => subject ?? '—' },
    { id: 'unread', header: 'Unread', phone: 'end', cell: ({ unread }) => (unread > 0 ? unread : '—') },
    { id: 'updatedAt', header: 'Last message', cell: ({ updatedAt }) => <DateTime at={updatedAt} ago /> },
  ];
  return (
    <Page title="Messages" actions={<NewConversationButton />}>
      <RecordTable
        id="conversations"
        label="Conversations"
        columns={columns}
        list={list}
        rowLink={({ id }) => `/messages/${id}`}
        sort={null}
        onSort={() => {}}
        empty={
          <Empty icon="mail" title="No conversations yet" action={<NewConversationButton />}>
            Start one with agencies that set Messaging to Send and Receive for your agency, and your agency
            for them.
          </Empty>
        }
      />
    </Page>
  );
}

const NewConversationButton = () => (
  <Button
    size="sm"
    leftSection={<Icon name="plus" size={16} />}
    renderRoot={(props) => <Link to="/messages/new" {...props} />}
  >
    New conversation
  </Button>
);
