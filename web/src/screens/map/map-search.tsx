import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Page, Place } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { Icon } from '../../ui/icon.tsx';
import { placeText } from '../../ui/place-picker.tsx';
import { AgencyName } from '../../ui/provenance.tsx';

/** Finds a place by some of its address and takes the map there. */
export function MapSearch({ onFound }: { onFound: (place: Place) => void }) {
  const [typed, setTyped] = useState('');
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
  const choose = (id: string) => {
    const place = items.find((each) => each.id === id);
    combobox.closeDropdown();
    if (place) onFound(place);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.Target>
        <TextInput
          size="md"
          className="map-search"
          aria-label="Find a place on the map"
          placeholder="Address or name"
          leftSection={<Icon name="search" />}
          rightSection={found.isFetching ? <Loader size="xs" /> : null}
          autoComplete="off"
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
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
  );
}
