import { DemoWelcome, NewOperator } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf } from '../http/call.ts';
import { mountPublic, type PublicCall } from '../http/public.ts';
import { setUp } from '../people/setup.ts';
import { demoPassword, demoPeople } from './agencies.ts';
import { signIn } from './caller.ts';
import { loadDemo } from './load.ts';

/** The first setup with the demo region: the operator's account, then everything in it. */
export function demoRoutes(app: FastifyInstance, house: House): void {
  mountPublic(
    app,
    house,
    {
      method: 'POST',
      path: '/setup/:token/demo',
      summary: 'Make the first operator, and the demo region; takes up to a minute',
      tag: 'Sign-in',
      body: NewOperator,
      answers: DemoWelcome,
    },
    setUpDemo,
  );
}

async function setUpDemo(call: PublicCall): Promise<DemoWelcome> {
  const { token } = call.request.params as { token: string };
  const wanted = bodyOf(call, NewOperator);
  const { email } = await setUp(call, token, () => wanted);
  // The operator is made for good before the region is: whatever becomes of it, somebody can sign in and see.
  call.afterCommit(async () => {
    const { server } = call.request;
    await loadDemo(server, await signIn(server, email, wanted.password));
  });
  return {
    email,
    password: demoPassword,
    people: demoPeople().map(({ agency, person: { name, role, email: address } }) => ({
      agency,
      name,
      role,
      email: address,
    })),
  };
}
