/** Imports look for a place with the digits of an address near a point: among thousands of neighbors that is one or two. */
export const up = `
create index place_digits on place (owner_id, btrim(regexp_replace(address_line, '[^0-9]+', ' ', 'g')))
  where retired_at is null;
`;
