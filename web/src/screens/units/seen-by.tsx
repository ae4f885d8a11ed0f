import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { SeenBy, Unit } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';
import { useCan } from '../../ui/me.tsx';

const list = new Intl.ListFormat('en-US', { type: 'conjunction' });

/** What the crew has to know: whether partners see where this unit is, and which. */
export function SeenByLine({ unit }: { unit: Unit }) {
  const mayAsk = useCan(unit)('send');
  const { data } = useQuery({
    queryKey: [...keys.under('units', unit.id, 'seen-by'), unit.version],
    queryFn: ({ signal }) =>
      call<SeenBy>('GET', `/v1/units/${encodeURIComponent(unit.id)}/seen-by`, { signal }),
    enabled: mayAsk,
  });
  if (!data) return null;
  const names = data.agencies.map(({ name }) => name);
  return (
    <p className="record-note" role="status">
      {names.length > 0
        ? `Location sharing is on. ${list.format(names)} can see where this unit is.`
        : unit.status === 'signedIn'
          ? 'No partner can see where this unit is. Your agency can.'
          : 'Location sharing is off: this unit is signed out. Your agency still sees its last position.'}
    </p>
  );
}
