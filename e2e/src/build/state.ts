import type { Client } from '../client.ts';
import type { Findings } from '../findings.ts';
import { findAgency, type Model, type Stored, type User } from '../model.ts';
import { type Random, startRandom } from '../random.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** A world under test: the model of what was stored, and the sessions to ask with. */
export interface World {
  base: string;
  seed: number;
  /** Makes names and e-mail addresses of this run unlike those of any other. */
  nonce: string;
  random: Random;
  model: Model;
  operator: Client;
  clients: Map<string, Client>;
  vocabulary: Vocabulary;
  findings: Findings;
  /** People who belong to a second agency, for the membership checks. */
  guests: { email: string; password: string; home: string; other: string }[];
}

/** The session of a user. */
export function clientOf(world: World, user: User): Client {
  const client = world.clients.get(user.id);
  if (!client) throw new Error(`no session for ${user.email}`);
  return client;
}

/** The first administrator of an agency, who holds every permission. */
export function adminOf(world: World, agency: string): User {
  const admin = world.model.users.find((user) => user.agency === agency && user.profile === 'administrator');
  if (!admin) throw new Error(`no administrator of ${agency}`);
  return admin;
}

/** The session of an agency's first administrator. */
export function adminClient(world: World, agency: string): Client {
  return clientOf(world, adminOf(world, agency));
}

/** Agencies whose accounts are active. */
export function listActive(world: World): string[] {
  return [...world.model.agencies.values()].filter((agency) => agency.active).map((agency) => agency.id);
}

/** A stream of random choices of its own for one check. */
export function drawFor(world: World, label: string): Random {
  return startRandom(world.seed, label);
}

/** A record in a few words, for a report. */
export function describe(world: World, record: Stored | undefined, id = ''): string {
  if (!record) return `unknown record ${id}`;
  const nameOf = (agency: string): string => findAgency(world.model, agency).name;
  if (record.kind === 'place') {
    const marks = [record.withheld ? 'withheld' : '', record.retired ? 'retired' : ''].filter(Boolean);
    return `place ${record.id} of ${nameOf(record.owner)} ${marks.join(' ')}`.trim();
  }
  const marks = [
    record.withheld ? 'withheld' : '',
    record.deleted ? 'deleted' : '',
    record.place.withheld ? 'place withheld' : '',
    record.place.retired ? 'place retired' : '',
  ].filter(Boolean);
  const where = `by ${nameOf(record.creator)} at a place of ${nameOf(record.place.owner)}`;
  return `${record.kind} ${record.id} ${where}, ${record.status} ${marks.join(', ')}`.trim();
}

/** Finds any stored record by id. */
export function findRecord(world: World, id: string): Stored | undefined {
  return (
    world.model.places.find((place) => place.id === id) ?? world.model.works.find((work) => work.id === id)
  );
}
