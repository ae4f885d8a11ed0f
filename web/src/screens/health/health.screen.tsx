import './health.css';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../api/call.ts';
import type { ServerHealth } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { bytesText } from '../../ui/bytes.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Facts } from '../../ui/facts.tsx';
import { OnOff } from '../../ui/on-off.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { schemaVersion, spanText } from './health-words.ts';

const every = 10_000;

/** How the server is, read anew every few seconds. */
export function HealthScreen() {
  const query = useQuery({
    queryKey: ['operator/health'],
    queryFn: ({ signal }) => call<ServerHealth>('GET', '/v1/operator/health', { signal }),
    refetchInterval: every,
  });
  return (
    <Page title="Health" lead="Live status. Refreshes every 10 seconds.">
      {query.isPending && <Waiting what="the server's health" />}
      {query.error && (
        <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />
      )}
      {query.data && <Health health={query.data} />}
    </Page>
  );
}

const count = (value: number) => value.toLocaleString();

const Health = ({
  health: { database, migrations, node, mail, queues, counts },
}: {
  health: ServerHealth;
}) => (
  <div className="health">
    <Part title="This server">
      <Facts
        items={[
          ['Running for', spanText(node.uptimeSeconds)],
          ['Started', <DateTime key="at" at={node.startedAt} />],
          ['Memory', bytesText(node.memoryBytes)],
          ['Live connections', count(node.liveSockets)],
          ['Node.js', node.version],
        ]}
      />
    </Part>
    <Part title="Database">
      <Facts
        items={[
          ['Size', bytesText(database.bytes)],
          ['Connections', count(database.connections)],
          ['PostgreSQL', database.version],
          ['Where', database.embedded ? 'Embedded' : 'Separate server'],
        ]}
      />
    </Part>
    <Part title="Database updates">
      <Facts
        items={[
          ['Applied', count(migrations.applied)],
          ['Version', migrations.last && schemaVersion(migrations.last)],
          ['Last applied', <DateTime key="at" at={migrations.lastAt} />],
        ]}
      />
    </Part>
    <Part title="Mail">
      <Facts
        items={[
          ['Sending', <OnOff key="on" on={mail.configured} words={['Configured', 'Not configured']} />],
          ['From', mail.from],
        ]}
      />
      {!mail.configured && (
        <p className="health-note">Without mail, you hand out invitation and password links yourself.</p>
      )}
    </Part>
    <Part title="Waiting">
      <Facts
        items={[
          [
            'Notices waiting to be sent',
            queues.notices >= 10_000 ? 'Over 10,000' : queues.notices === 0 ? 'None' : count(queues.notices),
          ],
        ]}
      />
    </Part>
    <Part title="Accounts">
      <Facts
        items={[
          ['Agencies', count(counts.agencies)],
          ['Active', count(counts.activeAgencies)],
          ['People', count(counts.people)],
        ]}
      />
    </Part>
  </div>
);

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="health-part">
    <h2>{title}</h2>
    {children}
  </section>
);
