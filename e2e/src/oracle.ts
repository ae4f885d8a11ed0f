import {
  type Kind,
  kindPermissions,
  listKind,
  type Model,
  type Place,
  readOwnAgency,
  type Stored,
  type User,
} from './model.ts';
import { mayAgencyChange, mayAgencyCreate, mayAgencyView, readPlaceView } from './oracle/view.ts';

export * from './oracle/effect.ts';
export * from './oracle/view.ts';

/** The permission a right on a kind is called by. */
export function namePermission(kind: Kind, right: 'Read' | 'Create' | 'Edit' | 'Delete'): string {
  return `${kindPermissions[kind]} - ${right}`;
}

/** Which of a kind's permissions a user lacks for a right; Read comes with every one. */
export function listMissing(user: User, kind: Kind, right: 'Read' | 'Create' | 'Edit' | 'Delete'): string[] {
  return [namePermission(kind, 'Read'), namePermission(kind, right)].filter(
    (name) => !user.permissions.has(name),
  );
}

/** True when this user may read this record. */
export function canView(model: Model, user: User, record: Stored): boolean {
  return listMissing(user, record.kind, 'Read').length === 0 && mayAgencyView(model, user.agency, record);
}

/** True when this user may change this record. */
export function canEdit(model: Model, user: User, record: Stored): boolean {
  return listMissing(user, record.kind, 'Edit').length === 0 && mayAgencyChange(model, user.agency, record);
}

/** True when this user may delete (or, a place, retire) this record. */
export function canDelete(model: Model, user: User, record: Stored): boolean {
  return listMissing(user, record.kind, 'Delete').length === 0 && mayAgencyChange(model, user.agency, record);
}

/** True when the agency's own rule lets an inspection's report or a printed permit out: only to the agency that made it. */
export function canDownload(model: Model, user: User, record: Stored): boolean {
  return record.kind !== 'place' && canView(model, user, record) && user.agency === record.creator;
}

/** E-mailing a report follows the same rule as downloading it. */
export function canEmail(model: Model, user: User, record: Stored): boolean {
  return canDownload(model, user, record);
}

/** The status of a single read: role first, then the record. */
export function judgeRead(model: Model, user: User, record: Stored): 200 | 403 | 404 {
  if (listMissing(user, record.kind, 'Read').length > 0) return 403;
  return mayAgencyView(model, user.agency, record) ? 200 : 404;
}

/** The status of a change that is valid in itself: role, then sight, then the rule. */
export function judgeChange(
  model: Model,
  user: User,
  record: Stored,
  right: 'Edit' | 'Delete',
): 200 | 403 | 404 {
  if (listMissing(user, record.kind, right).length > 0) return 403;
  if (!mayAgencyView(model, user.agency, record)) return 404;
  return mayAgencyChange(model, user.agency, record) ? 200 : 403;
}

/** The statuses a create may answer; two where the contract leaves it open. */
export function judgeCreate(
  model: Model,
  user: User,
  kind: 'permit' | 'inspection',
  place: Place | null,
): number[] {
  if (listMissing(user, kind, 'Create').length > 0) return [403];
  if (place === null) return [404];
  if (mayAgencyCreate(model, user.agency, kind, place)) return [201];
  if (readPlaceView(model, user.agency, place) === 'none') return [404];
  return user.permissions.has(namePermission('place', 'Read')) ? [403] : [403, 404];
}

/** True when this user may open the place that a permit or inspection is at. */
export function canOpenPlace(model: Model, user: User, place: Place): boolean {
  return canView(model, user, place);
}

/** The place fields a viewer gets beside the members every record has; null means all of them. */
export function listPlaceFields(model: Model, user: User, place: Place): string[] | null {
  const sight = readPlaceView(model, user.agency, place);
  return sight === 'full' ? null : ['addressLine', 'location', 'occupancyType'];
}

/** Every record of a kind that this user sees in a list. */
export function listVisible(model: Model, user: User, kind: Kind): Stored[] {
  return listKind(model, kind).filter((record) => canView(model, user, record));
}

/** The members of `access.can` that the rules fix for this user. */
export function listActions(model: Model, user: User, record: Stored): Set<string> {
  const actions = new Set<string>();
  if (canView(model, user, record)) actions.add('view');
  if (canEdit(model, user, record)) actions.add('edit');
  if (canDelete(model, user, record)) actions.add('delete');
  if (canDownload(model, user, record)) actions.add('download');
  if (canEmail(model, user, record)) actions.add('email');
  return actions;
}

/** Whether the record's agency is the viewer's own. */
export function readRelation(user: User, record: Stored): 'own' | 'shared' {
  return readOwnAgency(record) === user.agency ? 'own' : 'shared';
}
