/** Which lists have saved views is the contract's to say; a new kind of record needs no change here. */
export const up = `
alter table saved_view drop constraint saved_view_list_check;
`;
