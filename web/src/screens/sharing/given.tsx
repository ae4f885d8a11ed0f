import { ActionIcon, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { mayOpenSheet } from '../../exposure/agencies.query.ts';
import { sheetRowLink } from '../../exposure/sheet-row-link.ts';
import { ViewAsItem } from '../../exposure/view-as.tsx';
import { useWhy, WhyItem } from '../../exposure/why-button.tsx';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMe } from '../../ui/me.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { grantColumns, LastUse } from './grant-columns.tsx';
import { grantFilters } from './grant-filters.ts';
import { type Given as Grant, listOf } from './grants.ts';

type Row = Grant & { readonly id: string };

/** Every grant of ours, with what became of it and how it is used. */
export function Given({ grants }: { grants: readonly Grant[] }) {
  const [values, change] = useFilters();
  const { ask, dialog } = useWhy();
  const someEnd = grants.some(({ endsAt }) => endsAt !== null);
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      ...grantColumns<Row>('Partner', someEnd),
      {
        id: 'changed',
        header: 'Last change',
        sort: 'changedAt',
        cell: ({ changedAt }) => <DateTime at={changedAt} ago />,
      },
      { id: 'changedBy', header: 'Changed by', hidden: true, cell: ({ changedBy }) => changedBy ?? '—' },
      { id: 'lastUse', header: 'Last use', sort: 'lastUse', cell: (grant) => <LastUse grant={grant} /> },
      {
        id: 'more',
        header: 'More',
        fixed: true,
        align: 'end',
        phone: 'end',
        cell: (grant) => <More grant={grant} ask={() => ask({ agency: grant.partner })} />,
      },
    ],
    [ask, someEnd],
  );
  return (
    <>
      <FilterBar filters={grantFilters} search="Partner" />
      <RecordTable
        id="grants-given"
        label="Grants"
        columns={columns}
        list={listOf(grants, values)}
        sort={values.sort ?? null}
        onSort={(sort) => change({ sort: sort ?? '' })}
        empty={grants.length > 0 ? <NoMatch /> : <NothingGiven />}
      />
      {dialog}
    </>
  );
}

export const NoMatch = () => (
  <Empty icon="search" title="No grant matches">
    Remove a filter or search for another agency.
  </Empty>
);

export const NothingGiven = () => (
  <Empty icon="share" title="We share nothing yet">
    What you share on Client Data Sharing or User Data Sharing appears here, with its last use.
  </Empty>
);

function More({ grant, ask }: { grant: Grant; ask: () => void }) {
  const me = useMe();
  const { partner, sheet } = grant;
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`More about ${partner.name}`}>
          <Icon name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayOpenSheet(me, sheet) && (
          <Menu.Item
            leftSection={<Icon name="settings" size={16} />}
            renderRoot={(props) => <Link {...sheetRowLink(sheet, partner)} {...props} />}
          >
            Change what we share
          </Menu.Item>
        )}
        <ViewAsItem agency={partner} />
        <WhyItem onClick={ask} />
      </Menu.Dropdown>
    </Menu>
  );
}
