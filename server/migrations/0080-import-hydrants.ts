/**
 * Files of hydrants. A place whose file had no point is put at the middle of its ZIP area or county, and marked as that
 * until somebody sets its point.
 */
export const up = `
alter table import_job drop constraint import_job_kind_check,
  add constraint import_job_kind_check check (kind in ('place', 'permit', 'inspection', 'hydrant'));
alter table import_memory drop constraint import_memory_kind_check,
  add constraint import_memory_kind_check check (kind in ('place', 'permit', 'inspection', 'hydrant'));

alter table place add column location_source text check (location_source in ('zip', 'county'));
`;
