/** The columns that every record's table has, as stores read them. */
const head = [
  ...['id', 'owner_id', 'scope_id', 'version', 'created_at', 'updated_at', 'created_by', 'withheld'],
] as const;
const tail = ['notes', 'external_id'] as const;
const located = [...head, 'address_line', 'lng', 'lat', ...tail] as const;

/** The columns that a record at a place has beside them. */
const atPlace = [
  ...located,
  ...['author_id', 'place_id', 'place_withheld', 'place_retired', 'number', 'type', 'status'],
] as const;

/** A kind's columns: those of every record, and its own. */
export const recordColumns = (...own: readonly string[]): readonly string[] => [...located, ...own];
/** The same for a kind without an address line and a point of its own. */
export const pointlessColumns = (...own: readonly string[]): readonly string[] => [...head, ...tail, ...own];
/** The same for a kind whose records are tied to a place and made by an agency that need not own it. */
export const atPlaceColumns = (...own: readonly string[]): readonly string[] => [...atPlace, ...own];
