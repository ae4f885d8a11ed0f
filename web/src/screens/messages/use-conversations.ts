import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keys, refresh } from '../../api/queries.ts';

interface Frame {
  readonly topic: string;
  readonly type: 'snapshot' | 'changed' | 'resync' | 'closed' | 'error';
  readonly id?: string;
}

const again = 3000;

/** Follows conversations while a screen is open: what changed is read again. */
export function useConversations(): void {
  const client = useQueryClient();
  useEffect(() => {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const open = () => {
      const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/live`);
      socket = opened;
      opened.addEventListener('open', () =>
        opened.send(JSON.stringify({ op: 'subscribe', topic: 'conversations' })),
      );
      opened.addEventListener('message', ({ data }) => {
        const { topic, type, id } = JSON.parse(String(data)) as Frame;
        if (topic !== 'conversations') return;
        if (type === 'changed' && id) void refresh(client, 'conversations', id);
        else if (type !== 'error') void client.invalidateQueries({ queryKey: keys.all('conversations') });
      });
      opened.addEventListener('close', () => {
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
}
