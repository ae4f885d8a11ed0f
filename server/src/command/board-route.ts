import type { FastifyInstance } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { House } from '../house.ts';
import { bodyOf, type Call, pathId } from '../http/call.ts';
import { guardOf, mount } from '../http/route.ts';
import { kinds } from '../kinds/kinds.ts';

export const { path, rules } = kinds.commandBoard;
export const one = `${path}/:id`;
export const common = { tag: 'Command boards', kinds: ['commandBoard'] } as const;
export const view = { ...common, guard: guardOf(rules, 'view') };
export const update = { ...common, guard: guardOf(rules, 'edit') };
export const older = { conflict: 'the epoch is older than the board’s: command has changed since' };

/** A write on a board: its body carries the epoch that the writer has seen. */
export function boardWrite<B extends TSchema>(
  app: FastifyInstance,
  house: House,
  under: string,
  {
    summary,
    body,
    answers,
    status = 200,
  }: { summary: string; body: B; answers: TSchema; status?: 200 | 201 },
  work: (call: Call, id: string, read: () => Static<B>) => Promise<unknown>,
): void {
  mount(
    app,
    house,
    { ...update, method: 'POST', path: `${one}/${under}`, summary, body, answers, status, refuses: older },
    (call) => work(call, pathId(call), () => bodyOf(call, body)),
  );
}
