import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { asCallProblem, isGone } from '../api/problem.ts';
import { Icon, type IconName } from './icon.tsx';
import { Page } from './page.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { Waiting } from './waiting.tsx';

/** What would be here, and how it gets here. */
export const Empty = ({
  icon = 'tray',
  title,
  children,
  action,
}: {
  icon?: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) => (
  <div className="empty">
    <Icon name={icon} size={28} />
    <p>{title}</p>
    {children && (
      <Text component="div" size="sm" c="dimmed" maw={460}>
        {children}
      </Text>
    )}
    {action && <div className="empty-action">{action}</div>}
  </div>
);

/** In place of a record that is not there, or not there any more for whoever looks. */
export const Gone = ({ what, back }: { what: string; back: { label: string; to: string } }) => (
  <Page title={`This ${what} is not here`} tab="Not here" narrow>
    <Text mb="md">
      It was deleted, its agency stopped sharing it with yours, or the address is mistyped. Contact the agency
      that owns it.
    </Text>
    <Button size="sm" variant="default" renderRoot={(props) => <Link to={back.to} {...props} />}>
      {back.label}
    </Button>
  </Page>
);

/** A query as far as states are concerned. */
interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

/** A record's page in all its states; what is in it comes from `children` once the record is there. */
export function RecordState<Data>({
  query,
  what,
  back,
  children,
}: {
  query: Asked<Data>;
  what: string;
  back: { label: string; to: string };
  children: (record: Data) => ReactNode;
}) {
  if (isGone(query.error)) return <Gone what={what} back={back} />;
  if (query.data !== undefined) return children(query.data);
  if (query.error)
    return (
      <Page title={`This ${what} could not be loaded`} tab="Problem" narrow>
        <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />
      </Page>
    );
  return <Waiting what={`the ${what}`} />;
}
