import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../ui/me.tsx';
import { type NamedAgency, useAgencies } from './agencies.query.ts';
import { colleaguesQuery } from './why.query.ts';

const pause = 200;

/** One's own agency, a partner, or any agency that one could add: by typing some of its name. */
export function AgencyPicker({
  value,
  onChange,
}: {
  value: NamedAgency | null;
  onChange: (agency: NamedAgency) => void;
}) {
  const me = useMe();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), pause);
  const { agencies, isPending } = useAgencies(q);
  const own: NamedAgency[] = me.agency ? [me.agency] : [];
  const given = value && ![...own, ...agencies].some(({ id }) => id === value.id) ? [value] : [];
  const all = [...own, ...given, ...agencies];
  const optionsOf = (some: readonly NamedAgency[]) =>
    some.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      label="Agency"
      size="sm"
      placeholder={isPending ? 'Loading agencies…' : 'Type its name'}
      searchable
      clearable={false}
      allowDeselect={false}
      limit={60}
      maxDropdownHeight={280}
      nothingFoundMessage="No agency found"
      data={[
        { group: 'Your agency', items: optionsOf(own) },
        { group: 'Others', items: optionsOf([...given, ...agencies]) },
      ]}
      value={value?.id ?? null}
      onSearchChange={setTyped}
      onChange={(id) => {
        const chosen = all.find((each) => each.id === id);
        if (chosen) onChange(chosen);
      }}
    />
  );
}

/** Any user of the own agency who holds the permission, or one of them by name. */
export function UserPicker({ value, onChange }: { value: string; onChange: (userId: string) => void }) {
  const me = useMe();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), pause);
  const found = useQuery({
    ...colleaguesQuery(q),
    enabled: me.permissions.includes('Admin - Users'),
    placeholderData: keepPreviousData,
  });
  const [chosen, setChosen] = useState({ value: me.user.id, label: `${me.user.name} (you)` });
  const users = new Map([
    [me.user.id, `${me.user.name} (you)`],
    ...(value ? [[chosen.value, chosen.label] as const] : []),
  ]);
  for (const { id, name } of found.data ?? []) if (id !== me.user.id) users.set(id, name);
  return (
    <Select
      label="User"
      size="sm"
      searchable
      allowDeselect={false}
      maxDropdownHeight={280}
      nothingFoundMessage="No user found"
      data={[
        { value: '', label: 'Any user with the permission' },
        ...[...users].map(([id, name]) => ({ value: id, label: name })),
      ]}
      value={value}
      onSearchChange={setTyped}
      onChange={(id) => {
        if (id === null) return;
        if (id) setChosen({ value: id, label: users.get(id) ?? '' });
        onChange(id);
      }}
    />
  );
}
