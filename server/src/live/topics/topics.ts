import type { Database } from '../../db/open.ts';
import type { Hub } from '../hub.type.ts';
import { openBoards } from './boards.ts';
import { changesTopic } from './changes.ts';
import { openConversations, type Touched } from './conversations.ts';
import { openDevices } from './devices.ts';
import type { Topic } from './topic.ts';

/** Every topic, and what tells them that something was committed. */
export interface Topics {
  find(name: string): Topic | undefined;
  /** These units moved, signed in or out, or changed. */
  unitsTouched(ids: readonly string[]): void;
  /** Something happened in these conversations. */
  conversationsTouched(conversations: readonly Touched[]): void;
  /** Something was written on these boards. */
  boardsTouched(ids: readonly string[]): void;
  close(): Promise<void>;
}

export function openTopics(
  database: Database,
  hub: Hub,
  secret: string,
  report: (error: unknown) => void,
): Topics {
  const devices = openDevices(database, hub, report);
  const conversations = openConversations(database, hub, report);
  const boards = openBoards(database, hub, report);
  const topics: readonly Topic[] = [changesTopic(hub, secret), devices, conversations, boards];
  return {
    find: (name) => topics.find((each) => each.serves(name)),
    unitsTouched: devices.touched,
    conversationsTouched: conversations.touched,
    boardsTouched: boards.touched,
    close: async () => {
      await devices.close();
      await conversations.close();
      await boards.close();
    },
  };
}
