import './notices.css';
import { Button, SegmentedControl, Text } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { Me, Notice } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { NoticeItem } from './notice-item.tsx';
import { markRead, noticesQuery, type Which } from './notices.query.ts';

/** What changed for this person: grants, and records shared or gone. */
export function Notices({
  me,
  timeZone,
  bare = false,
  title = 'Notices',
  first = 'unread',
}: {
  me: Me;
  timeZone: string;
  bare?: boolean;
  title?: string;
  /** Which stand there at the beginning. */
  first?: Which;
}) {
  // Where a dialog around it has the name already, it is no landmark of its own.
  const Around = bare ? 'div' : 'section';
  const client = useQueryClient();
  const [which, setWhich] = useState<Which>(first);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const list = useInfiniteQuery(noticesQuery(me, which));
  const unread = list.data?.pages[0]?.unread ?? 0;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];

  const read = async (ids: readonly string[] | null) => {
    setProblem(null);
    await markRead(client, me, ids).catch((error: unknown) => setProblem(asCallProblem(error)));
  };
  const readAll = async () => {
    await read(null);
    heading.current?.focus();
  };

  return (
    <Around className="card notices" {...(!bare && { 'aria-labelledby': id })}>
      <div className="notices-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}{' '}
          {unread > 0 && (
            <span className="count">
              {unread > 99 ? '99+' : unread} <span className="count-word">unread</span>
            </span>
          )}
        </h2>
        <SegmentedControl
          size="sm"
          aria-label="Which notices"
          value={which}
          onChange={(value) => {
            // What was marked as read stays in sight until the list is asked for anew, which is now.
            client.removeQueries({ queryKey: noticesQuery(me, value as Which).queryKey });
            setWhich(value as Which);
          }}
          data={[
            { value: 'unread', label: 'Unread' },
            { value: 'all', label: 'All' },
          ]}
        />
      </div>
      <ProblemAlert problem={problem} />
      {list.isPending && <Waiting what="notices" />}
      {list.error && items.length === 0 && (
        <ProblemAlert problem={asCallProblem(list.error)} retry={() => void list.refetch()} />
      )}
      {list.data && items.length === 0 && <Empty which={which} />}
      <NoticeList me={me} items={items} timeZone={timeZone} read={(id) => read([id])} />
      <div className="notices-foot">
        {list.hasNextPage && (
          <Button
            variant="default"
            size="compact-sm"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show older
          </Button>
        )}
        {unread > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => void readAll()}>
            Mark all as read
          </Button>
        )}
      </div>
    </Around>
  );
}

const NoticeList = ({
  me,
  items,
  timeZone,
  read,
}: {
  me: Me;
  items: readonly Notice[];
  timeZone: string;
  read: (id: string) => Promise<void>;
}) =>
  items.length > 0 && (
    <ul className="notice-list">
      {items.map((notice) => (
        <NoticeItem
          key={notice.id}
          me={me}
          notice={notice}
          timeZone={timeZone}
          read={() => read(notice.id)}
        />
      ))}
    </ul>
  );

const Empty = ({ which }: { which: Which }) => (
  <div className="empty">
    <Icon name="tray" size={28} />
    <p>{which === 'unread' ? 'Nothing new' : 'No notices yet'}</p>
    <Text size="sm" c="dimmed">
      You get a notice when a partner changes what it shares with you, or when shared records appear or are
      removed.
    </Text>
  </div>
);
