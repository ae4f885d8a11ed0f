import type { TestApp } from './app.ts';
import { plantImport } from './canary.imports.ts';
import { clientSheet, userSheet } from './sheets.ts';
import { type Answer, openWorld, type TestAgency, type User, type World } from './world.ts';

/**
 * The agencies: `owner` and `maker` share with each other, both with `reader`; `behind` is `maker`'s partner and so a
 * third to `owner`; `stranger` had something once; `neighbour` is of the same county and never had anything.
 */
export const agencies = ['owner', 'maker', 'reader', 'behind', 'stranger', 'neighbour'] as const;
export type Name = (typeof agencies)[number];
export type Kind = 'place' | 'permit' | 'inspection' | 'transfer' | 'user' | 'role' | 'import';

/** One record of the world, by a name that the table of expectations uses. */
export interface Planted {
  readonly name: string;
  readonly kind: Kind;
  readonly agency: Name;
  readonly id: string;
}

/** Where a token stands: in which field of which record. One of a place's address stands in all that is at it too. */
export interface Spot {
  readonly record: string;
  readonly field: string;
}

export const tokenPattern = /qz[0-9a-f]{6}v/g;
const nobody = '01890000-0000-7000-8000-000000000000';

const must = (answer: Answer): Answer['body'] => {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** Agencies, their records with a token of its own in every text, and the ids of everything. */
export class Canaries {
  readonly world: World;
  readonly by = {} as Record<Name, TestAgency>;
  readonly records: Planted[] = [];
  readonly spots = new Map<string, Spot[]>();
  readonly ids: string[] = [nobody];

  constructor(world: World) {
    this.world = world;
  }

  /** A new token in a field of a record. */
  token(record: string, field: string): string {
    const token = `qz${(this.spots.size + 0xa00000).toString(16)}v`;
    this.spots.set(token, [{ record, field }]);
    return token;
  }

  tokens(record: string, fields: readonly string[]): Record<string, string> {
    return Object.fromEntries(fields.map((field) => [field, this.token(record, field)]));
  }

  /** What stands at a place carries its address line. */
  private carry(from: string, to: string): void {
    for (const spots of this.spots.values())
      if (spots.some(({ record, field }) => record === from && field === 'addressLine'))
        spots.push({ record: to, field: 'addressLine' });
  }

  note(name: string, kind: Kind, agency: Name, id: string): string {
    this.records.push({ name, kind, agency, id });
    this.ids.push(id);
    return id;
  }

  idOf = (name: string): string => this.records.find((each) => each.name === name)!.id;

  async place(agency: Name, name: string, more: object = {}): Promise<void> {
    const texts = [
      'addressLine',
      'unit',
      'city',
      'state',
      'zip',
      'name',
      'occupancyType',
      'constructionType',
      'notes',
    ];
    const location = { type: 'Point', coordinates: [-87.8, 42.3] };
    const made = must(
      await this.by[agency].admin.post('/places', { ...this.tokens(name, texts), location, ...more }),
    );
    this.note(name, 'place', agency, made.id);
  }

  async permit(agency: Name, at: string, name: string, more: object = {}): Promise<void> {
    const texts = [
      ...['number', 'type', 'description', 'edition', 'section', 'notes'],
      ...['holder', 'contactName', 'contactPhone'],
    ];
    const body = { placeId: this.idOf(at), class: 'operational', ...this.tokens(name, texts), ...more };
    this.note(name, 'permit', agency, must(await this.by[agency].admin.post('/permits', body)).id);
    this.carry(at, name);
  }

  async inspection(agency: Name, at: string, name: string, more: object = {}): Promise<void> {
    const of = (field: string) => this.token(name, field);
    const body = {
      placeId: this.idOf(at),
      ...this.tokens(name, ['number', 'type', 'notes']),
      checklist: [{ item: of('checklist'), result: 'fail', note: of('checklist') }],
      violations: [
        { code: of('violations'), description: of('violations'), severity: of('violations'), status: 'open' },
      ],
      status: 'completed',
      ...more,
    };
    this.note(name, 'inspection', agency, must(await this.by[agency].admin.post('/inspections', body)).id);
    this.carry(at, name);
  }

  /** An agency with a role, a user and a key that carry tokens; the user's name stands in what is assigned to them. */
  async agency(name: Name): Promise<void> {
    const agency = await this.world.agency(name);
    this.by[name] = agency;
    this.ids.push(agency.id, agency.admin.membershipId, agency.admin.personId);
    const role = must(
      await agency.admin.post('/admin/roles', { name: this.token(`${name} role`, 'name'), permissions: [] }),
    );
    this.note(`${name} role`, 'role', name, role.id);
    const user = must(
      await agency.admin.post('/admin/users', {
        name: this.token(`${name} user`, 'name'),
        email: `${this.token(`${name} user`, 'email')}@example.org`,
        roles: [role.id],
      }),
    );
    this.note(`${name} user`, 'user', name, user.id);
  }

  /** Lets a user's name stand in an inspection that is assigned to them. */
  assign(user: string, inspection: string): object {
    for (const spots of this.spots.values())
      if (spots.some(({ record, field }) => record === user && field === 'name'))
        spots.push({ record: inspection, field: 'assignedTo' });
    return { assignedTo: this.idOf(user) };
  }

  /** Saves both sheets of an agency. */
  async share(from: Name, to: Name, client: object | null, user: object): Promise<void> {
    const { admin } = this.by[from];
    if (client) must(await admin.put(`${clientSheet}/${this.by[to].id}`, { levels: client }, { ifMatch: 0 }));
    const { version, items } = (await admin.get(userSheet)).body;
    const kept = items.map((each: Answer['body']) => ({ partnerId: each.partner.id, levels: each.levels }));
    const table = [...kept, { partnerId: this.by[to].id, levels: user }];
    must(await admin.put(userSheet, { items: table }, { ifMatch: version }));
  }

  async take(from: Name, to: Name): Promise<void> {
    const { admin } = this.by[from];
    const { version, items } = (await admin.get(userSheet)).body;
    const kept = items.filter((each: Answer['body']) => each.partner.id !== this.by[to].id);
    const table = kept.map((each: Answer['body']) => ({ partnerId: each.partner.id, levels: each.levels }));
    must(await admin.put(userSheet, { items: table }, { ifMatch: version }));
  }
}

/** Plants the whole world through the API. */
export async function plantCanaries(app: TestApp): Promise<Canaries> {
  const all = new Canaries(await openWorld(app));
  for (const name of agencies) await all.agency(name);
  const both = { addressShareModule: 'fireInspectionAndPermit' };
  await all.share('owner', 'maker', null, both);
  await all.share('stranger', 'maker', null, both);
  await all.share(
    'owner',
    'stranger',
    { address: 'view' },
    { permits: 'view', inspections: 'view', ...both },
  );
  for (const name of agencies) {
    await all.place(name, `${name} place`);
    await all.permit(name, `${name} place`, `${name} permit`);
    await all.inspection(
      name,
      `${name} place`,
      `${name} inspection`,
      all.assign(`${name} user`, `${name} inspection`),
    );
    await plantImport(all, name);
  }
  await all.place('owner', 'withheld place');
  await all.permit('owner', 'withheld place', 'permit at withheld');
  await all.permit('maker', 'withheld place', 'maker permit at withheld');
  await all.inspection('owner', 'withheld place', 'inspection at withheld');
  const withheld = { withheld: true };
  must(await all.by.owner.admin.patch(`/places/${all.idOf('withheld place')}`, withheld, { ifMatch: 1 }));
  await all.permit('owner', 'owner place', 'withheld permit', withheld);
  await all.permit('maker', 'maker place', 'maker withheld permit', withheld);
  await all.permit('maker', 'owner place', 'guest permit');
  await all.inspection('maker', 'owner place', 'guest inspection');
  await all.inspection('maker', 'maker place', 'scheduled inspection', { status: 'scheduled' });
  await all.inspection('maker', 'maker place', 'withheld inspection', withheld);
  await all.permit('maker', 'stranger place', 'dark permit');
  await all.inspection('maker', 'stranger place', 'dark inspection');
  await all.permit('stranger', 'owner place', 'gone permit');
  await all.place('owner', 'offered place');
  await all.place('owner', 'retired place');
  await all.permit('maker', 'retired place', 'permit at retired');
  must(await reopened(all, 'maker', 'maker inspection'));
  const reader = all.by.reader.id;
  const offer = must(
    await all.by.owner.admin.post(`/places/${all.idOf('offered place')}/transfer`, { toAgencyId: reader }),
  );
  all.note('offer', 'transfer', 'owner', offer.id);
  for (const spots of all.spots.values())
    if (spots.some(({ record, field }) => record === 'offered place' && field === 'addressLine'))
      spots.push({ record: 'offer', field: 'addressLine' });
  must(await all.by.owner.admin.delete(`/places/${all.idOf('retired place')}`, { ifMatch: 1 }));
  await all.share('owner', 'reader', { address: 'view' }, { permits: 'view' });
  await all.share('maker', 'reader', null, { permits: 'view', inspections: 'view' });
  await all.share('maker', 'owner', null, { permits: 'view' });
  await all.share('maker', 'behind', { address: 'view' }, { permits: 'view', inspections: 'view', ...both });
  await all.take('stranger', 'maker');
  await all.take('owner', 'stranger');
  must(
    await all.by.owner.admin.put(
      `${clientSheet}/${all.by.stranger.id}`,
      { levels: { address: 'none' } },
      { ifMatch: 1 },
    ),
  );
  return all;
}

/** Reopens an inspection with a reason that carries a token. */
const reopened = (all: Canaries, agency: Name, name: string): Promise<Answer> =>
  all.by[agency].admin.patch(
    `/inspections/${all.idOf(name)}`,
    { status: 'inProgress', reason: all.token(name, 'reopenedReason') },
    { ifMatch: 1 },
  );

/** Somebody of an agency, in a role. */
export interface Asker {
  readonly agency: Name;
  readonly role: string;
  readonly permissions: readonly string[];
  readonly user: User;
}
