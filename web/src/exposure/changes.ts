import type { Level, Module, Sheet } from '@standpipe/policy';

/** A change of one partner's row that is not saved yet; null: the partner leaves the sheet. */
export interface SheetChange {
  readonly partnerId: string;
  /** The modules that change, or the whole row. */
  readonly levels: Readonly<Partial<Record<Module, Level>>> | null;
  /** The dates it would be saved with. */
  readonly dates?: { readonly startsAt: string | null; readonly endsAt: string | null };
  /** The partner's name, where the page knows it; it is looked up otherwise. */
  readonly partner?: { readonly name: string; readonly color?: string };
}

export type { Sheet };
