import './links.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Link } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { LinkAdd } from './link-add.tsx';
import { LinkRemove } from './link-remove.tsx';

/** Pairs of agencies that stand on each other's Client Data Sharing sheet though they share no county. */
export function LinksScreen() {
  const list = useList<Link>('operator/links');
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Link | null>(null);
  const add = (
    <Button size="sm" leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
      Add link
    </Button>
  );
  const columns: readonly Column<Link>[] = [
    {
      id: 'agencies',
      header: 'Agencies',
      fixed: true,
      cell: ({ agencies }) => (
        <span className="linked">
          <span>{agencies[0]?.name}</span>
          <Icon name="link" size={16} />
          <span className="visually-hidden">and</span>
          <span>{agencies[1]?.name}</span>
        </span>
      ),
    },
    { id: 'since', header: 'Since', cell: ({ createdAt }) => <DateTime at={createdAt} /> },
    {
      id: 'remove',
      header: 'Remove',
      align: 'end',
      phone: 'end',
      fixed: true,
      cell: (link) => (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          className="danger-button"
          aria-label={`Remove the link of ${link.agencies.map(({ name }) => name).join(' and ')}`}
          onClick={() => setRemoving(link)}
        >
          Remove
        </Button>
      ),
    },
  ];
  return (
    <Page
      title="Links"
      lead="Agencies in the same county are listed on each other's Client Data Sharing page automatically. A link lists two agencies that do not share a county. Each agency still chooses what it shares."
      actions={add}
    >
      <RecordTable
        id="links"
        label="Links"
        columns={columns}
        list={list}
        empty={
          <div className="card">
            <Empty icon="link" title="No links yet" action={add}>
              When two agencies in different counties want to share, link them here. Each is then listed on
              the other’s Client Data Sharing page, with every module at None.
            </Empty>
          </div>
        }
      />
      <LinkAdd opened={adding} onClose={() => setAdding(false)} />
      <LinkRemove link={removing} onClose={() => setRemoving(null)} />
    </Page>
  );
}
