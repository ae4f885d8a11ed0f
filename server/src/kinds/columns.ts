/** The columns that every record's table has, as stores read them. */
const ofEvery = [
  ...['id', 'owner_id', 'scope_id', 'version', 'created_at', 'updated_at', 'created_by', 'withheld'],
  ...['address_line', 'lng', 'lat', 'notes', 'external_id'],
] as const;

/** The columns that a record at a place has beside them. */
const atPlace = [
  ...ofEvery,
  ...['author_id', 'place_id', 'place_withheld', 'place_retired', 'number', 'type', 'status'],
] as const;

/** A kind's columns: those of every record, and its own. */
export const recordColumns = (...own: readonly string[]): readonly string[] => [...ofEvery, ...own];
/** The same for a kind whose records stand at a place and are made by an agency that need not own it. */
export const atPlaceColumns = (...own: readonly string[]): readonly string[] => [...atPlace, ...own];
