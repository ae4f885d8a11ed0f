import { Alert } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import type { Page, Permit } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';
import { DateTime, DayText } from '../../ui/date-time.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';

const inProgress = new Set(['applied', 'issued']);

/** Whose they are, in a sentence: "Comal FD has one in progress here". */
function headline(permits: readonly Permit[]): string {
  const open = permits.filter(({ status }) => inProgress.has(status));
  const which = open.length > 0 ? open : permits;
  const names = [
    ...new Set(which.map(({ agency, access }) => (access.relation === 'own' ? 'Your agency' : agency.name))),
  ];
  const [who, has] = [names.join(' and '), names.length > 1 ? 'have' : 'has'];
  const count = which.length === 1 ? 'one' : String(which.length);
  return open.length > 0
    ? `${who} ${has} ${count} in progress here`
    : `${who} had ${count} here within the year`;
}

/** Warns of permits of the same type at a place, open or lately so, as far as one may know of them. */
export function SimilarPermits({ placeId, type }: { placeId: string; type: string }) {
  const [typed] = useDebouncedValue(type.trim(), 300);
  const { data } = useQuery({
    queryKey: keys.list('permits', { similar: typed, place: placeId }),
    queryFn: ({ signal }) =>
      call<Page<Permit>>('POST', '/v1/permits/similar', { body: { placeId, type: typed }, signal }),
    enabled: placeId !== '' && typed !== '',
  });
  const items = placeId !== '' && typed !== '' && typed === type.trim() ? (data?.items ?? []) : [];
  return (
    <div aria-live="polite">
      {items.length > 0 && (
        <Alert className="similar" icon={<Icon name="alert" />} title={headline(items)}>
          <ul>
            {items.map((permit) => (
              <li key={permit.id}>
                <Link to="/permits/$id" params={{ id: permit.id }} target="_blank">
                  {permit.number}
                  <span className="visually-hidden"> (opens a new tab)</span>
                </Link>
                <StatusBadge kind="permit" status={permit.status} />
                <AgencyName agency={permit.agency} />
                <span className="similar-when">
                  {permit.issuedOn ? (
                    <>
                      issued <DayText on={permit.issuedOn} />
                    </>
                  ) : (
                    <>
                      since <DateTime at={permit.createdAt} ago />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
          Ask them before you make another. You can go on all the same.
        </Alert>
      )}
    </div>
  );
}
