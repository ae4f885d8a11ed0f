import { Button, Combobox, Input, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { call } from '../api/call.ts';
import type { Page, Place } from '../api/messages.ts';
import { asCallProblem } from '../api/problem.ts';
import { recordQuery } from '../api/queries.ts';
import { Icon } from './icon.tsx';
import { AgencyName } from './provenance.tsx';

const OnMap = lazy(() => import('../map/on-map.tsx'));

/** A place in one line: "12 Mill Lane, Unit 4, Boerne". */
export const placeText = ({
  addressLine,
  unit,
  city,
}: Pick<Place, 'addressLine' | 'unit' | 'city'>): string =>
  [addressLine, unit, city].filter(Boolean).join(', ');

/** Chooses a place one may see, by typing some of its address. */
export function PlacePicker({
  value,
  onChange,
  error,
  autoFocus = false,
}: {
  /** The chosen place's id; empty for none. */
  value: string;
  onChange: (id: string) => void;
  error?: ReactNode;
  autoFocus?: boolean;
}) {
  const [changing, setChanging] = useState(false);
  const change = () => {
    setChanging(true);
    onChange('');
  };
  if (value) return <Chosen id={value} error={error} change={change} />;
  return <Search onChange={onChange} error={error} autoFocus={autoFocus || changing} />;
}

function Chosen({ id, error, change }: { id: string; error: ReactNode; change: () => void }) {
  const { data, error: problem } = useQuery(recordQuery<Place>('places', id));
  return (
    <Input.Wrapper
      label="Place"
      labelElement="div"
      error={error ?? (problem && asCallProblem(problem).message)}
    >
      <div className="picked">
        <div className="picked-words">
          <b>{data ? placeText(data) : '…'}</b>
          {data && <AgencyName agency={data.agency} />}
        </div>
        <Button size="compact-sm" variant="default" onClick={change}>
          Choose another place
        </Button>
      </div>
    </Input.Wrapper>
  );
}

function Search({
  onChange,
  error,
  autoFocus,
}: {
  onChange: (id: string) => void;
  error: ReactNode;
  autoFocus: boolean;
}) {
  const [typed, setTyped] = useState('');
  const [onMap, setOnMap] = useState(false);
  const [q] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({
    queryKey: ['places', 'list', { picking: q }],
    queryFn: ({ signal }) =>
      call<Page<Place>>('GET', '/v1/places', { query: { q, limit: 8, sort: 'addressLine' }, signal }),
    placeholderData: keepPreviousData,
    enabled: q !== '',
  });
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const items = q === '' ? [] : (found.data?.items ?? []);
  // The best match is chosen by Enter alone.
  const first = items[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is another object every time
  useEffect(() => {
    if (first) combobox.selectFirstOption();
  }, [first]);
  return (
    <>
      <Combobox store={combobox} onOptionSubmit={onChange}>
        <Combobox.Target>
          <TextInput
            size="sm"
            label="Place"
            withAsterisk
            description="Search by address or name."
            error={error}
            autoFocus={autoFocus}
            autoComplete="off"
            maxLength={200}
            value={typed}
            rightSection={found.isFetching ? <Loader size="xs" /> : null}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              combobox.openDropdown();
            }}
            onFocus={() => q !== '' && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={q === ''}>
          <Combobox.Options aria-label="Places found">
            {items.map((each) => (
              <Combobox.Option key={each.id} value={each.id} className="place-option">
                <span>{placeText(each)}</span>
                <AgencyName agency={each.agency} />
              </Combobox.Option>
            ))}
            {q !== '' && !found.isFetching && items.length === 0 && (
              <Combobox.Empty>
                {found.error ? asCallProblem(found.error).message : 'No place matches'}
              </Combobox.Empty>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Button
        size="compact-sm"
        variant="default"
        mt={6}
        leftSection={<Icon name="map" size={16} />}
        onClick={() => setOnMap(true)}
      >
        Choose on the map
      </Button>
      {onMap && (
        <Suspense>
          <OnMap
            title="Choose a place"
            of="record"
            onChosen={({ id }) => id && onChange(id)}
            onClose={() => setOnMap(false)}
          />
        </Suspense>
      )}
    </>
  );
}
