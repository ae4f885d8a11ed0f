import { useQuery } from '@tanstack/react-query';
import { useMe } from '../ui/me.tsx';
import { mayAskWhy } from './agencies.query.ts';
import { audienceQuery } from './audience.query.ts';
import type { AskedRecord } from './why.query.ts';

const words = {
  loses: (names: string) => `${names} will no longer see it.`,
  gains: (names: string) => `${names} will see it.`,
  none: 'No partner sees it now, so nothing changes for partners.',
  noneAfter: 'No partner will see it with your current sharing settings.',
  more: (names: string, count: number) => `${names} and ${count} more partners`,
  unsure: 'Some partners also depend on what another agency shares.',
};

const listed = (names: readonly string[]): string =>
  names.length > 3
    ? words.more(names.slice(0, 3).join(', '), names.length - 3)
    : new Intl.ListFormat('en-US').format(names);

/** Which partners a record disappears for, or appears for, before that is saved. Only sharing administrators may ask. */
export function AudienceChange({
  record,
  change,
}: {
  record: Pick<AskedRecord, 'kind' | 'id'>;
  change: 'withheld' | 'shared';
}) {
  const me = useMe();
  const { data } = useQuery({
    ...audienceQuery({ record: { kind: record.kind, id: record.id }, change }),
    enabled: mayAskWhy(me),
  });
  if (!data) return null;
  const turned = data.items.filter(({ allowed, after }) =>
    change === 'withheld' ? allowed === true && after !== true : allowed !== true && after === true,
  );
  const unsure = data.items.some(({ allowed, after }) => (change === 'withheld' ? allowed : after) === null);
  const names = listed(turned.map(({ agency }) => agency.name));
  const none = change === 'withheld' ? words.none : words.noneAfter;
  return (
    <p role="status">
      <b>{turned.length === 0 ? none : change === 'withheld' ? words.loses(names) : words.gains(names)}</b>{' '}
      {unsure && words.unsure}
    </p>
  );
}
