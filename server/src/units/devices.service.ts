import type { Call } from '../http/call.ts';
import { boxOf, listRecords, type RecordQuery } from '../records/list.ts';
import { deviceListing } from './units.list.ts';

/** Live positions that the viewer may see now, as a page of units or as GeoJSON. */
export async function listDevices(call: Call, { format, bbox, limit = 1000, ...query }: RecordQuery) {
  if (bbox !== undefined) boxOf(bbox);
  const page = await listRecords(call, deviceListing, {
    ...query,
    limit,
    ...(bbox !== undefined && { box: bbox }),
  });
  if (format !== 'geojson') return page;
  return {
    type: 'FeatureCollection',
    features: page.items.map(({ id, location, ...properties }) => ({
      type: 'Feature',
      id,
      geometry: location,
      properties: { id, ...properties },
    })),
    nextCursor: page.nextCursor,
  };
}
