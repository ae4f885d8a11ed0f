import type { Database } from '../../db/open.ts';
import type { Hub } from '../hub.type.ts';
import { openBoards } from './boards.ts';
import { changesTopic } from './changes.ts';
import { openConversations } from './conversations.ts';
import { openDevices } from './devices.ts';
import type { Topic } from './topic.ts';
import type { Topics } from './topics.type.ts';

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
