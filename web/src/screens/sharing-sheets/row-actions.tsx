import { Button } from '@mantine/core';
import type { Module } from '@standpipe/policy';
import { Icon } from '../../ui/icon.tsx';
import { useDrafts } from './drafts.ts';
import { levelIn, type SheetRow } from './rows.ts';
import { useSheetSetting } from './sheet-context.ts';

/** A sign without words, which a screen reader and a title say. */
export const IconButton = ({
  icon,
  label,
  column,
  tab,
  onClick,
}: {
  icon: 'cross' | 'trash';
  label: string;
  column: number;
  tab: number;
  onClick: () => void;
}) => (
  <button
    type="button"
    className="sheet-icon"
    aria-label={label}
    title={label}
    tabIndex={tab}
    data-col={column}
    onClick={onClick}
  >
    <Icon name={icon} size={16} />
  </button>
);

/** Takes a partner off the table, or back onto it while nothing is saved. */
export function Trash({ row, removed, tab }: { row: SheetRow; removed: boolean; tab: number }) {
  const drafts = useDrafts();
  const { locked } = useSheetSetting();
  const { id, name } = row.partner;
  // The server asks for the module's own permission to end what the row holds.
  const holdsLocked = [...locked].some((module) => levelIn(row.levels, module as Module) !== 'none');
  if (holdsLocked) return null;
  if (removed)
    return (
      <Button
        size="compact-sm"
        variant="default"
        tabIndex={tab}
        data-col={20}
        aria-label={`Keep ${name}`}
        onClick={() => drafts.patch(id, { removed: false, removedFrom: null })}
      >
        Keep
      </Button>
    );
  return (
    <IconButton
      icon="trash"
      label={`Remove ${name}`}
      column={20}
      tab={tab}
      onClick={() => drafts.remove(row)}
    />
  );
}
