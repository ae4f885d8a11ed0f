/** GeoJSON of a row's point. */
export const pointOf = (row: { readonly lng: number; readonly lat: number }) => ({
  type: 'Point' as const,
  coordinates: [row.lng, row.lat] as [number, number],
});
