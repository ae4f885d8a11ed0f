import { WebSocket } from 'ws';
import { adminOf, clientOf, listActive, type World } from '../build/state.ts';
import { createWork, withholdWork } from '../build/works.ts';
import type { Client } from '../client.ts';
import { remark, settle } from '../findings.ts';
import { listActing, type User, type Work } from '../model.ts';
import { canView, mayAgencyView } from '../oracle.ts';
import { pause } from '../pool.ts';

interface Listener {
  user: User;
  socket: WebSocket;
  frames: string[];
}

function openSocket(client: Client): WebSocket {
  const cookie = [...client.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return new WebSocket(`${client.base.replace(/^http/, 'ws')}/api/v1/live`, {
    headers: cookie === '' ? {} : { cookie },
    origin: client.base,
    handshakeTimeout: 5000,
  });
}

function awaitOpen(socket: WebSocket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

async function listen(world: World, user: User): Promise<Listener | null> {
  const socket = openSocket(clientOf(world, user));
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(String(data)));
  if (!(await awaitOpen(socket))) return null;
  socket.on('error', () => undefined);
  socket.send(JSON.stringify({ op: 'subscribe', topic: 'changes' }));
  return { user, socket, frames };
}

async function checkStranger(world: World): Promise<void> {
  const socket = openSocket({ base: world.base, who: 'nobody', jar: new Map() });
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(String(data)));
  const opened = await awaitOpen(socket);
  socket.on('error', () => undefined);
  if (opened) {
    socket.send(JSON.stringify({ op: 'subscribe', topic: 'changes' }));
    await pause(300);
  }
  const silent = frames.every((frame) => !/"(snapshot|add|update|changed)"/.test(frame));
  const shut = !opened || socket.readyState !== WebSocket.OPEN || silent;
  settle(world.findings, shut, 'live without a session', 'refused', frames);
  socket.terminate();
}

/** The stream of changes names no record to anyone who could at no moment see it. */
export async function checkLive(world: World): Promise<void> {
  const { model, findings } = world;
  await checkStranger(world);
  const opened = await Promise.all(listActing(model).map((user) => listen(world, user)));
  const listeners = opened.filter((listener) => listener !== null);
  if (listeners.length === 0) {
    remark(findings, 'nobody could open /api/v1/live');
    return;
  }
  await pause(300);
  const seenBy = new Map<Work, Set<User>>();
  for (const agency of listActive(world)) {
    const place = model.places.find((one) => one.owner === agency && !one.retired);
    if (!place) continue;
    const permit = await createWork(world, 'permit', agency, place);
    if (!permit) continue;
    const seen = new Set(
      listeners.filter(({ user }) => canView(model, user, permit)).map(({ user }) => user),
    );
    seenBy.set(permit, seen);
    await withholdWork(world, permit, true);
  }
  await pause(700);
  for (const { user, frames, socket } of listeners) {
    const text = frames.join('\n');
    for (const [permit, seen] of seenBy) {
      const shown = text.includes(permit.id) || text.includes(permit.textToken);
      const call = `${user.email}: live changes about ${permit.id} (${user.profile})`;
      if (!seen.has(user)) settle(findings, !shown, call, 'no frame names it', text.slice(-400));
      const own = mayAgencyView(model, user.agency, permit) && user === adminOf(world, user.agency);
      if (own && permit.creator === user.agency && !shown)
        remark(findings, 'changes did not name an own record');
    }
    socket.terminate();
  }
}
