import { Button, Menu, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Filter, FilterChip } from './filter-chip.tsx';
import { Icon } from './icon.tsx';
import { useShortcut } from './shortcuts.ts';
import { useFilters } from './use-filters.ts';

/** The parameter that is typed as text. */
const text = 'q';

/** What a list is narrowed by: words, and chips that open to be changed. It all stands in the address. */
export function FilterBar({
  filters,
  search,
  children,
}: {
  filters: readonly Filter[];
  /** What the words are looked for in: "Number, type or address"; left out, there is no such field. */
  search?: string;
  /** Controls at the end of the bar. */
  children?: ReactNode;
}) {
  const [values, change] = useFilters();
  const [opened, setOpened] = useState<string | null>(null);
  const shown = filters.filter(({ name }) => values[name] !== undefined || name === opened);
  const others = filters.filter((each) => !shown.includes(each));
  const active = filters.filter(({ name }) => values[name] !== undefined);
  const clear = () =>
    change(Object.fromEntries([text, ...filters.map(({ name }) => name)].map((name) => [name, ''])));
  return (
    <search className="filter-bar">
      {search && <Words value={values[text] ?? ''} label={search} change={(q) => change({ [text]: q })} />}
      {shown.map((filter) => (
        <FilterChip
          key={filter.name}
          filter={filter}
          value={values[filter.name] ?? ''}
          opened={opened === filter.name}
          setOpened={(open) => setOpened(open ? filter.name : null)}
          change={(value) => change({ [filter.name]: value })}
        />
      ))}
      {others.length > 0 && (
        <Menu position="bottom-start" withInitialFocusPlaceholder={false} returnFocus={false}>
          <Menu.Target>
            <Button
              size="compact-md"
              variant="subtle"
              color="gray"
              leftSection={<Icon name="filter" size={16} />}
            >
              Filter
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ name, label }) => (
              <Menu.Item key={name} onClick={() => setTimeout(() => setOpened(name))}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {(active.length > 0 || values[text]) && (
        <Button size="compact-md" variant="subtle" color="gray" onClick={clear}>
          Clear
        </Button>
      )}
      {children && <div className="filter-end">{children}</div>}
    </search>
  );
}

function Words({ value, label, change }: { value: string; label: string; change: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const later = useDebouncedCallback((next: string) => change(next.trim()), 250);
  useEffect(() => {
    if (document.activeElement !== field.current || value === '') setTyped(value);
  }, [value]);
  useShortcut('f', 'Find in the list', () => field.current?.focus());
  return (
    <TextInput
      ref={field}
      type="search"
      size="sm"
      className="filter-words"
      aria-label={`Find by ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
      placeholder={label}
      leftSection={<Icon name="search" size={16} />}
      maxLength={200}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
    />
  );
}
