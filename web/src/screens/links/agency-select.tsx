import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Agency, Page } from '../../api/messages.ts';
import { countyText } from '../../ui/counties.ts';

const describe = ({ name, countyFips, state }: Agency) => `${name} · ${countyText(countyFips)}, ${state}`;

/** One of all accounts, found by some of its name. */
export function AgencySelect({
  label,
  value,
  error,
  autoFocus = false,
  onChange,
}: {
  label: string;
  value: Agency | null;
  error?: string | null;
  autoFocus?: boolean;
  onChange: (agency: Agency | null) => void;
}) {
  const [typed, setTyped] = useState('');
  const chosen = value ? describe(value) : '';
  const [words] = useDebouncedValue(typed === chosen ? '' : typed.trim(), 200);
  const found = useQuery({
    queryKey: ['operator/agencies', 'found', words],
    queryFn: ({ signal }) =>
      call<Page<Agency>>('GET', '/v1/operator/agencies', { query: { q: words, limit: 40 }, signal }),
    placeholderData: keepPreviousData,
  });
  const agencies = found.data?.items ?? [];
  const all = value && !agencies.some(({ id }) => id === value.id) ? [value, ...agencies] : agencies;
  return (
    <Select
      size="sm"
      label={label}
      searchable
      allowDeselect={false}
      placeholder={found.isPending ? 'Loading agencies…' : 'Type its name'}
      nothingFoundMessage="No agency found"
      // The server has looked already.
      filter={({ options }) => options}
      data={all.map((agency) => ({ value: agency.id, label: describe(agency) }))}
      value={value?.id ?? null}
      error={error}
      data-autofocus={autoFocus || undefined}
      onSearchChange={setTyped}
      onChange={(id) => onChange(all.find((agency) => agency.id === id) ?? null)}
    />
  );
}
