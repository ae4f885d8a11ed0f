import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Page, SearchedKind, SearchHit } from '../api/messages.ts';
import { nounOf } from '../api/queries.ts';
import type { IconName } from '../ui/icon.tsx';
import { useMe, useReadOnly } from '../ui/me.tsx';
import { statusWord } from '../ui/words.ts';
import type { Found } from './found.ts';
import { useAccounts, usePartners } from './found-agencies.ts';
import { itemsFor } from './navigation.ts';

interface Group {
  readonly name: string;
  readonly found: readonly Found[];
}

/** Command boards have no screen yet, and so are not among the findings. */
const kinds: Partial<Record<SearchedKind, { name: string; icon: IconName }>> = {
  place: { name: 'Places', icon: 'place' },
  permit: { name: 'Permits', icon: 'permit' },
  inspection: { name: 'Inspections', icon: 'inspection' },
  hydrant: { name: 'Hydrants', icon: 'hydrant' },
  device: { name: 'Units', icon: 'transfer' },
};

const recordOf = (hit: SearchHit): Found => ({
  key: hit.id,
  label: hit.label,
  sublabel: [hit.sublabel, hit.status && statusWord(hit.kind, hit.status)].filter(Boolean).join(' · '),
  icon: kinds[hit.kind]?.icon ?? 'search',
  to: `/${nounOf(hit.kind)}/${hit.id}`,
  owner: hit.agency,
});

/** What matches the typed words: records of every kind, agencies, and screens. */
export function useFindings(q: string): { groups: readonly Group[]; busy: boolean; error: Error | null } {
  const me = useMe();
  const asPartner = useReadOnly();
  const records = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => call<Page<SearchHit>>('GET', '/v1/search', { query: { q }, signal }),
    enabled: q !== '' && me.agency !== null,
    placeholderData: keepPreviousData,
  });
  const accounts = useAccounts(q);
  const partners = usePartners(q);
  const words = q.toLowerCase();
  const screens = itemsFor(me, asPartner)
    .filter(({ label }) => label.toLowerCase().includes(words))
    .map(({ label, icon, to }): Found => ({ key: to, label, icon, to }));
  const hits = q === '' ? [] : (records.data?.items ?? []);
  const groups: Group[] = [
    ...Object.entries(kinds).map(([kind, { name }]) => ({
      name,
      found: hits.filter((hit) => hit.kind === kind).map(recordOf),
    })),
    { name: 'Agencies', found: [...partners.found, ...accounts.found] },
    { name: 'Go to', found: screens },
  ];
  return {
    groups: groups.filter(({ found }) => found.length > 0),
    busy: records.isFetching || partners.busy || accounts.busy,
    error: records.error ?? accounts.error,
  };
}
