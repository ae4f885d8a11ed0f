/** What tells of a place's transfer names its address: it is for those who may read addresses, too. */
export const up = `
update notice set needs = array['Addresses - Read'] || needs
where topic = 'placeTransfer' and 'Addresses - Read' <> all (needs);
`;
