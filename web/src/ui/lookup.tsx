import { TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asCallProblem } from '../api/problem.ts';

/** Finds one record by typing some of its words. */
export function Lookup({
  label,
  id,
  find,
  choose,
}: {
  label: string;
  /** What its answers are remembered under. */
  id: string;
  find: (q: string) => Promise<readonly { readonly value: string; readonly label: string }[]>;
  choose: (value: string, label: string) => void;
}) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({
    queryKey: ['lookup', id, q],
    queryFn: () => find(q),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="lookup">
      <TextInput
        size="sm"
        type="search"
        label={label}
        placeholder="Type to find"
        value={typed}
        maxLength={200}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className="lookup-list">
        {(found.data ?? []).map((each) => (
          <li key={each.value}>
            <UnstyledButton className="lookup-item" onClick={() => choose(each.value, each.label)}>
              {each.label}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <p role="status" className="lookup-state">
        {found.error
          ? asCallProblem(found.error).message
          : q && found.data?.length === 0
            ? 'Nothing found'
            : ''}
      </p>
    </div>
  );
}
