import { openCursor } from '../../http/paging.ts';
import { Problem } from '../../http/problems.ts';
import type { Asker } from '../../http/session.ts';
import type { Hub } from '../hub.type.ts';
import type { Topic } from './topic.ts';

/** Whose tokens of the stream these are. */
export const boundTo = ({ person, membershipId }: Asker) => `changes:${person.id}:${membershipId}`;

/** Ids of records that changed or went dark. It resumes by token, or says `resync`. */
export const changesTopic = (hub: Hub, secret: string): Topic => ({
  serves: (name) => name === 'changes',
  open: async (listener, { op, seq, token: given }) => {
    if (listener.following) return;
    const token = seq === undefined ? given : String(seq);
    if (op === 'subscribe' || token === undefined) return hub.follow(listener, null);
    try {
      const { key, id, filters } = openCursor(token, boundTo(listener.asker), secret);
      await hub.follow(listener, { tx: String(key), id: Number(id), life: filters.life ?? '' });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      listener.send({ type: 'resync' });
      await hub.follow(listener, null);
    }
  },
});
