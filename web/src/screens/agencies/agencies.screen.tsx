import { Button, Code, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { AgencyPage } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { Icon } from '../../ui/icon.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { AgencyTable } from './agency-table.tsx';

const pageOf = (q: string, cursor: string) => {
  const query = new URLSearchParams({ limit: '50' });
  if (q) query.set('q', q);
  if (cursor) query.set('cursor', cursor);
  return call<AgencyPage>('GET', `/v1/operator/agencies?${query}`);
};

/** The accounts on this server, for its operator. Never an agency's records. */
export function AgenciesScreen({ first }: { first: boolean }) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const list = useInfiniteQuery({
    queryKey: ['agencies', q],
    queryFn: ({ pageParam }) => pageOf(q, pageParam),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const some = items.length > 0;
  return (
    <section aria-labelledby="agencies" className="agencies">
      <div className="agencies-head">
        <div id="agencies">
          {first ? <PageHeading tab="Agencies">Agencies</PageHeading> : <h2>Agencies on this server</h2>}
          <Text c="dimmed">
            You run this server as its operator. You see accounts, never an agency's records.
          </Text>
        </div>
        {(some || q !== '') && (
          <TextInput
            type="search"
            aria-label="Find an agency by name"
            placeholder="Find by name"
            leftSection={<Icon name="search" />}
            value={typed}
            maxLength={200}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
      </div>
      {list.isPending && <Waiting what="agencies" />}
      {list.error && !some && (
        <ProblemAlert problem={asCallProblem(list.error)} retry={() => void list.refetch()} />
      )}
      {some && <AgencyTable agencies={items} />}
      {list.data && !some && (q === '' ? <NoneYet /> : <NoneFound q={q} />)}
      <Text role="status" size="sm" c="dimmed" mt="sm">
        {some &&
          `${items.length}${list.hasNextPage ? '+' : ''} ${items.length === 1 ? 'agency' : 'agencies'}`}
      </Text>
      {list.hasNextPage && (
        <Button
          variant="default"
          size="sm"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  );
}

const NoneFound = ({ q }: { q: string }) => (
  <div className="card empty">
    <Icon name="search" size={28} />
    <p>No agency is called “{q}”</p>
    <Text size="sm" c="dimmed">
      Every word has to stand somewhere in the name.
    </Text>
  </div>
);

const NoneYet = () => (
  <div className="card empty">
    <Icon name="tray" size={28} />
    <p>No agencies yet</p>
    <Text size="sm" c="dimmed" maw={460}>
      Add one with <Code>POST /api/v1/operator/agencies</Code> (try it in the API reference), or take
      departments over from the national registry on the server's terminal:{' '}
      <Code>npx standpipe import registry</Code>.
    </Text>
    <Button component="a" href="/api/docs" variant="default" size="sm" mt="md">
      Open the API reference
    </Button>
  </div>
);
