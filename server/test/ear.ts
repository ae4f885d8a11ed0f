import { afterAll } from 'vitest';
import { WebSocket } from 'ws';
import type { TestApp } from './app.ts';
import type { User } from './world.ts';

/** A frame as tests look at it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into frames freely
export type Frame = any;

/** A live socket, and everything that came over it. */
export interface Ear {
  readonly frames: Frame[];
  readonly socket: WebSocket;
  send(frame: object): void;
  /** Waits until a frame matches, at most five seconds. */
  hear(wanted: (frame: Frame) => boolean): Promise<Frame>;
}

/** Opens a live socket as a user and sends a first frame. */
export async function listen(app: TestApp, user: User, first: object): Promise<Ear> {
  const socket = new WebSocket(`${app.base.replace('http', 'ws')}/api/v1/live`, {
    headers: { authorization: `Bearer ${user.key}` },
  });
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  afterAll(() => socket.close());
  const send = (frame: object) => socket.send(JSON.stringify(frame));
  send(first);
  return {
    frames,
    socket,
    send,
    hear: async (wanted) => {
      for (let waited = 0; waited < 250; waited++) {
        const frame = frames.find(wanted);
        if (frame) return frame;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`not heard among ${JSON.stringify(frames)}`);
    },
  };
}
