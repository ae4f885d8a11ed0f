/**
 * Counts are read by scopes that are open to the viewer, and by those that name its agency. The first are looked up in
 * a hash; the second only for a count that is not among the first, which an exact total never is. Before, both were
 * collected for every total.
 */
export const up = `
drop policy open_or_party on record_count;
create policy open_or_party on record_count for select to standpipe_viewer using (
  scope_id in (select unnest(current_scopes('place') || current_scopes('permit') || current_scopes('inspection')))
  or scope_id in (select id from scope where current_agency() in (author_id, owner_id)));
drop function counted_scopes();

-- By scope first, which is a number and tells sooner.
drop index record_count_scope;
create index record_count_scope on record_count (scope_id, kind) include (status, withheld, place_withheld, n);
`;
