import './audit.css';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { pathOf } from '../../api/call.ts';
import { asCallProblem } from '../../api/problem.ts';
import { useList } from '../../api/queries.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { startOfDay } from '../sharing/days.ts';
import { auditFilters } from './audit-filters.ts';
import type { Change } from './change.ts';
import { ChangeDays } from './change-days.tsx';
import { CheckpointButton } from './checkpoint-button.tsx';

/** Admin, Change log: who did what, when, and what it was before. */
export function AuditScreen() {
  const zone = useTimeZone();
  const [{ from, to, ...others }] = useFilters();
  const { user, kind, action, record, agency } = others;
  const parameters = useMemo(
    () => ({
      user,
      kind,
      action,
      record,
      agency,
      from: startOfDay(from, zone),
      to: startOfDay(to, zone, 1),
    }),
    [user, kind, action, record, agency, from, to, zone],
  );
  const list = useList<Change>('audit', parameters);
  const some = list.items.length > 0;
  const filtered = Object.values(parameters).some(Boolean);
  return (
    <Page
      title="Change log"
      lead={
        <>
          Everything your agency has done. Each entry is sealed to the one before it. To see what partners
          viewed, open{' '}
          <Link to="/sharing" search={{ tab: 'views' }} className="text-link">
            Partners’ views
          </Link>
          .
        </>
      }
      actions={<CheckpointButton />}
    >
      <FilterBar filters={auditFilters}>
        <Button
          component="a"
          size="compact-md"
          variant="default"
          leftSection={<Icon name="download" size={16} />}
          href={`/api${pathOf('/v1/audit.csv', parameters)}`}
          download
        >
          CSV
        </Button>
      </FilterBar>
      {list.isPending && <Waiting what="the change log" />}
      {list.error && !some && <ProblemAlert problem={asCallProblem(list.error)} retry={list.again} />}
      {!list.isPending && !list.error && !some && (
        <Empty icon={filtered ? 'search' : 'log'} title={filtered ? 'No change matches' : 'No changes yet'}>
          {filtered
            ? 'Remove a filter or choose other dates.'
            : 'Records that your users create, change or share, and their sign-ins, appear here.'}
        </Empty>
      )}
      {some && <ChangeDays changes={list.items} old={list.isOld} />}
      <div className="table-foot">
        <span role="status">
          {some && `${list.hasMore ? 'First ' : ''}${list.items.length.toLocaleString()} changes`}
        </span>
        {list.hasMore && (
          <Button size="compact-md" variant="default" loading={list.isFetchingMore} onClick={list.more}>
            Show older
          </Button>
        )}
      </div>
    </Page>
  );
}
