import type { QueryClient } from '@tanstack/react-query';
import { nounOf } from '../kinds/kinds.ts';
import { keys, refresh, removeRecord } from './queries.ts';

/** What the stream says (docs: api.md, Live). Ids only; records are read through the ordinary door. */
interface Frame {
  readonly topic: string;
  readonly type: 'snapshot' | 'changed' | 'remove' | 'resync' | 'closed' | 'error';
  readonly kind?: string;
  readonly id?: string;
  readonly token?: string;
  readonly code?: string;
}

const shortest = 500;
const longest = 30_000;
const gathering = 150;

/** Everything read from the API but the session itself, once more. */
export const refetchAll = (client: QueryClient) =>
  client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'greeting' });

/**
 * Follows what changes for this session, for as long as it lasts. Comes back by itself, a little later each time, and
 * says where it stopped, so that nothing is missed.
 * @param ended the server says that the session is over
 * @returns stops following
 */
export function followChanges(client: QueryClient, ended: () => void): () => void {
  let socket: WebSocket | null = null;
  let token: string | null = null;
  let wait = shortest;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let missed = false;

  // A burst of changes reads every list once.
  const touched = new Map<string, () => void>();
  let settle: ReturnType<typeof setTimeout> | undefined;
  const soon = (name: string, work: () => void) => {
    touched.set(name, work);
    settle ??= setTimeout(() => {
      settle = undefined;
      const works = [...touched.values()];
      touched.clear();
      for (const each of works) each();
    }, gathering);
  };

  const hear = (frame: Frame) => {
    if (frame.topic !== 'changes') return;
    if (frame.token) token = frame.token;
    if (frame.type === 'snapshot') {
      wait = shortest;
      if (missed) void refetchAll(client);
      missed = false;
    } else if (frame.type === 'resync') void refetchAll(client);
    else if (frame.type === 'closed') ended();
    else if (frame.type === 'error') stop();
    else if (frame.kind) {
      const noun = /sharing$/i.test(frame.kind) ? 'sharing' : nounOf(frame.kind);
      const { id } = frame;
      if (frame.type === 'remove' && id) removeRecord(client, noun, id);
      else if (frame.kind === 'sharing') soon('sharing', () => void refetchAll(client));
      else if (noun === 'sharing') soon('sheets', () => void refresh(client, noun));
      else if (id) soon(`${noun} ${id}`, () => void refresh(client, noun, id));
      soon('notices', () => void client.invalidateQueries({ queryKey: keys.all('notices') }));
    }
  };

  const open = () => {
    const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/live`);
    socket = opened;
    opened.addEventListener('open', () => {
      const frame = token ? { op: 'resume', topic: 'changes', token } : { op: 'subscribe', topic: 'changes' };
      opened.send(JSON.stringify(frame));
    });
    opened.addEventListener('message', ({ data }) => hear(JSON.parse(String(data)) as Frame));
    opened.addEventListener('close', () => {
      if (stopped) return;
      // Without a token nobody knows what was missed.
      missed ||= token === null;
      timer = setTimeout(open, wait * (0.75 + Math.random() / 2));
      wait = Math.min(longest, wait * 2);
    });
  };

  const hurry = () => {
    if (stopped || socket?.readyState !== WebSocket.CLOSED) return;
    clearTimeout(timer);
    wait = shortest;
    open();
  };
  const stop = () => {
    stopped = true;
    removeEventListener('online', hurry);
    clearTimeout(timer);
    clearTimeout(settle);
    socket?.close();
  };
  addEventListener('online', hurry);
  open();
  return stop;
}
