import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../api/call.ts';
import type { Hydrant, Page, Point } from '../../../api/messages.ts';
import { keys } from '../../../api/queries.ts';

export interface NearHydrant {
  readonly number: string;
  readonly flowClass: string | null;
  readonly gpm: number | null;
  /** As the crow flies. */
  readonly feet: number;
}

const reach = 1500;
const feetPerDegree = 364_567;

/** Hydrants in service around a point, nearest first, at most three. */
export function nearest(point: Point, hydrants: readonly Hydrant[]): NearHydrant[] {
  const [lng, lat] = point.coordinates;
  const narrowing = Math.cos((lat * Math.PI) / 180);
  return hydrants
    .map(({ number, location, ratedFlowGpm, flowClass }) => {
      const east = (location.coordinates[0] - lng) * narrowing;
      const north = location.coordinates[1] - lat;
      const feet = Math.round((Math.hypot(east, north) * feetPerDegree) / 10) * 10;
      return { number, flowClass: flowClass ?? null, gpm: ratedFlowGpm ?? null, feet };
    })
    .filter(({ feet }) => feet <= reach)
    .sort((one, other) => one.feet - other.feet)
    .slice(0, 3);
}

/** The three nearest hydrants in service that one may see. */
export const nearHydrantsQuery = (point: Point) => {
  const [lng, lat] = point.coordinates;
  const north = reach / feetPerDegree;
  const east = north / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
  const bbox = [lng - east, lat - north, lng + east, lat + north].map((each) => each.toFixed(6)).join();
  return queryOptions({
    queryKey: keys.list('hydrants', { bbox }),
    queryFn: async ({ signal }) => {
      const { items } = await call<Page<Hydrant>>('GET', '/v1/hydrants', {
        query: { bbox, status: 'inService', limit: 200 },
        signal,
      });
      return nearest(point, items);
    },
  });
};
