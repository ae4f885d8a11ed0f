import type { Json } from './json.ts';
import type { ClientLevels, UserLevels } from './levels.ts';

interface Features {
  clientDataSharing: boolean;
  userDataSharing: boolean;
}

export interface Agency {
  id: string;
  name: string;
  token: string;
  state: string;
  home: string;
  counties: string[];
  features: Features;
  active: boolean;
}

export interface User {
  id: string;
  agency: string;
  email: string;
  password: string;
  profile: string;
  permissions: Set<string>;
  active: boolean;
}

export interface Place {
  kind: 'place';
  id: string;
  owner: string;
  withheld: boolean;
  retired: boolean;
  addressToken: string;
  nameToken: string;
  point: [number, number];
  fields: Json;
}

export interface Work {
  kind: 'permit' | 'inspection';
  id: string;
  creator: string;
  place: Place;
  status: string;
  withheld: boolean;
  deleted: boolean;
  number: string | null;
  textToken: string;
  fields: Json;
}

export type Kind = 'place' | 'permit' | 'inspection';
export type Stored = Place | Work;

export interface Row<L> {
  levels: L;
  startsAt: string | null;
  endsAt: string | null;
}

interface Link {
  id: string;
  agencies: [string, string];
}

/** What was stored where: everything the oracle reasons about, and nothing of the server. */
export interface Model {
  agencies: Map<string, Agency>;
  users: User[];
  places: Place[];
  works: Work[];
  links: Link[];
  clientRows: Map<string, Row<ClientLevels>>;
  userRows: Map<string, Row<UserLevels>>;
}

export const kinds: Kind[] = ['place', 'permit', 'inspection'];
export const kindPaths: Record<Kind, string> = {
  place: '/places',
  permit: '/permits',
  inspection: '/inspections',
};
export const kindPermissions: Record<Kind, string> = {
  place: 'Addresses',
  permit: 'FD Permits',
  inspection: 'Fire Inspections',
};

/** The key of a directed row: from the grantor to the partner. */
export function nameRow(grantor: string, partner: string): string {
  return `${grantor}>${partner}`;
}

/** Every stored record of a kind that has not been deleted or retired. */
export function listKind(model: Model, kind: Kind): Stored[] {
  if (kind === 'place') return model.places.filter((place) => !place.retired);
  return model.works.filter((work) => work.kind === kind && !work.deleted);
}

/** The agency a record counts as its own. */
export function readOwnAgency(record: Stored): string {
  return record.kind === 'place' ? record.owner : record.creator;
}

/** An agency of the model by id. */
export function findAgency(model: Model, id: string): Agency {
  const agency = model.agencies.get(id);
  if (!agency) throw new Error(`no agency ${id} in the model`);
  return agency;
}

/** Users who can act now: active, in an active agency. */
export function listActing(model: Model): User[] {
  return model.users.filter((user) => user.active && findAgency(model, user.agency).active);
}
