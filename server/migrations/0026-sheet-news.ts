/** Who saved a sheet's row last, and news of it for the other administrators of the same agency. */
export const up = `
alter table share_row add column saved_by uuid references person;
alter table change_event drop constraint change_event_type_check;
alter table change_event add constraint change_event_type_check check (type in ('record', 'access', 'sheet'));
`;
