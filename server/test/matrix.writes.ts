import { idsOf } from './canary.scan.ts';
import type { Canaries } from './canary.world.ts';
import type { Operation } from './fuzz/document.ts';
import { Pool } from './fuzz/pool.ts';
import type { Prepared } from './fuzz/recipes.ts';
import { drawRequest, type Request } from './fuzz/request.ts';
import { drawFrom } from './random.ts';

/** A version that no record has: a write gets as far as that, past every question of sight, and changes nothing. */
const unseen = 999_999;
const nobody = '01890000-0000-7000-8000-000000000000';

/** Bodies of writes that have no version: refused for what they ask, after who asks and what for was looked at. */
const bodies: Readonly<Record<string, (own: string) => object>> = {
  'POST /api/v1/admin/client-data-sharing/bulk': () => ({
    partnerIds: [nobody],
    levels: { prePlans: 'view', address: 'none' },
  }),
  'POST /api/v1/places/{id}/transfer': (own) => ({ toAgencyId: own }),
};

/** What would hand a place over or back, and so make another world; sequences.test.ts and transfers.test.ts ask them. */
const decides = /\/transfer\/(accept|decline|withdraw)$/;

/** Ids of everything in the world, for bodies to name. */
function poolOf(all: Canaries): Pool {
  const pool = new Pool();
  const collections: Readonly<Record<string, string>> = {
    permit: '/api/v1/permits',
    inspection: '/api/v1/inspections',
    place: '/api/v1/places',
    role: '/api/v1/admin/roles',
    user: 'people',
  };
  for (const { id, kind } of all.records)
    if (collections[kind]) pool.add(collections[kind], { id, by: '', parents: {} });
  for (const { id } of Object.values(all.by)) pool.add('agencies', { id, by: '', parents: {} });
  return pool;
}

/** Requests of every operation that writes, with the ids that its path is asked with and valid bodies. */
export function writesOf(
  all: Canaries,
  operations: readonly Operation[],
  own: string,
  every: boolean,
): Request[] {
  const pool = poolOf(all);
  const offer = all.idOf('offered place');
  return operations
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/v1/'))
    .flatMap((operation, at) => {
      const ids = operation.path.includes('{')
        ? idsOf(all, operation.path.slice('/api/v1'.length), every)
        : [''];
      return ids
        .filter((id) => id !== offer || !decides.test(operation.path))
        .map((id, number) => {
          const draw = drawFrom(at * 1000 + number);
          const params = Object.fromEntries(
            [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, id]),
          );
          const body = bodies[operation.name]?.(own);
          const prepared: Prepared = { params, version: unseen, ...(body && { body }) };
          return drawRequest({ draw, pool, by: '' }, operation, prepared);
        });
    });
}
