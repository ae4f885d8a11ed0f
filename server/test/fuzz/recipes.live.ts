import type { TestAgency } from '../world.ts';
import { type Kit, must } from './kit.ts';
import type { Recipe } from './recipes.ts';

const v1 = '/api/v1';
const point = { type: 'Point', coordinates: [-87.84, 42.36] };

/** As the administrator of an agency. */
const as = ({ id, admin }: TestAgency) => ({
  by: { name: 'administrator', by: id, credentials: { authorization: `Bearer ${admin.key}` } },
});

const newUnit = (kit: Kit) => ({ callSign: kit.fresh().slice(0, 20), type: 'ENGINE_STRUCT' });

const unit =
  (body?: object, signedIn = false): Recipe =>
  async (kit) => {
    const { own, administrator } = kit.season;
    const { id, version } = must(await own.admin.post('/units', newUnit(kit)));
    if (signedIn) must(await own.admin.post(`/units/${id}/sign-in`));
    return { by: administrator, params: { id }, version, ...(body && { body }) };
  };

const withKey: Recipe = async (kit) => {
  const made = await unit({}, true)(kit);
  must(await kit.season.own.admin.post(`/units/${made.params!.id}/key`));
  return made;
};

/** As one of the phone apps sends a position: Basic with the unit's id and key. */
const ingest =
  (body: object | undefined): Recipe =>
  async (kit) => {
    const { own } = kit.season;
    const { id } = must(await own.admin.post('/units', newUnit(kit)));
    must(await own.admin.post(`/units/${id}/sign-in`));
    const { key } = must(await own.admin.post(`/units/${id}/key`));
    const basic = Buffer.from(`${id}:${key}`).toString('base64');
    const by = { name: 'unit', by: own.id, credentials: { authorization: `Basic ${basic}` } };
    return { by, ...(body && { body }) };
  };

const board =
  (body?: object): Recipe =>
  async (kit) => {
    const { own, administrator } = kit.season;
    const { id, version } = must(await own.admin.post('/command-boards', { incidentName: kit.fresh() }));
    return { by: administrator, params: { id }, version, ...(body && { body }) };
  };

const ended: Recipe = async (kit) => {
  const made = await board({ epoch: 1, reason: 'Rekindled' })(kit);
  must(await kit.season.own.admin.post(`/command-boards/${made.params!.id}/end`, { epoch: 1 }));
  return made;
};

const handed: Recipe = async (kit) => {
  const { own } = kit.season;
  const made = await board({ epoch: 1, agencyId: own.id })(kit);
  const path = `/command-boards/${made.params!.id}/divisions`;
  const { id: did } = must(await own.admin.post(path, { name: 'C', epoch: 1 }));
  return { ...made, params: { ...made.params, did } };
};

/** A board with a unit on it. */
const withUnit =
  (body?: object): Recipe =>
  async (kit) => {
    const made = await board(body)(kit);
    const path = `/command-boards/${made.params!.id}/items`;
    const item = must(await kit.season.own.admin.post(path, { kind: 'unit', label: 'E1', epoch: 1 }));
    return { ...made, params: { ...made.params, itemId: item.id }, version: item.version };
  };

/** A board with a unit on it and a PAR that runs. */
const withPar =
  (bodyOf: (itemId: string) => object): Recipe =>
  async (kit) => {
    const made = await withUnit()(kit);
    const { id = '', itemId = '' } = made.params!;
    const { par } = must(
      await kit.season.own.admin.post(`/command-boards/${id}/par`, { reason: 'Time', epoch: 1 }),
    );
    return { ...made, params: { id, parId: par.id }, body: bodyOf(itemId) };
  };

const withMayday: Recipe = async (kit) => {
  const made = await board({ reason: 'Found', epoch: 1 })(kit);
  const path = `/command-boards/${made.params!.id}/maydays`;
  const { id: maydayId } = must(await kit.season.own.admin.post(path, { epoch: 1 }));
  return { ...made, params: { ...made.params, maydayId } };
};

/** A board that is offered to a partner, to be decided by one of the two. */
const offered =
  (decides: 'owner' | 'partner'): Recipe =>
  async (kit) => {
    const [owner, partner] = [
      await kit.world.agency(`Owner FD ${kit.fresh()}`),
      await kit.world.agency(`Partner FD ${kit.fresh()}`),
    ];
    await kit.world.grant(owner, partner, { command: 'transfer' });
    const { id } = must(await owner.admin.post('/command-boards', { incidentName: kit.fresh() }));
    const offer = { kind: 'offer', toAgencyId: partner.id, epoch: 1 };
    const { id: tid } = must(await owner.admin.post(`/command-boards/${id}/transfers`, offer));
    return { ...as(decides === 'owner' ? owner : partner), params: { id, tid }, body: { epoch: 1 } };
  };

/** Two agencies that opened messaging to each other, in a conversation. */
const talking =
  (body?: object): Recipe =>
  async (kit) => {
    const [one, other] = [
      await kit.world.agency(`One FD ${kit.fresh()}`),
      await kit.world.agency(`Other FD ${kit.fresh()}`),
    ];
    await kit.world.grant(one, other, { messaging: 'exchange' });
    await kit.world.grant(other, one, { messaging: 'exchange' });
    const { id } = must(await one.admin.post('/conversations', { agencyIds: [other.id] }));
    return { ...as(one), params: { id }, ...(body && { body }) };
  };

const opened: Recipe = async (kit) => {
  const [one, other] = [
    await kit.world.agency(`One FD ${kit.fresh()}`),
    await kit.world.agency(`Other FD ${kit.fresh()}`),
  ];
  await kit.world.grant(one, other, { messaging: 'exchange' });
  await kit.world.grant(other, one, { messaging: 'exchange' });
  return { ...as(one), body: { agencyIds: [other.id] } };
};

/** A third agency that is open to both, to be added. */
const joining: Recipe = async (kit) => {
  const names = ['One', 'Other', 'Third'];
  const [one, other, third] = await Promise.all(
    names.map((name) => kit.world.agency(`${name} FD ${kit.fresh()}`)),
  );
  const all = [one!, other!, third!];
  for (const from of all)
    for (const to of all) if (from !== to) await kit.world.grant(from, to, { messaging: 'exchange' });
  const { id } = must(await one!.admin.post('/conversations', { agencyIds: [other!.id] }));
  return { ...as(one!), params: { id }, body: { agencyId: third!.id } };
};

const now = () => new Date().toISOString();

/** Of units, boards and conversations, by the name of the operation. */
export const liveRecipes: Readonly<Record<string, Recipe>> = {
  [`POST ${v1}/units`]: async (kit) => ({ by: kit.season.administrator, body: newUnit(kit) }),
  [`GET ${v1}/units/{id}`]: unit(),
  [`PATCH ${v1}/units/{id}`]: unit({ notes: 'Spare' }),
  [`DELETE ${v1}/units/{id}`]: unit(),
  [`GET ${v1}/units/{id}/history`]: unit(),
  [`GET ${v1}/units/{id}/seen-by`]: unit(),
  [`POST ${v1}/units/{id}/sign-in`]: unit({}),
  [`POST ${v1}/units/{id}/sign-out`]: unit({}, true),
  [`POST ${v1}/units/{id}/positions`]: unit({ positions: [{ at: now(), location: point }] }, true),
  [`GET ${v1}/units/{id}/positions`]: unit(undefined, true),
  [`POST ${v1}/units/{id}/key`]: unit({}),
  [`DELETE ${v1}/units/{id}/key`]: withKey,
  [`POST ${v1}/ingest/owntracks`]: ingest({ _type: 'location', lat: 42.36, lon: -87.84, tst: 1_796_000_000 }),
  [`POST ${v1}/ingest/traccar`]: async (kit) => ({
    ...(await ingest(undefined)(kit)),
    query: [
      ['id', 'x'],
      ['lat', '42.36'],
      ['lon', '-87.84'],
      ['timestamp', String(Math.floor(Date.now() / 1000))],
    ],
  }),
  [`POST ${v1}/command-boards`]: async (kit) => ({
    by: kit.season.administrator,
    body: { incidentName: kit.fresh() },
  }),
  [`GET ${v1}/command-boards/{id}`]: board(),
  [`PATCH ${v1}/command-boards/{id}`]: board({ incidentName: 'Main Street', epoch: 1 }),
  [`GET ${v1}/command-boards/{id}/entries`]: board(),
  [`POST ${v1}/command-boards/{id}/entries`]: board({ text: 'Water on', epoch: 1 }),
  [`POST ${v1}/command-boards/{id}/late-entries`]: board({
    epoch: 1,
    entries: [{ text: 'Water on', at: now(), clientId: 'one' }],
  }),
  [`GET ${v1}/command-boards/{id}/divisions`]: board(),
  [`POST ${v1}/command-boards/{id}/divisions`]: board({ name: 'C', epoch: 1 }),
  [`POST ${v1}/command-boards/{id}/divisions/{did}/hand`]: handed,
  [`GET ${v1}/command-boards/{id}/transfers`]: board(),
  [`POST ${v1}/command-boards/{id}/transfers`]: board({ kind: 'assume', epoch: 1 }),
  [`POST ${v1}/command-boards/{id}/transfers/{tid}/accept`]: offered('partner'),
  [`POST ${v1}/command-boards/{id}/transfers/{tid}/decline`]: offered('partner'),
  [`POST ${v1}/command-boards/{id}/transfers/{tid}/cancel`]: offered('owner'),
  [`POST ${v1}/command-boards/{id}/take-back`]: board({ reason: 'Back in district', epoch: 1 }),
  [`POST ${v1}/command-boards/{id}/end`]: board({ epoch: 1 }),
  [`POST ${v1}/command-boards/{id}/reopen`]: ended,
  [`GET ${v1}/command-boards/{id}/agencies`]: board(),
  [`GET ${v1}/command-boards/{id}/items`]: withUnit(),
  [`POST ${v1}/command-boards/{id}/items`]: board({ kind: 'unit', label: 'E1', crew: 4, epoch: 1 }),
  [`PATCH ${v1}/command-boards/{id}/items/{itemId}`]: withUnit({ post: 'staging', epoch: 1 }),
  [`DELETE ${v1}/command-boards/{id}/items/{itemId}`]: async (kit) => ({
    ...(await withUnit()(kit)),
    query: [['epoch', '1']],
  }),
  [`GET ${v1}/command-boards/{id}/accountability`]: board(),
  [`POST ${v1}/command-boards/{id}/par`]: board({ reason: 'Time', epoch: 1 }),
  [`POST ${v1}/command-boards/{id}/par/{parId}/answers`]: withPar((itemId) => ({
    itemId,
    reported: 4,
    epoch: 1,
  })),
  [`POST ${v1}/command-boards/{id}/par/{parId}/end`]: withPar(() => ({ outcome: 'stopped', epoch: 1 })),
  [`POST ${v1}/command-boards/{id}/maydays`]: board({ unit: 'E1', location: 'Floor 2', epoch: 1 }),
  [`POST ${v1}/command-boards/{id}/maydays/{maydayId}/clear`]: withMayday,
  [`POST ${v1}/conversations`]: opened,
  [`GET ${v1}/conversations/{id}`]: talking(),
  [`POST ${v1}/conversations/{id}/members`]: joining,
  [`GET ${v1}/conversations/{id}/messages`]: talking(),
  [`POST ${v1}/conversations/{id}/messages`]: talking({ text: 'Hello', clientId: 'one' }),
  [`POST ${v1}/conversations/{id}/read`]: talking({ seq: 1 }),
};
