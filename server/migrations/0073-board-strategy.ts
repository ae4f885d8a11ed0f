/** The strategy of an incident, as its commander names it. */
export const up = `
alter table command_board add column strategy text;
`;
