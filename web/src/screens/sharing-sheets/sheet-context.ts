import type { Sheet } from '@standpipe/policy';
import { createContext, useContext } from 'react';
import type { SheetRow } from './rows.ts';

/** What all rows of a sheet have in common; it stays the same object while cells change. */
export interface SheetSetting {
  readonly sheet: Sheet;
  /** Shows what partners give us below what we give. */
  readonly showTheirs: boolean;
  /** Modules that the signed-in person may not set. */
  readonly locked: ReadonlySet<string>;
  /** Nothing can be changed: somebody reads as a partner. */
  readonly readOnly: boolean;
  readonly openDetail: (id: string) => void;
  readonly explain: (id: string) => void;
  /** Gives other partners the levels of a row, not saved yet. */
  readonly copyTo: (row: SheetRow, ids: readonly string[]) => void;
  /** Saves one row; null on a sheet that is saved as a whole. */
  readonly saveRow: ((id: string) => void) | null;
}

const Context = createContext<SheetSetting | null>(null);
export const SheetSettingProvider = Context.Provider;

export function useSheetSetting(): SheetSetting {
  const setting = useContext(Context);
  if (!setting) throw new Error('There is no sheet around this.');
  return setting;
}
