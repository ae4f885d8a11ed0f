import { findAgency, type Model, readOwnAgency, type Stored, type Work } from '../model.ts';
import { opensWork, readUserLevels } from './effect.ts';
import { readPlaceView } from './view.ts';

export type Action = 'view' | 'edit' | 'delete' | 'download' | 'email';

function explainWork(
  model: Model,
  asker: string,
  work: Work,
  subject: string,
  action: Action,
): boolean | null {
  const module = work.kind === 'permit' ? 'permits' : 'inspections';
  const { creator } = work;
  const { owner, withheld } = work.place;
  if (subject === creator) {
    if (creator === owner) return true;
    return opensWork(readUserLevels(model, owner, creator).addressShareModule, work.kind);
  }
  if (action !== 'view') return false;
  if (work.kind === 'inspection' && work.status !== 'inProgress' && work.status !== 'completed') return false;
  if (work.withheld) return false;
  const fromCreator = readUserLevels(model, creator, subject)[module] === 'view';
  if (subject === owner) return fromCreator;
  if (creator === owner) return !withheld && fromCreator;
  if (asker === creator) return fromCreator ? null : false;
  const fromOwner = readUserLevels(model, owner, subject);
  const opened = fromOwner[module] === 'view' || opensWork(fromOwner.addressShareModule, work.kind);
  return opened && !withheld ? null : false;
}

/**
 * The `allowed` that an asker in the record's own agency or the place owner's is told about another agency.
 * Undefined where the contract says nothing: reports of kinds that have none, a deactivated agency's own records.
 */
export function explainAllowed(
  model: Model,
  asker: string,
  record: Stored,
  subject: string,
  action: Action,
): boolean | null | undefined {
  if ((action === 'download' || action === 'email') && record.kind === 'place') return undefined;
  if (!findAgency(model, subject).active && subject === readOwnAgency(record)) return undefined;
  if (record.kind !== 'place') return explainWork(model, asker, record, subject, action);
  if (subject === record.owner) return true;
  return action === 'view' && readPlaceView(model, subject, record) !== 'none';
}

/** True when an agency's admins may ask about a record at all: its own agency, or the owner of its place. */
export function isParty(agency: string, record: Stored): boolean {
  if (record.kind === 'place') return agency === record.owner;
  return agency === record.creator || agency === record.place.owner;
}
