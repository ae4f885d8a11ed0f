/** Imports look for an agency's place by its address. */
export const up = `
create index place_doorstep on place (owner_id, lower(address_line)) where retired_at is null;
`;
