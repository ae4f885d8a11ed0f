import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { nozzleShapes, outletThreads } from '@standpipe/contract/hydrant-types';
import { Choice } from '../../ui/form-fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Outlets } from './hydrant-values.ts';
import { nozzleWords, threadWords } from './hydrant-words.ts';

const threads = outletThreads.map((value) => ({ value, label: threadWords[value]! }));
const nozzles = nozzleShapes.map((value) => ({ value, label: nozzleWords[value]! }));

/** A row as it is typed; saved outlets have numbers, and so has what is typed as one. */
type Row = Record<keyof Outlets[number], string | number | null>;

/** Outlets as rows. Unknown, none, or one row for each size, thread and shape. */
export function OutletRows({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const rows: readonly Row[] | null = value ? (JSON.parse(value) as Row[]) : null;
  const set = (next: readonly Row[]) => onChange(JSON.stringify(next));
  const change = (at: number, field: keyof Row, typed: string) =>
    set(rows!.map((row, index) => (index === at ? { ...row, [field]: read(field, typed) } : row)));
  const add = () => set([...(rows ?? []), { sizeIn: 2.5, count: 1, thread: null, nozzle: null }]);
  return (
    <fieldset>
      <legend>Outlets</legend>
      {rows?.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id of their own
        <div key={at} className="outlet-row">
          <TextInput
            size="sm"
            label="Count"
            inputMode="numeric"
            value={row.count ?? ''}
            onChange={(event) => change(at, 'count', event.currentTarget.value)}
          />
          <TextInput
            size="sm"
            label="Size, in"
            inputMode="decimal"
            value={row.sizeIn ?? ''}
            onChange={(event) => change(at, 'sizeIn', event.currentTarget.value)}
          />
          <Choice
            size="sm"
            label="Thread"
            empty="Unknown"
            choices={threads}
            value={row.thread ?? ''}
            onChange={(event) => change(at, 'thread', event.currentTarget.value)}
          />
          <Choice
            size="sm"
            label="Nozzle"
            empty="Unknown"
            choices={nozzles}
            value={row.nozzle ?? ''}
            onChange={(event) => change(at, 'nozzle', event.currentTarget.value)}
          />
          <ActionIcon
            variant="default"
            aria-label={`Remove outlet row ${at + 1}`}
            onClick={() => set(rows.filter((_, index) => index !== at))}
          >
            <Icon name="trash" />
          </ActionIcon>
        </div>
      ))}
      <Group gap="sm">
        <Button size="sm" variant="default" onClick={add}>
          Add outlets
        </Button>
        <span className="nothing">
          {rows === null ? 'Unknown' : rows.length === 0 ? 'This hydrant has no outlets.' : ''}
        </span>
        {rows !== null && (
          <Button size="sm" variant="subtle" onClick={() => onChange('')}>
            Set to unknown
          </Button>
        )}
        {rows === null && (
          <Button size="sm" variant="subtle" onClick={() => set([])}>
            There are none
          </Button>
        )}
      </Group>
    </fieldset>
  );
}

/** A typed value as it is saved; what is no number stays as typed, and is refused by name. */
function read(field: keyof Row, typed: string): string | number | null {
  if (field === 'thread' || field === 'nozzle') return typed || null;
  const given = Number(typed.replace(',', '.'));
  return typed.trim() === '' || Number.isNaN(given) || typed.endsWith('.') ? typed : given;
}
