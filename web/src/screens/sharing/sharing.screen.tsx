import './sharing.css';
import { useQuery } from '@tanstack/react-query';
import { asCallProblem } from '../../api/problem.ts';
import { overviewQuery } from '../../exposure/agencies.query.ts';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { Given } from './given.tsx';
import { Glance } from './glance.tsx';
import { Received } from './received.tsx';
import { Views } from './views.tsx';

/** Who shares what with whom, from one's own agency's side. */
export function SharingScreen() {
  const me = useMe();
  const overview = useQuery(overviewQuery);
  const [{ tab = 'glance', module = '', direction = '' }, change] = useFilters();
  const show = (next: string) =>
    change({ ...nothing, module, direction, tab: next === 'glance' ? '' : next });
  const grants = (of: (data: NonNullable<typeof overview.data>) => React.ReactNode) => {
    if (overview.data) return of(overview.data);
    if (overview.error)
      return <ProblemAlert problem={asCallProblem(overview.error)} retry={() => void overview.refetch()} />;
    return <Waiting what="what is shared" />;
  };
  return (
    <Page
      title="Sharing"
      lead={`What ${me.agency?.name} shares and what partners share with it. Sharing is always direct, never through another agency.`}
    >
      <Tabs
        label="Sharing"
        value={tab}
        onChange={show}
        tabs={[
          { value: 'glance', label: 'At a glance', content: grants((data) => <Glance overview={data} />) },
          {
            value: 'given',
            label: 'What we share',
            content: grants((data) => <Given grants={data.given} />),
          },
          {
            value: 'received',
            label: 'What is shared with us',
            content: grants((data) => <Received grants={data.received} />),
          },
          ...(me.permissions.includes('Admin - Audit')
            ? [{ value: 'views', label: 'Partners’ views', content: <Views /> }]
            : []),
        ]}
      />
    </Page>
  );
}

/** Each tab has filters of its own; module and direction go along. */
const nothing = {
  q: '',
  state: '',
  sort: '',
  agency: '',
  kind: '',
  how: '',
  record: '',
  user: '',
  from: '',
  to: '',
};
