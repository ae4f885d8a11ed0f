import type { Database } from '../../db/open.ts';
import { asSystem } from '../../db/system.ts';
import { isId } from '../../http/call.ts';
import type { Hub } from '../hub.type.ts';
import { type Listener, sees } from '../listener.ts';
import { type BoardState, readBoards } from './boards.store.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

const prefix = 'boards/';

interface BoardSubscription extends Subscription {
  readonly listener: Listener;
  readonly topic: string;
  /** The board as this socket was last told of it. */
  state: BoardState;
}

interface BoardsTopic extends Topic {
  touched(ids: readonly string[]): void;
  close(): Promise<void>;
}

/**
 * One topic for each board: the number of its last entry, and its epoch. What was written is read by HTTP, from the
 * number on that a client has; the log is complete, so nothing else has to be told.
 */
export function openBoards(database: Database, hub: Hub, report: (error: unknown) => void): BoardsTopic {
  const byBoard = new Map<string, Set<BoardSubscription>>();
  let work: Promise<void> = Promise.resolve();

  const read = (ids: readonly string[]) => asSystem(database, (db) => readBoards(db, ids));

  /** Sends a frame if the listener may see the board now, or else ends the subscription. */
  const tell = (subscription: BoardSubscription, type: 'snapshot' | 'changed') => {
    const { listener, topic, state } = subscription;
    if (!listener.isCurrent) return;
    if (sees(listener.asker.viewer, 'commandBoard', state.subject))
      return listener.push(topic, `"seq":${state.seq},"type":"${type}","epoch":${state.epoch}`);
    listener.push(topic, '"type":"closed"');
    listener.drop(topic);
  };

  const tellAll = async (ids: readonly string[]) => {
    const followed = ids.filter((id) => byBoard.has(id));
    if (followed.length === 0) return;
    for (const state of await read(followed))
      for (const subscription of [...(byBoard.get(state.id) ?? [])]) {
        subscription.state = state;
        tell(subscription, 'changed');
      }
  };

  return {
    serves: (name) => name.startsWith(prefix) && isId(name.slice(prefix.length)),
    open: async (listener, { topic, op, seq }) => {
      const id = topic.slice(prefix.length).toLowerCase();
      const hidden = () => listener.push(topic, '"type":"error","code":"not_found"');
      if (!(await hub.join(listener))) return;
      const [state] = await read([id]);
      if (!state || !sees(listener.asker.viewer, 'commandBoard', state.subject)) return hidden();
      listener.drop(topic);
      const followers = byBoard.get(id) ?? new Set();
      const subscription: BoardSubscription = {
        listener,
        topic,
        state,
        moved: () => {
          if (!sees(listener.asker.viewer, 'commandBoard', subscription.state.subject))
            tell(subscription, 'changed');
        },
        close: () => {
          followers.delete(subscription);
          if (followers.size === 0) byBoard.delete(id);
        },
      };
      followers.add(subscription);
      byBoard.set(id, followers);
      listener.subscriptions.set(topic, subscription);
      const [now] = await read([id]); // what was written meanwhile was told to nobody here
      if (!now || listener.subscriptions.get(topic) !== subscription) return;
      subscription.state = now;
      tell(subscription, op === 'resume' && seq !== now.seq ? 'changed' : 'snapshot');
    },
    touched: (ids) => {
      work = work.then(() => tellAll(ids)).catch(report);
    },
    close: () => work,
  };
}
