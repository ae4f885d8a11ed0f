import {
  decide,
  mayAct,
  mayKeep,
  permissionsOf,
  type Sheet,
  type Subject,
  type Viewer,
} from '@standpipe/policy';
import type { FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { Db } from '../db/open.ts';
import { loadCandidates } from '../db/scopes.ts';
import { Problem } from '../http/problems.ts';
import { type Asker, loadAsker } from '../http/session.ts';
import { kindNames, type RecordKind, rulesOf } from '../kinds/kinds.ts';
import { type ChangeEvent, factsInScopes, type RecordEvent, type SheetEvent } from './events.store.ts';
import type { Bookmark, Position } from './position.ts';
import type { Subscription } from './topics/subscription.ts';

/** Is this viewer's agency among those that an event is for? */
const isFor = ({ agency }: Viewer, { agencies }: RecordEvent) =>
  agencies.length === 0 || agencies.includes(agency);

/** How frames call a row of each sheet; their id is the partner's. */
const sheetFrames: Record<Sheet, string> = { client: 'clientDataSharing', user: 'userDataSharing' };

const mostRemoved = 20_000;
const mostBuffered = 1024 * 1024;

const viewRule = (kind: RecordKind) => rulesOf(kind).actions.view;

/** May this viewer see a record with these facts? */
export const sees = (viewer: Viewer, kind: RecordKind, subject: Subject | null | undefined): boolean =>
  subject !== null && subject !== undefined && decide(viewRule(kind), viewer, subject) !== null;

/** One socket that follows `changes`: who listens, and what they have been told. */
export class Listener {
  readonly socket: WebSocket;
  readonly request: FastifyRequest;
  readonly seal: (bookmark: Bookmark) => string;
  asker: Asker;
  /** When it was last read who listens, in milliseconds of this process. */
  loadedAt = performance.now();
  following = false;
  /** What it follows beside `changes`, by name. */
  readonly subscriptions = new Map<string, Subscription>();
  private seq = 0;
  /** What went dark could not be read when it did: all has to be read anew. */
  private owed = false;
  /** When it was last read who listens, by the database's time, and what they were told of since. */
  private seen: { readonly at: string; readonly ids: Set<string> } = { at: '-infinity', ids: new Set() };

  constructor(
    socket: WebSocket,
    request: FastifyRequest,
    asker: Asker,
    seal: (bookmark: Bookmark) => string,
  ) {
    this.socket = socket;
    this.request = request;
    this.asker = asker;
    this.seal = seal;
  }

  /** Sends one frame. A listener that does not read is let go: it resumes, and nothing is lost. */
  send(frame: Record<string, unknown>): void {
    this.write(() => JSON.stringify({ topic: 'changes', seq: ++this.seq, ...frame }));
  }

  /**
   * Sends a frame of another topic, whose text after the topic's name may be shared with other sockets.
   * @param rest the frame's other members as JSON, without the braces
   */
  push(topic: string, rest: string): void {
    this.write(() => `{"topic":${JSON.stringify(topic)},${rest}}`);
  }

  private write(text: () => string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > mostBuffered) this.socket.close(1013, 'too slow');
    else this.socket.send(text());
  }

  /** May frames be judged by what was last read of who listens? Not while reading it anew has failed. */
  get isCurrent(): boolean {
    return this.loadedAt !== Number.NEGATIVE_INFINITY;
  }

  /** Ends a subscription. */
  drop(topic: string): void {
    this.subscriptions.get(topic)?.close();
    this.subscriptions.delete(topic);
  }

  /**
   * Tells what changed, judged by what this viewer may see now. A frame's token is the place of the first event of what
   * it tells: whoever resumes there hears again of what came between that and the last, and misses nothing.
   */
  tell(
    events: readonly ChangeEvent[],
    current: ReadonlyMap<RecordKind, ReadonlyMap<string, Subject>>,
    life: string,
  ): void {
    const { viewer } = this.asker;
    const latest = new Map<string, { readonly first: Position; readonly last: RecordEvent | SheetEvent }>();
    const sawBefore = new Set<string>();
    for (const event of events) {
      if (event.type === 'access') continue;
      if (event.type === 'record' && !isFor(viewer, event)) continue;
      if (event.type === 'sheet' && !event.agencies.some((each) => mayKeep(viewer, event.kind, each)))
        continue;
      const key = `${event.kind} ${event.record_id}`;
      if (event.type === 'record' && sees(viewer, event.kind, event.before)) sawBefore.add(key);
      latest.set(key, { first: latest.get(key)?.first ?? event, last: event });
    }
    for (const [key, { first, last }] of latest) {
      const { type, kind, record_id: id } = last;
      const token = this.seal({ ...first, life });
      if (type === 'sheet') {
        this.send({ type: 'changed', kind: sheetFrames[kind], id, token });
        continue;
      }
      const now = sees(viewer, kind, current.get(kind)?.get(id));
      if (!now && !sawBefore.has(key)) continue;
      this.seen.ids.add(id);
      this.send({ type: now ? 'changed' : 'remove', kind, id, token });
    }
  }

  /**
   * Reads anew who listens. What went dark is said before anything else.
   * @param at the database's time, before
   * @returns false when the listener may not listen any longer
   */
  async refresh(db: Db, secret: string, at: string): Promise<boolean> {
    const before = this.asker.viewer;
    try {
      this.asker = await loadAsker(db, this.request, secret);
    } catch (error) {
      // A database that is gone says nothing about who may listen.
      if (!(error instanceof Problem)) throw error;
      this.send({ type: 'closed' });
      for (const topic of [...this.subscriptions.keys()]) {
        this.push(topic, '"type":"closed"');
        this.drop(topic);
      }
      this.socket.close(4401, 'signed out');
      return false;
    }
    this.loadedAt = performance.now();
    for (const subscription of [...this.subscriptions.values()]) subscription.moved();
    if (this.following && !sameRights(before, this.asker.viewer))
      await this.tellRemoved(db, before).catch((error: unknown) => {
        this.owed = true;
        throw error;
      });
    if (this.owed) this.send({ type: 'resync' });
    this.owed = false;
    this.seen = { at, ids: new Set() };
    return true;
  }

  /** Only of what they can have known: what was made after their rights went, they never heard of. */
  private async tellRemoved(db: Db, before: Viewer): Promise<void> {
    const now = this.asker.viewer;
    const seen = { at: this.seen.at, ids: [...this.seen.ids] };
    const { scopes } = await loadCandidates(db, before);
    for (const kind of kindNames) {
      if (!mayAct(viewRule(kind)!, before)) continue;
      const touched = scopes.filter(
        (scope) => before.agency !== now.agency || !sameFor(before, now, scope, kind),
      );
      if (touched.length === 0) continue;
      const facts = await factsInScopes(
        db,
        kind,
        touched.map((scope) => scope.id),
        seen,
        mostRemoved + 1,
      );
      if (facts.length > mostRemoved) {
        this.send({ type: 'resync' });
        return;
      }
      for (const { id, subject } of facts)
        if (sees(before, kind, subject) && !sees(now, kind, subject)) this.send({ type: 'remove', kind, id });
    }
    this.send({ type: 'changed', kind: 'sharing' });
  }
}

const sameLevels = (one: Viewer, other: Viewer, agency: string) =>
  JSON.stringify([...Object.entries(one.received.get(agency as never) ?? {})].sort()) ===
  JSON.stringify([...Object.entries(other.received.get(agency as never) ?? {})].sort());

const sameRights = (one: Viewer, other: Viewer) =>
  one.agency === other.agency &&
  one.permissions.size === other.permissions.size &&
  [...one.permissions].every((each) => other.permissions.has(each)) &&
  one.received.size === other.received.size &&
  [...one.received.keys()].every((agency) => sameLevels(one, other, agency));

/** Can nothing in this scope have changed its answer? Only what its own parties granted, and permissions, count. */
const sameFor = (
  one: Viewer,
  other: Viewer,
  scope: { readonly author_id: string; readonly owner_id: string },
  kind: RecordKind,
) =>
  permissionsOf(viewRule(kind)!).every((each) => other.permissions.has(each) || !one.permissions.has(each)) &&
  [scope.author_id, scope.owner_id].every((agency) => sameLevels(one, other, agency));
