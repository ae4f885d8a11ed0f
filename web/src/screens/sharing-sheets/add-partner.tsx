import { Button, Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { Partner } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { AgencyMark } from '../../ui/agency-mark.tsx';
import { countyText } from '../../ui/counties.ts';
import { Icon } from '../../ui/icon.tsx';
import { candidatesQuery } from './sheet-queries.ts';

/** Begin typing the name of an agency, choose it from the list, Add. */
export function AddPartner({ taken, add }: { taken: ReadonlySet<string>; add: (partner: Partner) => void }) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Partner | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const [q] = useDebouncedValue(typed.trim(), 150);
  const found = useQuery({
    ...candidatesQuery(q),
    enabled: q !== '' && !chosen,
    placeholderData: keepPreviousData,
  });
  const items = (q === '' ? [] : (found.data?.items ?? [])).filter(({ id }) => !taken.has(id));
  const choose = (partner: Partner) => {
    setChosen(partner);
    setTyped(partner.name);
    setFault(null);
    combobox.closeDropdown();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = typed.trim().toLowerCase();
    const named = items.filter((each) => each.name.toLowerCase() === name);
    const partner = chosen ?? (named.length === 1 ? named[0]! : null);
    if (!partner) {
      setFault(name === '' ? 'Type the name of an agency.' : 'Choose an agency from the list.');
      field.current?.focus();
      return;
    }
    add(partner);
    setChosen(null);
    setTyped('');
  };
  const nobody = q !== '' && !chosen && found.data && !found.isPlaceholderData && items.length === 0;
  return (
    <form className="add-partner" onSubmit={submit}>
      <Combobox
        store={combobox}
        withinPortal={false}
        onOptionSubmit={(id) => {
          const partner = items.find((each) => each.id === id);
          if (partner) choose(partner);
        }}
      >
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={field}
            size="sm"
            label="Partner agency"
            placeholder="Type an agency name"
            leftSection={<Icon name="search" size={16} />}
            autoComplete="off"
            role="combobox"
            aria-autocomplete="list"
            maxLength={200}
            value={typed}
            error={fault ?? (found.error ? asCallProblem(found.error).message : null)}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setChosen(null);
              setFault(null);
              combobox.openDropdown();
              combobox.resetSelectedOption();
            }}
            onFocus={() => typed !== '' && !chosen && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={items.length === 0 && !nobody}>
          <Combobox.Options aria-label="Agencies" mah={336} style={{ overflowY: 'auto' }}>
            {items.map((each) => (
              <Combobox.Option key={each.id} value={each.id}>
                <span className="candidate">
                  <AgencyMark color={each.color} />
                  <span>{each.name}</span>
                  <small>
                    {countyText(each.countyFips)}, {each.state}
                  </small>
                </span>
              </Combobox.Option>
            ))}
            {nobody && <Combobox.Empty>No agency found, or it is already in the table.</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Button type="submit" size="sm" variant={chosen ? 'filled' : 'default'}>
        Add
      </Button>
    </form>
  );
}
