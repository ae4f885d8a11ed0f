/** Places that records brought along are known by their address; no source may be called that. */
export const madeHere = 'address';
