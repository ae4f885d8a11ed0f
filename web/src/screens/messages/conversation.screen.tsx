import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { call } from '../../api/call.ts';
import type { Conversation, Message } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { recordQuery, useList } from '../../api/queries.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RecordState } from '../../ui/states.tsx';
import { Composer } from './composer.tsx';
import { withText } from './conversation-words.ts';
import './messages.css';
import { useConversations } from './use-conversations.ts';

/** One conversation: who is in it, what was said, and a field to write. */
export function ConversationScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Conversation>('conversations', id));
  useConversations();
  return (
    <RecordState query={query} what="conversation" back={{ label: 'All conversations', to: '/messages' }}>
      {(conversation) => <ConversationPage conversation={conversation} />}
    </RecordState>
  );
}

function ConversationPage({ conversation }: { conversation: Conversation }) {
  const own = useMe().agency?.id;
  const { id, seq, subject } = conversation;
  const path = `/v1/conversations/${encodeURIComponent(id)}` as const;
  const list = useList<Message>('conversations', {}, { path: `${path}/messages` });
  // Whatever is on the screen was read.
  useEffect(() => {
    void call('POST', `${path}/read`, { body: { seq } }).catch(() => {});
  }, [path, seq]);
  const messages = [...list.items].reverse();
  return (
    <Page
      title={subject ?? withText(conversation, own)}
      crumbs={[{ label: 'Messages', to: '/messages' }]}
      narrow
      lead={`With ${withText(conversation, own)}`}
    >
      {list.hasMore && (
        <Button size="sm" variant="default" mb="md" loading={list.isFetchingMore} onClick={list.more}>
          Show earlier messages
        </Button>
      )}
      {list.error && <ProblemAlert problem={asCallProblem(list.error)} retry={list.again} />}
      <ol className="thread" aria-label="Messages" aria-live="polite">
        {messages.map((message) => (
          <li key={message.id}>
            {message.kind === 'text' ? (
              <Said message={message} own={own} />
            ) : (
              <p className="message-line">
                {message.agency.name} {message.kind === 'joined' ? 'joined' : 'left'} the conversation
              </p>
            )}
          </li>
        ))}
      </ol>
      {conversation.canSend ? (
        <Composer key={id} id={id} />
      ) : (
        <p className="record-note" role="status">
          {whyNot(conversation, own)}
        </p>
      )}
    </Page>
  );
}

const whyNot = ({ members }: Conversation, own: string | undefined): string =>
  members.find(({ agency }) => agency.id === own)?.leftAt
    ? 'Your agency has left this conversation. You can still read what was delivered to you. Another agency in it can add yours again once messaging is open both ways.'
    : 'No other agency is in this conversation. You cannot send messages.';

function Said({ message, own }: { message: Message; own: string | undefined }) {
  const { agency, user, text, sentAt, receipts } = message;
  const read = receipts.filter(({ readAt }) => readAt).map((each) => each.agency.name);
  const delivered = receipts.filter(({ readAt }) => !readAt).map((each) => each.agency.name);
  return (
    <article aria-label={`${user?.name ?? 'A user'} of ${agency.name}`}>
      <div className="message-head">
        <strong>{user?.name ?? 'A user'}</strong>
        <span>{agency.name}</span>
        <DateTime at={sentAt} />
        {agency.id === own && read.length > 0 && <span>Read by {read.join(', ')}</span>}
        {agency.id === own && delivered.length > 0 && <span>Delivered to {delivered.join(', ')}</span>}
      </div>
      <p className="message-text">{text}</p>
    </article>
  );
}
