import {
  DeviceParameters,
  Devices,
  NewPositions,
  NewUnit,
  OwnTracksMessage,
  PositionsTaken,
  SeenBy,
  Track,
  TrackParameters,
  Unit,
  UnitChange,
  UnitKey,
  UnitPage,
  UnitParameters,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { House } from '../house.ts';
import { bodyOf, pathId } from '../http/call.ts';
import { mountPublic } from '../http/public.ts';
import { guardOf, mount } from '../http/route.ts';
import { rulesOf } from '../kinds/kinds.ts';
import type { RecordQuery } from '../records/list.ts';
import { recordRoutes } from '../records/records.routes.ts';
import { listDevices } from './devices.service.ts';
import { takeOwnTracks, takeTraccar } from './ingest.service.ts';
import { postPositions, readTrack } from './positions.service.ts';
import { readSeenBy, signUnit } from './sign-in.service.ts';
import { makeKey, removeKey } from './unit-key.service.ts';
import { unitListing } from './units.list.ts';
import { unitDomain } from './units.service.ts';

const rule = rulesOf('device');
const common = { tag: 'Units', kinds: ['device'] } as const;
const view = { ...common, guard: guardOf(rule, 'view') };
const crew = { ...common, guard: guardOf(rule, 'send') };
const manage = { ...common, guard: guardOf(rule, 'edit') };

export function unitRoutes(app: FastifyInstance, house: House): void {
  recordRoutes(app, house, {
    domain: unitDomain,
    listing: unitListing,
    tag: common.tag,
    schemas: { one: Unit, page: UnitPage, parameters: UnitParameters, new: NewUnit, change: UnitChange },
    words: { conflict: 'your agency has another unit with this call sign' },
  });
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: '/devices',
      summary: 'Live positions you may see now, as units or as GeoJSON (?format=geojson)',
      query: DeviceParameters,
      answers: Devices,
    },
    (call, query) => listDevices(call, query as RecordQuery),
  );
  crewRoutes(app, house);
  keyRoutes(app, house);
}

function crewRoutes(app: FastifyInstance, house: House): void {
  for (const [path, signedIn, summary] of [
    ['sign-in', true, 'Sign a unit in: its position is shared from now on'],
    ['sign-out', false, 'Sign a unit out: its position is shared no longer'],
  ] as const)
    mount(
      app,
      house,
      { ...crew, method: 'POST', path: `/units/:id/${path}`, summary, answers: Unit },
      (call) => signUnit(call, pathId(call), signedIn),
    );
  mount(
    app,
    house,
    {
      ...crew,
      method: 'POST',
      path: '/units/:id/positions',
      summary: 'Send positions of a unit, in any order; the newest fix is the live one',
      body: NewPositions,
      answers: PositionsTaken,
    },
    (call) => postPositions(call, pathId(call), () => bodyOf(call, NewPositions)),
  );
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: '/units/:id/positions',
      summary: 'Where a unit of your own agency was in the last 24 hours',
      query: TrackParameters,
      answers: Track,
    },
    (call, query) => readTrack(call, pathId(call), query),
  );
  mount(
    app,
    house,
    {
      ...crew,
      method: 'GET',
      path: '/units/:id/seen-by',
      summary: 'Which agencies see where this unit of yours is now',
      answers: SeenBy,
    },
    (call) => readSeenBy(call, pathId(call)),
  );
}

function keyRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      ...manage,
      method: 'POST',
      status: 201,
      path: '/units/:id/key',
      summary: "Make a unit's key for a phone app, shown once; an earlier key stops working",
      answers: UnitKey,
    },
    (call) => makeKey(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...manage,
      method: 'DELETE',
      unversioned: true,
      status: 204,
      path: '/units/:id/key',
      summary: "Remove a unit's key",
      answers: null,
    },
    (call) => removeKey(call, pathId(call)),
  );
  const refuses = { unauthenticated: "the unit's id and key are not sent, or not right" };
  mountPublic(
    app,
    house,
    {
      method: 'POST',
      path: '/ingest/owntracks',
      summary: "A post of the OwnTracks app; Basic with the unit's id and key",
      tag: common.tag,
      anyQuery: true,
      query: Type.Object({}),
      body: OwnTracksMessage,
      refuses,
      answers: Type.Array(Type.Any()),
    },
    takeOwnTracks,
  );
  mountPublic(
    app,
    house,
    {
      method: 'POST',
      path: '/ingest/traccar',
      summary: "A post of Traccar Client; Basic with the unit's id and key",
      tag: common.tag,
      anyQuery: true,
      query: Type.Object({}),
      refuses: { ...refuses, invalid: 'the position is not as described' },
      answers: Type.Object({ ok: Type.Literal(true) }),
    },
    takeTraccar,
  );
}
