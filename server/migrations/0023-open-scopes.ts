/**
 * The second lock on records, so that an index is free to serve the question: looked up in a hash for each row, and
 * not made part of an index's condition. There it was sorted anew for every scope that a list walked, and made the
 * planner count on next to no rows, so that it took the wrong index for a filter.
 */
const locked = (table: string) => `
alter policy open_scope on ${table} using (scope_id in (select unnest(current_scopes('${table}'))));
`;

/** A page by status is read from the index alone. */
const byStatus = (table: string) => `
drop index ${table}_status;
create index ${table}_status on ${table} (scope_id, status, created_at desc, id desc) include (withheld, place_withheld);
`;

export const up = [
  ...['place', 'permit', 'inspection'].map(locked),
  ...['permit', 'inspection'].map(byStatus),
].join('');
