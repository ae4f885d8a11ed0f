import type { World } from '../build/state.ts';
import { isSameMoment } from '../build/works.ts';
import { asList, asObject, asText, dig, type Json } from '../json.ts';
import { type Place, readOwnAgency, type Stored, type User, type Work } from '../model.ts';
import { canOpenPlace, listActions, listPlaceFields, mayAgencyView, readRelation } from '../oracle.ts';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const onEveryRecord = ['id', 'version', 'createdAt', 'updatedAt', 'agency', 'access', 'kind'];
const fixedActions = ['view', 'edit', 'delete'];

function compareFrame(record: Stored, relation: 'own' | 'shared', body: Json, limited: boolean): string[] {
  const faults: string[] = [];
  if (body.id !== record.id) faults.push(`id ${body.id}`);
  if (!ID.test(asText(body.id))) faults.push(`id is no UUIDv7: ${body.id}`);
  const version = body.version;
  if (!Number.isInteger(version) && !(limited && version === undefined)) faults.push(`version ${version}`);
  for (const name of ['createdAt', 'updatedAt']) {
    if (limited && body[name] === undefined) continue;
    if (!TIME.test(asText(body[name]))) faults.push(`${name} ${body[name]}`);
  }
  const agency = readOwnAgency(record);
  if (dig(body, 'agency.id') !== agency) faults.push(`agency.id ${dig(body, 'agency.id')} is not ${agency}`);
  if (asText(dig(body, 'agency.name')) === '') faults.push('agency.name');
  if (dig(body, 'access.relation') !== relation) faults.push(`access.relation is not ${relation}`);
  if (asText(dig(body, 'access.via')) === '') faults.push('access.via is no text');
  if (relation === 'shared' && 'withheld' in body) faults.push('withheld is shown to a partner');
  if (relation === 'own' && body.withheld !== record.withheld) faults.push(`withheld ${body.withheld}`);
  return faults;
}

function compareActions(world: World, user: User, record: Stored, body: Json): string[] {
  const faults: string[] = [];
  const wanted = listActions(world.model, user, record);
  const can = new Set(asList(dig(body, 'access.can')).map(String));
  for (const action of fixedActions) {
    if (can.has(action) !== wanted.has(action)) faults.push(`access.can ${action}: ${can.has(action)}`);
  }
  if (record.kind === 'place') return faults;
  const module = record.kind === 'permit' ? 'FD Permits' : 'Fire Inspections';
  const full = ['Create', 'Edit', 'Delete'].every((right) => user.permissions.has(`${module} - ${right}`));
  for (const action of ['download', 'email']) {
    if (can.has(action) && !wanted.has(action)) faults.push(`access.can offers ${action}`);
    if (!can.has(action) && wanted.has(action) && full) faults.push(`access.can lacks ${action}`);
  }
  return faults;
}

function comparePlace(world: World, user: User, place: Place, body: Json): string[] {
  const faults: string[] = [];
  const only = listPlaceFields(world.model, user, place);
  const shown = Object.entries(place.fields).filter(([name]) => only === null || only.includes(name));
  for (const [name, value] of shown) {
    if (!isSameMoment(body[name], value)) faults.push(`${name} is ${JSON.stringify(body[name])}`);
  }
  if (only === null) return faults;
  const allowed = new Set([...onEveryRecord, ...only]);
  const surplus = Object.keys(body).filter((name) => !allowed.has(name));
  if (surplus.length > 0) faults.push(`a limited place shows ${surplus.join(', ')}`);
  return faults;
}

function compareWork(world: World, user: User, work: Work, body: Json, own: boolean): string[] {
  const faults: string[] = [];
  for (const [name, value] of Object.entries(work.fields)) {
    // Notes may count as internal: a partner sees them as they are, or not at all.
    if (name === 'notes' && !own && !(name in body)) continue;
    if (!isSameMoment(body[name], value)) faults.push(`${name} is ${JSON.stringify(body[name])}`);
  }
  const place = asObject(body.place);
  const open = canOpenPlace(world.model, user, work.place);
  if (place.id !== (open ? work.place.id : null)) faults.push(`place.id is ${JSON.stringify(place.id)}`);
  if (place.addressLine !== work.place.fields.addressLine) faults.push(`place.addressLine`);
  if (!isSameMoment(place.location, work.place.fields.location)) faults.push('place.location');
  if (dig(place, 'agency.id') !== work.place.owner) faults.push(`place.agency ${dig(place, 'agency.id')}`);
  const more = Object.keys(place).filter(
    (name) => !['id', 'addressLine', 'location', 'agency'].includes(name),
  );
  if (more.length > 0) faults.push(`place also shows ${more.join(', ')}`);
  if ('placeId' in body && !open && body.placeId !== null) faults.push('placeId names a place out of reach');
  return faults;
}

/** Everything about an answered record that differs from what this user should be shown. */
export function compareRecord(world: World, user: User, record: Stored, body: Json): string[] {
  if (!mayAgencyView(world.model, user.agency, record)) return ['not visible at all'];
  const relation = readRelation(user, record);
  const limited = record.kind === 'place' && listPlaceFields(world.model, user, record) !== null;
  const inner =
    record.kind === 'place'
      ? comparePlace(world, user, record, body)
      : compareWork(world, user, record, body, relation === 'own');
  return [
    ...compareFrame(record, relation, body, limited),
    ...compareActions(world, user, record, body),
    ...inner,
  ];
}
