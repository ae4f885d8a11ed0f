import type { PlaceOpenings } from '@standpipe/contract';
import { queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { call } from './call.ts';
import { keys } from './queries.ts';

export type Openings = Static<typeof PlaceOpenings>;

/** What one may make at a place, and why not. */
export const openingsQuery = (placeId: string) =>
  queryOptions({
    queryKey: keys.under('places', placeId, 'openings'),
    queryFn: ({ signal }) => call<Openings>('GET', `/v1/places/${placeId}/openings`, { signal }),
  });
