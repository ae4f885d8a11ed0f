import { adminOf, clientOf, describe, drawFor, findRecord, type World } from '../build/state.ts';
import { send } from '../client.ts';
import { remark, settle } from '../findings.ts';
import { asList, asObject, asText } from '../json.ts';
import { type Kind, kindPaths, listActing, readOwnAgency, type Stored, type User } from '../model.ts';
import { canView, listMissing, mayAgencyView, readPlaceView, readRelation } from '../oracle.ts';
import { runPool } from '../pool.ts';
import { settleProblem } from '../problem.ts';

type Field = 'number' | 'text' | 'addressLine' | 'name';

interface Probe {
  token: string;
  field: Field;
  home: Stored;
}

function listProbes(record: Stored): Probe[] {
  if (record.kind === 'place') {
    return [
      { token: record.addressToken, field: 'addressLine', home: record },
      { token: record.nameToken, field: 'name', home: record },
    ];
  }
  const text: Probe = { token: record.textToken, field: 'text', home: record };
  const fields = JSON.stringify(record.fields);
  const inText = fields.includes(record.textToken) ? [text] : [];
  return record.number?.startsWith('N')
    ? [{ token: record.number, field: 'number', home: record }, ...inText]
    : inText;
}

/** Whether a user can read the probed token on a record: yes, no, or left open by the contract. */
function isShown(world: World, user: User, probe: Probe, record: Stored): 'yes' | 'no' | 'open' {
  const { model } = world;
  if (!canView(model, user, record)) return 'no';
  const { home, field } = probe;
  if (record === home) {
    if (field === 'name') return readPlaceView(model, user.agency, home as never) === 'full' ? 'yes' : 'no';
    const notes = field === 'text' && home.kind === 'inspection';
    return notes && readRelation(user, home) === 'shared' ? 'open' : 'yes';
  }
  const carries = field === 'addressLine' && record.kind !== 'place' && record.place === home;
  return carries ? 'open' : 'no';
}

/** The ids of the hits, wherever an item carries them. */
export function listHits(body: unknown): string[] {
  return asList(asObject(body).items).map((item) => {
    const hit = asObject(item);
    const inner = asObject(hit.record ?? hit.item ?? hit.permit ?? hit.inspection ?? hit.place);
    const own = asText(hit.id);
    return own === '' ? asText(inner.id) : own;
  });
}

/** Names of records in an answer's text that this user must not learn of. */
export function listLeaks(world: World, user: User, text: string): string[] {
  const { model } = world;
  const hidden = [...model.places, ...model.works].filter(
    (record) => !mayAgencyView(model, user.agency, record),
  );
  // A hidden place's id may not show at all; its address may, under a record that carries it.
  return hidden
    .filter(
      (record) => text.includes(record.id) || (record.kind !== 'place' && text.includes(record.textToken)),
    )
    .map((record) => describe(world, record));
}

/** Fields that a search must find by; for the others the record's own agency shows whether they are searched. */
function isFirm(probe: Probe): boolean {
  return (
    (probe.home.kind === 'permit' && probe.field === 'number') ||
    (probe.home.kind === 'place' && probe.field === 'addressLine')
  );
}

async function ask(world: World, user: User, path: string, token: string) {
  return send(clientOf(world, user), 'GET', `${path}?q=${encodeURIComponent(token)}`);
}

async function isSearched(world: World, path: string, probe: Probe): Promise<boolean> {
  if (isFirm(probe)) return true;
  const agency = readOwnAgency(probe.home);
  if (!world.model.agencies.get(agency)?.active || !mayAgencyView(world.model, agency, probe.home))
    return false;
  const reply = await ask(world, adminOf(world, agency), path, probe.token);
  const found = listHits(reply.body).includes(probe.home.id);
  if (!found) remark(world.findings, `${path}?q= does not find ${probe.home.kind} by its ${probe.field}`);
  return found;
}

async function checkSearch(world: World, user: User, path: string, probe: Probe, kind: Kind | null) {
  const { findings } = world;
  const searched = await isSearched(world, path, probe);
  const reply = await ask(world, user, path, probe.token);
  if (kind !== null && listMissing(user, kind, 'Read').length > 0) {
    settleProblem(findings, reply, 403);
    return;
  }
  const readsNothing = ['place', 'permit', 'inspection'].every(
    (one) => listMissing(user, one as Kind, 'Read').length > 0,
  );
  if (readsNothing && reply.status === 403) return;
  const call = `${reply.call} — ${probe.field} of ${describe(world, probe.home)}, ${user.profile}`;
  if (!settle(findings, reply.status === 200, call, 200, reply.text)) return;
  const hits = new Set(listHits(reply.body));
  const expected = isShown(world, user, probe, probe.home);
  if (searched && expected !== 'open') {
    const wanted = expected === 'yes';
    settle(findings, hits.has(probe.home.id) === wanted, call, wanted ? 'found' : 'not found', [...hits]);
  }
  const wrong = [...hits].filter((id) => {
    const record = findRecord(world, id);
    return !record || isShown(world, user, probe, record) === 'no';
  });
  settle(findings, wrong.length === 0, call, 'no hit that does not show the word', wrong);
  const leaks = listLeaks(world, user, reply.text);
  settle(findings, leaks.length === 0, call, 'nothing of hidden records', leaks);
}

/** Unique words of random records, searched for by users who may and may not see them. */
export async function checkSearches(world: World): Promise<void> {
  const random = drawFor(world, 'search');
  const { model } = world;
  const users = listActing(model);
  const records = [
    ...random.sample(model.places, 9),
    ...random.sample(model.works, 18),
    ...model.places.filter((place) => place.withheld).slice(0, 2),
  ];
  const probes = records.flatMap((record) => listProbes(record));
  const calls = probes.flatMap((probe) =>
    random.sample(users, 6).flatMap((user) => [
      { user, probe, path: '/search', kind: null },
      { user, probe, path: kindPaths[probe.home.kind], kind: probe.home.kind },
    ]),
  );
  await runPool(calls, 6, ({ user, path, probe, kind }) => checkSearch(world, user, path, probe, kind));
}
