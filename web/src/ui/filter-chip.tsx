import { Button, CloseButton, Popover, Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Lookup } from './lookup.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Those of few options whose label has these words. */
export const labelled = (options: readonly Option[], q: string): readonly Option[] =>
  options.filter(({ label }) => label.toLowerCase().includes(q.toLowerCase()));

interface FilterHead {
  /** The API's parameter. */
  readonly name: string;
  readonly label: string;
}

/** One way to narrow a list: one of a few, words, a day, or a record that is looked up. */
export type Filter = FilterHead &
  (
    | { readonly options: readonly Option[] }
    | { readonly input: 'text' | 'date' }
    | {
        readonly find: (q: string) => Promise<readonly Option[]>;
        readonly nameOf: (value: string) => Promise<string>;
      }
  );

interface ChipProps {
  readonly filter: Filter;
  readonly value: string;
  readonly opened: boolean;
  readonly setOpened: (open: boolean) => void;
  readonly change: (value: string) => void;
}

/** "Status: Issued": opens to be changed, and goes away by its cross. */
export function FilterChip({ filter, value, opened, setOpened, change }: ChipProps) {
  const text = useValueText(filter, value);
  const choose = (next: string) => {
    change(next);
    setOpened(false);
  };
  return (
    <span className="filter-chip">
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width={280}>
        <Popover.Target>
          <button type="button" className="filter-value" onClick={() => setOpened(!opened)}>
            {filter.label}
            {value !== '' && (
              <>
                : <b>{text}</b>
              </>
            )}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={filter.label}>
          <Editor filter={filter} value={value} choose={choose} />
        </Popover.Dropdown>
      </Popover>
      {value !== '' && (
        <CloseButton size="sm" aria-label={`Without the filter ${filter.label}`} onClick={() => change('')} />
      )}
    </span>
  );
}

/** What stands on the chip: words, never ids. */
function useValueText(filter: Filter, value: string): string {
  const looked = useQuery({
    queryKey: ['filter', filter.name, value],
    queryFn: async () => ('nameOf' in filter && value !== '' ? filter.nameOf(value) : ''),
    enabled: 'nameOf' in filter && value !== '',
    retry: false,
  });
  if ('options' in filter) return filter.options.find((each) => each.value === value)?.label ?? 'other';
  if ('nameOf' in filter) return looked.data ?? (looked.error ? 'not here' : '…');
  return value;
}

function Editor({
  filter,
  value,
  choose,
}: {
  filter: Filter;
  value: string;
  choose: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  if ('options' in filter)
    return (
      <Radio.Group value={value} onChange={choose} aria-label={filter.label}>
        <Stack gap={2}>
          {filter.options.map((each, index) => (
            <Radio
              key={each.value}
              value={each.value}
              label={each.label}
              className="filter-option"
              data-autofocus={index === 0 || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
    );
  if ('find' in filter)
    return <Lookup label={filter.label} id={filter.name} find={filter.find} choose={choose} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    choose(typed.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <TextInput
          size="sm"
          type={filter.input}
          label={filter.label}
          value={typed}
          maxLength={120}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button size="compact-md" type="submit">
          Apply
        </Button>
      </Stack>
    </form>
  );
}
