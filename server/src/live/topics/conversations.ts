import { conversation, conversationParties, decide, type Kind, type Viewer } from '@standpipe/policy';
import type { Database } from '../../db/open.ts';
import { asSystem } from '../../db/system.ts';
import type { Hub } from '../hub.type.ts';
import type { Listener } from '../listener.ts';
import { type Reader, readLatest, readReaders } from './conversations.store.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';
import type { Touched } from './topics.type.ts';

const topic = 'conversations';
const view = (conversation as unknown as Kind).actions.view!;

interface ConversationsTopic extends Topic {
  touched(conversations: readonly Touched[]): void;
  close(): Promise<void>;
}

const mayListen = ({ asker }: Listener) => view.needs.every((each) => asker.viewer.permissions.has(each));

/** What of a viewer's rights decides about conversations, as text that can be compared. */
const rightsOf = ({ agency, received }: Viewer): string =>
  JSON.stringify([
    agency,
    ...[...received].map(([grantor, { messaging }]) => `${grantor} ${messaging}`).sort(),
  ]);

/**
 * Ids of conversations in which something happened, each with the number of its last message. Nobody hears of what
 * happens after they have left.
 */
export function openConversations(
  database: Database,
  hub: Hub,
  report: (error: unknown) => void,
): ConversationsTopic {
  const listeners = new Set<Listener>();
  let work: Promise<void> = Promise.resolve();

  const tell = async (touched: readonly Touched[]) => {
    if (listeners.size === 0) return;
    const rows = await asSystem(database, (db) =>
      readReaders(
        db,
        touched.map(({ id }) => id),
      ),
    );
    const byId = Map.groupBy(rows, ({ id }) => id);
    for (const { id, left: leaving = [] } of touched) {
      const readers = byId.get(id) ?? [];
      const parties = conversationParties(readers);
      const hearing = readers.filter(({ left, agency }) => !left || leaving.includes(agency));
      const seqOf = new Map(hearing.map(({ agency, seq }) => [agency, seq]));
      for (const listener of listeners) {
        const { viewer } = listener.asker;
        const seq = seqOf.get(viewer.agency);
        if (seq === undefined || !listener.isCurrent || !decide(view, viewer, { parties })) continue;
        listener.push(topic, `"seq":${seq},"type":"changed","id":${JSON.stringify(id)}`);
      }
    }
  };

  return {
    serves: (name) => name === topic,
    open: async (listener) => {
      if (!(await hub.join(listener))) return;
      listener.drop(topic);
      if (!mayListen(listener)) {
        listener.push(topic, '"type":"error","code":"not_allowed"');
        return;
      }
      let rights = rightsOf(listener.asker.viewer);
      let opened = false;
      const subscription: Subscription = {
        moved: () => {
          if (!mayListen(listener)) {
            listener.push(topic, '"type":"closed"');
            listener.drop(topic);
            return;
          }
          const now = rightsOf(listener.asker.viewer);
          if (now !== rights && opened) listener.push(topic, '"type":"resync"');
          rights = now;
        },
        close: () => {
          listeners.delete(listener);
        },
      };
      listener.subscriptions.set(topic, subscription);
      listeners.add(listener);
      const { agency } = listener.asker.viewer;
      const latest = await asSystem(database, (db) => readLatest(db, agency));
      if (listener.subscriptions.get(topic) !== subscription || listener.asker.viewer.agency !== agency)
        return;
      opened = true;
      const items = latest.map(({ id, seq }: Reader) => ({ id, seq }));
      listener.push(topic, `"type":"snapshot","items":${JSON.stringify(items)}`);
    },
    touched: (conversations) => {
      work = work.then(() => tell(conversations)).catch(report);
    },
    close: () => work,
  };
}
