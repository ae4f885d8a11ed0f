import { Alert } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import type { Inspection, Page } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { When } from '../../ui/when.tsx';
import '../permits/permits.css';

/** Whose they are, in a sentence: "Comal FD has one under way here". */
function headline(inspections: readonly Inspection[]): string {
  const open = inspections.filter(({ status }) => status !== 'completed');
  const which = open.length > 0 ? open : inspections;
  const names = [
    ...new Set(which.map(({ agency, access }) => (access.relation === 'own' ? 'Your agency' : agency.name))),
  ];
  const [who, has] = [names.join(' and '), names.length > 1 ? 'have' : 'has'];
  const count = which.length === 1 ? 'one' : String(which.length);
  return open.length > 0
    ? `${who} ${has} ${count} scheduled or under way here`
    : `${who} did ${count} here within the year`;
}

/** Warns of inspections of the same type at a place, open or lately done, as far as one may know of them. */
export function SimilarInspections({ placeId, type }: { placeId: string; type: string }) {
  const [typed] = useDebouncedValue(type.trim(), 300);
  const { data } = useQuery({
    queryKey: keys.list('inspections', { similar: typed, place: placeId }),
    queryFn: ({ signal }) =>
      call<Page<Inspection>>('POST', '/v1/inspections/similar', { body: { placeId, type: typed }, signal }),
    enabled: placeId !== '' && typed !== '',
  });
  const items = placeId !== '' && typed !== '' && typed === type.trim() ? (data?.items ?? []) : [];
  return (
    <div aria-live="polite">
      {items.length > 0 && (
        <Alert className="similar" icon={<Icon name="alert" />} title={headline(items)}>
          <ul>
            {items.map((inspection) => (
              <li key={inspection.id}>
                <Link to={`/inspections/${inspection.id}` as string} target="_blank">
                  {inspection.number}
                  <span className="visually-hidden"> (opens a new tab)</span>
                </Link>
                <StatusBadge kind="inspection" status={inspection.status} />
                <AgencyName agency={inspection.agency} />
                <span className="similar-when">
                  {inspection.completedAt ? (
                    <>
                      done <DateTime at={inspection.completedAt} ago />
                    </>
                  ) : (
                    inspection.scheduledFor && (
                      <>
                        for <When at={inspection.scheduledFor} />
                      </>
                    )
                  )}
                </span>
              </li>
            ))}
          </ul>
          Another visit may not be needed. You can go on all the same.
        </Alert>
      )}
    </div>
  );
}
