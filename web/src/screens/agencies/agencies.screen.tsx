import './agencies.css';
import { Button, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Agency } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { useList } from '../../api/queries.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { agencyFilters } from './agency-filters.ts';
import { AgencyTable } from './agency-table.tsx';

/** The accounts on this server, for its operator. Never an agency's records. */
export function AgenciesScreen() {
  const [values, change] = useFilters();
  const { q = '', state, county, feature, administrator } = values;
  const filtered = Boolean(state || county || feature || administrator);
  const [typed, setTyped] = useState(q);
  const later = useDebouncedCallback((next: string) => change({ q: next.trim() }), 250);
  const list = useList<Agency>('operator/agencies', { q, state, county, feature, administrator });
  const { items } = list;
  const some = items.length > 0;
  const find = (some || filtered || q !== '' || typed !== '') && (
    <TextInput
      type="search"
      size="sm"
      className="agency-find"
      aria-label="Find an agency by name"
      placeholder="Find by name"
      leftSection={<Icon name="search" />}
      value={typed}
      maxLength={200}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
    />
  );
  return (
    <Page
      title="Agencies"
      lead="You run this server as its operator. You see accounts, never an agency's records."
      actions={
        <>
          {find}
          <AddButton />
        </>
      }
    >
      {find && <FilterBar filters={agencyFilters(state)} />}
      {list.isPending && <Waiting what="agencies" />}
      {list.error && !some && <ProblemAlert problem={asCallProblem(list.error)} retry={list.again} />}
      {some && <AgencyTable agencies={items} />}
      {!list.isPending &&
        !list.error &&
        !some &&
        (filtered ? <NoneMatches /> : q === '' ? <NoneYet /> : <NoneFound q={q} />)}
      <Text role="status" size="sm" c="dimmed" mt="sm">
        {some && `${items.length}${list.hasMore ? '+' : ''} ${items.length === 1 ? 'agency' : 'agencies'}`}
      </Text>
      {list.hasMore && (
        <Button variant="default" size="sm" loading={list.isFetchingMore} onClick={list.more}>
          Show more
        </Button>
      )}
    </Page>
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

const NoneMatches = () => (
  <div className="card empty">
    <Icon name="search" size={28} />
    <p>No agency matches</p>
    <Text size="sm" c="dimmed">
      Remove a filter or search for another name.
    </Text>
  </div>
);

const AddButton = () => (
  <Button
    size="sm"
    leftSection={<Icon name="plus" size={16} />}
    renderRoot={(props) => <Link to={'/operator/agencies/new' as string} {...props} />}
  >
    Add agency
  </Button>
);

const NoneYet = () => (
  <div className="card empty">
    <Icon name="tray" size={28} />
    <p>No agencies yet</p>
    <Text size="sm" c="dimmed" maw={460}>
      Add them one by one, or take the departments of a county or state over from the national registry.
    </Text>
    <Button
      variant="default"
      size="sm"
      mt="md"
      renderRoot={(props) => <Link to={'/operator/registry' as string} {...props} />}
    >
      Import departments
    </Button>
  </div>
);
