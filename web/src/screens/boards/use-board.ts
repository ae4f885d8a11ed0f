import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, type Method } from '../../api/call.ts';
import type {
  Accountability,
  BoardItem,
  BoardTransfer,
  CommandBoard,
  Division,
  Page,
} from '../../api/messages.ts';
import { keys, removeRecord } from '../../api/queries.ts';
import { useCan, useMay, useMe } from '../../ui/me.tsx';

export const noun = 'command-boards';
const pathOf = (id: string) => `/v1/${noun}/${encodeURIComponent(id)}` as const;

/** Something that lies under a board: read again with the board whenever the board moves. */
const partQuery = <Part>(id: string, part: string) =>
  queryOptions({
    queryKey: keys.under(noun, id, part),
    queryFn: ({ signal }) => call<Part>('GET', `${pathOf(id)}/${part}`, { signal }),
  });

export const useDivisions = (id: string): readonly Division[] =>
  useQuery(partQuery<{ items: Division[] }>(id, 'divisions')).data?.items ?? [];
export const useItems = (id: string): readonly BoardItem[] =>
  useQuery(partQuery<{ items: BoardItem[] }>(id, 'items')).data?.items ?? [];
export const useTransfers = (id: string): readonly BoardTransfer[] =>
  useQuery(partQuery<Page<BoardTransfer>>(id, 'transfers')).data?.items ?? [];
export const useBoardAgencies = (id: string, enabled: boolean): readonly CommandBoard['agency'][] =>
  useQuery({ ...partQuery<{ items: CommandBoard['agency'][] }>(id, 'agencies'), enabled }).data?.items ?? [];

/** PAR, maydays, and the server's clock as it goes on since they were read. */
export function useAccountability(id: string): { data: Accountability | null; now: number } {
  const { data, dataUpdatedAt } = useQuery(partQuery<Accountability>(id, 'accountability'));
  const [here, setHere] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setHere(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const ahead = data ? Date.parse(data.now) - dataUpdatedAt : 0;
  return { data: data ?? null, now: here + ahead };
}

export type Write = <Answer>(
  method: Method,
  under: string,
  body?: object,
  ifMatch?: number,
) => Promise<Answer>;

/** Writes on a board with the epoch on the screen. Whatever comes of it, the board is read again. */
export function useWrite({ id, epoch }: CommandBoard): Write {
  const client = useQueryClient();
  return async <Answer>(method: Method, under: string, body?: object, ifMatch?: number) => {
    try {
      return await call<Answer>(method, `${pathOf(id)}${under}`, {
        ...(method === 'DELETE' ? { query: { epoch } } : { body: { epoch, ...body } }),
        ...(ifMatch !== undefined && { ifMatch }),
      });
    } finally {
      void client.invalidateQueries({ queryKey: keys.record(noun, id) });
    }
  };
}

/** What one may write: everything in command, and in a division that was handed to one's agency. */
export function useRights(board: CommandBoard, divisions: readonly Division[]) {
  const own = useMe().agency?.id;
  const may = useMay('Incident Commands - Update');
  const can = useCan(board);
  const mine =
    may && board.status === 'open'
      ? divisions.filter(({ agency }) => agency !== null && agency.id === own).map(({ id }) => id)
      : [];
  const command = can('edit');
  return {
    can,
    command,
    mine,
    in: (division: string | null) => command || (division !== null && mine.includes(division)),
  };
}
export type Rights = ReturnType<typeof useRights>;

interface Frame {
  readonly topic: string;
  readonly type: 'snapshot' | 'changed' | 'closed' | 'error';
  readonly code?: string;
}

const again = 2000;

/** Follows a board while its screen is open. Answers whether news of it comes in. */
export function useBoardLive(id: string): boolean {
  const client = useQueryClient();
  const [live, setLive] = useState(true);
  useEffect(() => {
    const topic = `boards/${id}`;
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const open = () => {
      const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/live`);
      socket = opened;
      opened.addEventListener('open', () => opened.send(JSON.stringify({ op: 'subscribe', topic })));
      opened.addEventListener('message', ({ data }) => {
        const frame = JSON.parse(String(data)) as Frame;
        if (frame.topic !== topic) return;
        const there = frame.type === 'snapshot' || frame.type === 'changed';
        setLive(there);
        if (there) void client.invalidateQueries({ queryKey: keys.record(noun, id) });
        else if (frame.type === 'closed' || frame.code === 'not_found') removeRecord(client, noun, id);
      });
      opened.addEventListener('close', () => {
        if (stopped) return;
        setLive(false);
        timer = setTimeout(open, again);
      });
    };
    open();
    return () => {
      stopped = true;
      clearTimeout(timer);
      socket?.close();
    };
  }, [client, id]);
  return live;
}
