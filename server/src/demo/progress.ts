import { demoAgencies } from './agencies.ts';
import type { DemoCaller } from './caller.ts';

/** How much of the demo is there. Its last step deactivates one agency, and so tells that all of it is. */
export async function howFar(operator: DemoCaller): Promise<'nothing' | 'part' | 'whole'> {
  const { items } = await operator.get('/operator/agencies?limit=200');
  const standing = (name: string) => items.find((each: { name: string }) => each.name === name);
  const there = demoAgencies.filter(({ name }) => standing(name));
  if (there.length === 0) return 'nothing';
  return there.length === demoAgencies.length && standing(demoAgencies.at(-1)!.name).active === false
    ? 'whole'
    : 'part';
}
