import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Page, Unit } from '../../api/messages.ts';
import { keys, refresh, removeRecord } from '../../api/queries.ts';

/** A frame of live positions (docs: api.md, Live). */
interface Frame {
  readonly type: 'snapshot' | 'add' | 'update' | 'remove' | 'closed' | 'error';
  readonly items?: readonly (Pick<Unit, 'id'> & Partial<Unit>)[];
  readonly ids?: readonly string[];
}

type Lists = { readonly pages: readonly Page<Unit>[] } | undefined;

/** Writes what a frame says of units over what was read of them, in every list and on every page. */
function show(client: QueryClient, items: NonNullable<Frame['items']>): void {
  const byId = new Map(items.map(({ agency: _, ...item }) => [item.id, item]));
  const over = (unit: Unit): Unit => ({ ...unit, ...byId.get(unit.id) });
  client.setQueriesData<Lists>({ queryKey: keys.lists('units') }, (before) =>
    before?.pages
      ? { ...before, pages: before.pages.map((page) => ({ ...page, items: page.items.map(over) })) }
      : before,
  );
  for (const id of byId.keys())
    client.setQueryData<Unit>(keys.record('units', id), (before) => before && over(before));
}

function hear(client: QueryClient, frame: Frame): void {
  if (frame.type === 'update' || frame.type === 'add') show(client, frame.items ?? []);
  if (frame.type === 'add') void refresh(client, 'units');
  for (const id of frame.ids ?? []) {
    // An own unit that signed out is still there; one of a partner is gone.
    const record = client.getQueryData<Unit>(keys.record('units', id));
    if (record?.access.relation === 'own') void refresh(client, 'units', id);
    else removeRecord(client, 'units', id);
  }
}

const again = 3000;

/** Follows live positions while a screen is open. Answers whether they are coming in. */
export function useDevices(): boolean {
  const client = useQueryClient();
  const [live, setLive] = useState(false);
  useEffect(() => {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const open = () => {
      const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/live`);
      socket = opened;
      opened.addEventListener('open', () =>
        opened.send(JSON.stringify({ op: 'subscribe', topic: 'devices' })),
      );
      opened.addEventListener('message', ({ data }) => {
        const frame = JSON.parse(String(data)) as Frame & { readonly topic: string };
        if (frame.topic !== 'devices') return;
        setLive(frame.type !== 'closed' && frame.type !== 'error');
        if (frame.type === 'snapshot') void refresh(client, 'units');
        else hear(client, frame);
      });
      opened.addEventListener('close', () => {
        setLive(false);
        if (!stopped) timer = setTimeout(open, again);
      });
    };
    open();
    return () => {
      stopped = true;
      clearTimeout(timer);
      socket?.close();
    };
  }, [client]);
  return live;
}
