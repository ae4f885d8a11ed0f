/**
 * The sharing rules a second time, written from rules.md case by case, for comparison. It shares nothing with the
 * rule tables: no import, no table, no common vocabulary of conditions.
 */

/** The level that one agency has set for another in a module, 'none' where it has set nothing. */
export type Setting = (from: string, to: string, module: string) => string;

/** Does the asking user hold this permission? */
export type Holds = (permission: string) => boolean;

/** A permit or an inspection: made by `c`, at a place that `o` owns. */
export interface AtPlace {
  readonly c: string;
  readonly o: string;
  readonly status: string;
  readonly withheld: boolean;
  readonly placeWithheld: boolean;
}

/** Everything else: of one agency. */
export interface Owned {
  readonly o: string;
  readonly status: string;
  readonly withheld: boolean;
  readonly placeWithheld: boolean;
  readonly signedIn: boolean;
  readonly holder: string;
}

const opensPermits = (share: string) => share === 'permit' || share === 'fireInspectionAndPermit';
const opensInspections = (share: string) => share === 'fireInspection' || share === 'fireInspectionAndPermit';

/** rules.md *Permits*, the column "view", one row of the table a line. */
export function viewsPermit(x: string, c: string, o: string, setting: Setting): boolean {
  if (x === c && x === o) return true;
  if (x === c && x !== o) return opensPermits(setting(o, c, 'addressShareModule'));
  if (x === o && x !== c) return setting(c, o, 'permits') === 'view';
  if (x !== c && x !== o && c === o) return setting(c, x, 'permits') === 'view';
  if (setting(c, x, 'permits') !== 'view') return false;
  if (setting(o, x, 'permits') === 'view') return true;
  return opensPermits(setting(o, x, 'addressShareModule'));
}

/** rules.md *Permits*, the column "create / edit / delete". */
export function writesPermit(x: string, c: string, o: string, setting: Setting): boolean {
  if (x === c && x === o) return true;
  if (x === c && x !== o) return opensPermits(setting(o, c, 'addressShareModule'));
  return false;
}

/** The permit's own permissions, withholding, and the two columns. */
export function permitOracle(x: string, action: string, r: AtPlace, setting: Setting, holds: Holds): boolean {
  if (!holds('FD Permits - Read')) return false;
  if (action === 'view') {
    if (r.withheld && x !== r.c) return false;
    if (r.placeWithheld && x !== r.c && x !== r.o) return false;
    return viewsPermit(x, r.c, r.o, setting);
  }
  if (action === 'create') {
    if (r.placeWithheld && x !== r.o) return false;
    return holds('FD Permits - Create') && writesPermit(x, r.c, r.o, setting);
  }
  if (action === 'edit') return holds('FD Permits - Edit') && writesPermit(x, r.c, r.o, setting);
  if (action === 'delete') return holds('FD Permits - Delete') && writesPermit(x, r.c, r.o, setting);
  if (action === 'download' || action === 'email') return writesPermit(x, r.c, r.o, setting);
  return false;
}

/** rules.md *Inspections*: the same five cases, and what it adds. */
export function inspectionOracle(
  x: string,
  action: string,
  r: AtPlace,
  setting: Setting,
  holds: Holds,
): boolean {
  const { c, o } = r;
  if (!holds('Fire Inspections - Read')) return false;
  if (x === c) {
    if (c !== o && !opensInspections(setting(o, c, 'addressShareModule'))) return false;
    if (action === 'create') return holds('Fire Inspections - Create') && !(r.placeWithheld && x !== o);
    if (action === 'edit') return holds('Fire Inspections - Edit');
    if (action === 'delete') return holds('Fire Inspections - Delete');
    return action === 'view' || action === 'download' || action === 'email';
  }
  if (action !== 'view') return false;
  if (r.status !== 'inProgress' && r.status !== 'completed') return false;
  if (r.withheld) return false;
  if (r.placeWithheld && x !== o) return false;
  if (setting(c, x, 'inspections') !== 'view') return false;
  if (x === o || c === o) return true;
  return setting(o, x, 'inspections') === 'view' || opensInspections(setting(o, x, 'addressShareModule'));
}

/** How much of a place an agency sees: the whole record with notes, the address record, the doorstep, or nothing. */
export function placeOracle(
  x: string,
  r: Owned,
  setting: Setting,
  holds: Holds,
): 'ours' | 'address' | 'doorstep' | null {
  if (!holds('Addresses - Read')) return null;
  if (x === r.o) return 'ours';
  if (r.withheld) return null;
  if (setting(r.o, x, 'address') === 'view') return 'address';
  return setting(r.o, x, 'addressShareModule') === 'none' ? null : 'doorstep';
}

/** Nobody but the owner ever changes a place. */
export function placeWriteOracle(x: string, action: string, r: Owned, holds: Holds): boolean {
  if (!holds('Addresses - Read') || x !== r.o) return false;
  if (action === 'create') return holds('Addresses - Create');
  if (action === 'edit') return holds('Addresses - Edit');
  return action === 'delete' && holds('Addresses - Delete');
}

/** rules.md *A word to the owner*: written by `c` about a record of `o`. */
export function noteOracle(
  x: string,
  action: string,
  { c, o, about, withheld }: Pick<AtPlace, 'c' | 'o' | 'withheld'> & { readonly about: string },
  holds: Holds,
): boolean {
  const noun = { place: 'Addresses', prePlan: 'Pre-Plans', hydrant: 'Hydrants' }[about];
  if (noun === undefined) return false;
  const ownersEditor = x === o && !withheld && holds(`${noun} - Edit`);
  const writersReader = x === c && holds(`${noun} - Read`);
  if (action === 'view') return ownersEditor || writersReader;
  if (action === 'create') return writersReader;
  return action === 'edit' && ownersEditor;
}
