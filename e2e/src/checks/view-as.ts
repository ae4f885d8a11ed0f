import {
  adminClient,
  clientOf,
  describe,
  drawFor,
  findRecord,
  listActive,
  type World,
} from '../build/state.ts';
import { send } from '../client.ts';
import { remark, settle } from '../findings.ts';
import { asText, dig } from '../json.ts';
import { findAgency, type Kind, kindPaths, kinds, listActing } from '../model.ts';
import { listViewedAs } from '../oracle/administration.ts';
import { readPlaceView } from '../oracle.ts';
import { settleProblem } from '../problem.ts';
import { walkList } from '../walk.ts';
import { listHits } from './search.ts';

async function checkViewedList(world: World, asker: string, partner: string, kind: Kind): Promise<void> {
  const { model, findings } = world;
  const { must, may } = listViewedAs(model, asker, partner, kind);
  const path = kindPaths[kind];
  const walk = await walkList(adminClient(world, asker), path, { count: 'exact' }, 50, partner);
  if (walk.refused) {
    const { features } = findAgency(model, asker);
    const off = !features.clientDataSharing || !features.userDataSharing;
    const excused = must.length === 0 && (off || walk.refused.status === 404);
    settle(findings, excused, walk.refused.call, `${must.length} items`, walk.refused.text);
    return;
  }
  const ids = new Set(walk.items.map((item) => asText(item.id)));
  const lacking = must.filter((record) => !ids.has(record.id)).map((record) => describe(world, record));
  const known = new Set([...must, ...may].map((record) => record.id));
  const surplus = [...ids]
    .filter((id) => !known.has(id))
    .map((id) => describe(world, findRecord(world, id), id));
  const holds = lacking.length === 0 && surplus.length === 0;
  settle(findings, holds, walk.call, `${must.length} own records as the partner sees them`, {
    lacking,
    surplus,
  });
  settle(findings, walk.total === ids.size, `${walk.call}: total`, ids.size, walk.total);
  for (const item of walk.items) {
    const record = findRecord(world, asText(item.id));
    if (!record) continue;
    settle(findings, !('withheld' in item), walk.call, 'no withheld', item);
    settle(findings, dig(item, 'access.relation') === 'shared', walk.call, 'shared', item.access);
    if (record.kind === 'place') {
      const limited = readPlaceView(model, partner, record) === 'limited';
      settle(findings, limited === !('city' in item), walk.call, limited ? 'limited' : 'whole', item);
    } else if (record.place.owner === asker) {
      const open = readPlaceView(model, partner, record.place) !== 'none';
      const shown = dig(item, 'place.id');
      settle(findings, shown === (open ? record.place.id : null), walk.call, `place.id ${open}`, item);
    }
  }
}

async function checkViewedRecords(world: World, asker: string, partner: string): Promise<void> {
  const { model, findings } = world;
  const random = drawFor(world, `viewed ${asker} ${partner}`);
  const client = adminClient(world, asker);
  for (const record of random.sample([...model.places, ...model.works], 6)) {
    if (record.kind === 'place' ? record.retired : record.deleted) continue;
    const { must, may } = listViewedAs(model, asker, partner, record.kind);
    if (may.includes(record)) continue;
    const reply = await send(client, 'GET', `${kindPaths[record.kind]}/${record.id}`, { viewAs: partner });
    const call = `${reply.call} — ${describe(world, record)}`;
    if (must.includes(record)) settle(findings, reply.status === 200, call, 200, reply.text);
    else if (reply.status !== 403) settleProblem(findings, { ...reply, call }, 404);
    else settleProblem(findings, { ...reply, call }, 403, { code: 'feature_off' });
    if (record.kind === 'place') continue;
    const hits = await send(client, 'GET', `/search?q=${record.number ?? record.textToken}`, {
      viewAs: partner,
    });
    if (hits.status !== 200) continue;
    const known = must.includes(record) || !listHits(hits.body).includes(record.id);
    settle(findings, known, hits.call, 'a search as the partner', hits.text);
  }
}

/** An admin who reads as a partner sees the own agency's records and nothing that hangs on others. */
export async function checkViewAs(world: World): Promise<void> {
  const random = drawFor(world, 'view as');
  const { model, findings } = world;
  for (const asker of listActive(world)) {
    const others = [...model.agencies.keys()].filter((id) => id !== asker);
    for (const partner of random.sample(others, 5)) {
      for (const kind of kinds) await checkViewedList(world, asker, partner, kind);
      await checkViewedRecords(world, asker, partner);
    }
  }
  for (const user of listActing(model)) {
    if (user.permissions.has('Admin - Client Data Sharing')) continue;
    if (user.permissions.has('Admin - User Data Sharing')) continue;
    const partner = random.pick([...model.agencies.keys()].filter((id) => id !== user.agency));
    const reply = await send(clientOf(world, user), 'GET', '/places', { viewAs: partner });
    settleProblem(findings, reply, 403, { code: 'not_allowed' });
  }
  const someone = adminClient(world, listActive(world)[0] as string);
  const viewAs = '01890000-0000-7000-8000-000000000004';
  const reply = await send(someone, 'GET', '/permits', { viewAs });
  if (reply.status === 200) {
    settle(findings, listHits(reply.body).length === 0, reply.call, 'nobody sees nothing', reply.text);
  } else if (reply.status >= 500) settle(findings, false, reply.call, 'no server error', reply.text);
  else remark(findings, `X-View-As of an unknown agency answers ${reply.status}`);
}
