import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { call, type Parameters } from '../../api/call.ts';
import type { Page, PlaceTransfer } from '../../api/messages.ts';
import { keys, refresh } from '../../api/queries.ts';

/** Offers of a kind, newest first; asked again now and then, since nobody pushes what others offer. */
export const transfersQuery = (parameters: Parameters) =>
  queryOptions({
    queryKey: keys.list('transfers', parameters),
    queryFn: ({ signal }) =>
      call<Page<PlaceTransfer>>('GET', '/v1/place-transfers', { query: parameters, signal }),
    refetchInterval: 60_000,
  });

export type Decision = 'accept' | 'decline' | 'withdraw';

/** Offers places and decides offers; what depends on it is read anew. */
export function useTransferDeeds() {
  const client = useQueryClient();
  const done = async (placeId: string) => {
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.all('transfers') }),
      refresh(client, 'places', placeId),
    ]);
  };
  return {
    offer: async (placeId: string, toAgencyId: string, idempotencyKey: string) => {
      const body = { toAgencyId };
      await call<PlaceTransfer>('POST', `/v1/places/${placeId}/transfer`, { body, idempotencyKey });
      await done(placeId);
    },
    decide: async ({ place }: PlaceTransfer, decision: Decision) => {
      await call('POST', `/v1/places/${place.id}/transfer/${decision}`);
      await done(place.id);
    },
  };
}
