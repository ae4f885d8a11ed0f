import type { Database } from '../../db/open.ts';
import { asSystem } from '../../db/system.ts';
import { rulesOf } from '../../kinds/kinds.ts';
import { boxOf } from '../../records/list.ts';
import type { DeviceRow } from '../../units/device.content.ts';
import type { Hub } from '../hub.type.ts';
import type { Listener } from '../listener.ts';
import { type Audience, audienceOf, audienceSees, type Box, isIn, itemFor } from './devices.audience.ts';
import { readDevices, readDevicesAmong } from './devices.store.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

const topic = 'devices';
/** How long changes are gathered before they are sent, in milliseconds. */
const window = 100;

type Units = Map<string, DeviceRow>;
type Change = { readonly before: DeviceRow | undefined; readonly after: DeviceRow | undefined };

interface DeviceSubscription extends Subscription {
  readonly listener: Listener;
  readonly box: Box | null;
  /** The rights by which it was last told. */
  sentTo: Listener['asker']['viewer'];
  seq: number;
  /** Something could not be judged when it came: everything is sent anew. */
  owed: boolean;
}

interface DevicesTopic extends Topic {
  touched(ids: readonly string[]): void;
  close(): Promise<void>;
}

const frames = (type: 'snapshot' | 'add' | 'update', rest: string) => `"type":"${type}",${rest}`;
/** The text may be shared by many sockets; the number before it is each socket's own. */
const send = (subscription: DeviceSubscription, text: string): void =>
  subscription.listener.push(topic, `"seq":${++subscription.seq},${text}`);
const removal = (ids: readonly string[]) => `"type":"remove","ids":${JSON.stringify(ids)}`;

/**
 * Live positions. While anybody listens, what was last sent of each unit stays in memory; what changes is read from
 * the database, judged for each audience and built into text once for all of its sockets.
 */
export function openDevices(database: Database, hub: Hub, report: (error: unknown) => void): DevicesTopic {
  const subscriptions = new Set<DeviceSubscription>();
  let units: Units | null = null;
  let loading: Promise<Units> | null = null;
  let dirty = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> = Promise.resolve();

  const load = async (): Promise<Units> => {
    if (units) return units;
    loading ??= asSystem(database, readDevices)
      .then((rows) => {
        units = new Map(rows.map((row) => [row.id, row]));
        return units;
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };

  /** One after the other, so that no older reading is sent after a newer one. */
  const flushNow = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    flushing = flushing.then(flush);
    return flushing;
  };
  const schedule = (wait = window) => {
    timer ??= setTimeout(() => void flushNow(), wait);
    timer.unref();
  };

  const flush = async () => {
    const ids = [...dirty];
    dirty = new Set();
    if (ids.length === 0 || (!units && !loading)) return; // nobody listens
    try {
      await load();
      const rows = await asSystem(database, (db) => readDevicesAmong(db, ids));
      if (units) tell(units, ids, new Map(rows.map((row) => [row.id, row])));
    } catch (error) {
      report(error);
      for (const id of ids) dirty.add(id);
      schedule(1000);
    }
  };

  /** Sends what changed of these units. Nothing in here waits, so that no rights can change midway. */
  const tell = (units: Units, ids: readonly string[], now: Units) => {
    const changes = ids.map((id): Change => ({ before: units.get(id), after: now.get(id) }));
    const byOwner = Map.groupBy(changes, ({ before, after }) => (after ?? before)?.owner_id);
    for (const id of ids) {
      const row = now.get(id);
      if (row) units.set(id, row);
      else units.delete(id);
    }
    for (const subscription of subscriptions) subscription.moved();
    for (const [owner, moved] of byOwner) {
      if (!owner) continue;
      const texts = new Map<string, readonly string[]>();
      for (const subscription of subscriptions) {
        const { listener, box, owed } = subscription;
        if (owed) continue;
        const audience = audienceOf(listener.asker.viewer, owner);
        const key = `${audience.key} ${box ?? ''}`;
        const text = texts.get(key) ?? textsOf(moved, audience, box);
        texts.set(key, text);
        for (const each of text) send(subscription, each);
      }
    }
  };

  const snapshot = (subscription: DeviceSubscription) => {
    const { listener, box } = subscription;
    const { viewer } = listener.asker;
    const items = [...(units?.values() ?? [])].flatMap((row) => {
      const audience = audienceOf(viewer, row.owner_id);
      return audienceSees(audience, row) && isIn(box, row) ? [itemFor(audience, row, true)] : [];
    });
    subscription.sentTo = viewer;
    subscription.owed = false;
    send(subscription, frames('snapshot', `"items":[${items.join()}]`));
  };

  /** The listener's rights are others now: what they no longer see is removed, then what is new is added. */
  const moved = (subscription: DeviceSubscription) => {
    const { listener, box, sentTo } = subscription;
    const { viewer } = listener.asker;
    if (!listener.isCurrent) {
      subscription.owed = true;
      return;
    }
    if (!mayListen(listener)) {
      send(subscription, '"type":"closed"');
      listener.drop(topic);
      return;
    }
    if (subscription.owed) return snapshot(subscription);
    if (sentTo === viewer) return;
    subscription.sentTo = viewer;
    const [gone, come]: [string[], string[]] = [[], []];
    for (const row of units?.values() ?? []) {
      if (!isIn(box, row)) continue;
      const audience = audienceOf(viewer, row.owner_id);
      const saw = audienceSees(audienceOf(sentTo, row.owner_id), row);
      const sees = audienceSees(audience, row);
      if (saw && !sees) gone.push(row.id);
      if (!saw && sees) come.push(itemFor(audience, row, true));
    }
    if (gone.length > 0) send(subscription, removal(gone));
    if (come.length > 0) send(subscription, frames('add', `"items":[${come.join()}]`));
  };

  return {
    serves: (name) => name === topic,
    open: async (listener, { bbox }) => {
      const box = bbox === undefined ? null : boxOf(bbox);
      if (!(await hub.join(listener))) return;
      await load();
      if (listener.socket.readyState !== listener.socket.OPEN) return release();
      listener.drop(topic);
      if (!mayListen(listener)) {
        listener.push(topic, '"type":"error","code":"not_allowed"');
        return release();
      }
      const subscription: DeviceSubscription = {
        listener,
        box,
        sentTo: listener.asker.viewer,
        seq: 0,
        owed: false,
        moved: () => moved(subscription),
        close: () => {
          subscriptions.delete(subscription);
          release();
        },
      };
      await load(); // dropping an older subscription may have let go of it
      await flushNow(); // so that the snapshot holds everything that was answered before
      subscriptions.add(subscription);
      listener.subscriptions.set(topic, subscription);
      snapshot(subscription);
    },
    touched: (ids) => {
      if (!units && !loading) return;
      for (const id of ids) dirty.add(id);
      schedule();
    },
    close: async () => {
      if (timer) clearTimeout(timer);
      await flushing;
    },
  };

  /** Forgets everything once nobody listens. */
  function release(): void {
    if (subscriptions.size === 0) units = null;
  }
}

/** Does the listener hold the permissions that the rule names? */
const mayListen = ({ asker }: Listener) =>
  rulesOf('device').actions.view!.needs.every((each) => asker.viewer.permissions.has(each));

/** What one agency's changes are to one audience: removals first. */
function textsOf(changes: readonly Change[], audience: Audience, box: Box | null): readonly string[] {
  const [gone, come, moved]: [string[], string[], string[]] = [[], [], []];
  const sees = (row: DeviceRow | undefined) =>
    row !== undefined && audienceSees(audience, row) && isIn(box, row);
  let agency = '';
  for (const { before, after } of changes) {
    const [saw, now] = [sees(before), sees(after)];
    if (saw && !now) gone.push(before!.id);
    if (!now) continue;
    agency = JSON.stringify({ id: after!.owner_id, name: after!.agency_name, color: after!.agency_color });
    (saw ? moved : come).push(itemFor(audience, after!, false));
  }
  return [
    ...(gone.length > 0 ? [removal(gone)] : []),
    ...(come.length > 0 ? [frames('add', `"agency":${agency},"items":[${come.join()}]`)] : []),
    ...(moved.length > 0 ? [frames('update', `"agency":${agency},"items":[${moved.join()}]`)] : []),
  ];
}
