import type { Model, Place, Stored, Work } from '../model.ts';
import { opensWork, readClientLevels, readUserLevels } from './effect.ts';

export type PlaceView = 'full' | 'limited' | 'none';

/** How much of a place an agency sees. */
export function readPlaceView(model: Model, viewer: string, place: Place): PlaceView {
  if (place.retired) return 'none';
  if (viewer === place.owner) return 'full';
  if (place.withheld) return 'none';
  if (readClientLevels(model, place.owner, viewer).address === 'view') return 'full';
  if (readUserLevels(model, place.owner, viewer).addressShareModule !== 'none') return 'limited';
  return 'none';
}

function mayViewPermit(model: Model, viewer: string, permit: Work): boolean {
  const creator = permit.creator;
  const owner = permit.place.owner;
  if (viewer === creator && creator === owner) return true;
  if (viewer === creator)
    return opensWork(readUserLevels(model, owner, creator).addressShareModule, 'permit');
  if (permit.withheld) return false;
  if (viewer === owner) return readUserLevels(model, creator, owner).permits === 'view';
  if (permit.place.withheld) return false;
  if (creator === owner) return readUserLevels(model, creator, viewer).permits === 'view';
  if (readUserLevels(model, creator, viewer).permits !== 'view') return false;
  const fromOwner = readUserLevels(model, owner, viewer);
  return fromOwner.permits === 'view' || opensWork(fromOwner.addressShareModule, 'permit');
}

function mayViewInspection(model: Model, viewer: string, inspection: Work): boolean {
  const creator = inspection.creator;
  const owner = inspection.place.owner;
  if (viewer === creator && creator === owner) return true;
  if (viewer === creator) {
    return opensWork(readUserLevels(model, owner, creator).addressShareModule, 'inspection');
  }
  if (inspection.withheld) return false;
  if (inspection.status !== 'inProgress' && inspection.status !== 'completed') return false;
  if (viewer === owner) return readUserLevels(model, creator, owner).inspections === 'view';
  if (inspection.place.withheld) return false;
  if (creator === owner) return readUserLevels(model, creator, viewer).inspections === 'view';
  if (readUserLevels(model, creator, viewer).inspections !== 'view') return false;
  const fromOwner = readUserLevels(model, owner, viewer);
  return fromOwner.inspections === 'view' || opensWork(fromOwner.addressShareModule, 'inspection');
}

/** True when an agency, whatever its users' roles, may see a record. */
export function mayAgencyView(model: Model, viewer: string, record: Stored): boolean {
  if (record.kind === 'place') return readPlaceView(model, viewer, record) !== 'none';
  if (record.deleted) return false;
  return record.kind === 'permit'
    ? mayViewPermit(model, viewer, record)
    : mayViewInspection(model, viewer, record);
}

/** True when an agency may change or delete a record that exists. */
export function mayAgencyChange(model: Model, viewer: string, record: Stored): boolean {
  if (!mayAgencyView(model, viewer, record)) return false;
  return viewer === (record.kind === 'place' ? record.owner : record.creator);
}

/** True when an agency may create work of a kind at a place. */
export function mayAgencyCreate(
  model: Model,
  viewer: string,
  kind: 'permit' | 'inspection',
  place: Place,
): boolean {
  if (place.retired) return false;
  if (viewer === place.owner) return true;
  if (place.withheld) return false;
  return opensWork(readUserLevels(model, place.owner, viewer).addressShareModule, kind);
}
