import type { NewCommunityConnect } from '@standpipe/contract';
import type { DemoKey } from './agencies.ts';
import { dayAfter, drawFor } from './draw.ts';
import type { DemoState } from './state.ts';

const names = ['Okafor', 'Lindqvist', 'Marsh', 'Delgado', 'Hale', 'Nakamura', 'Byrne', 'Osei'];

/** Makes a few Community Connect profiles of an agency; every name, number and code is invented. */
export async function makeProfiles({ admins, places, base }: DemoState, key: DemoKey): Promise<void> {
  const admin = admins.get(key)!;
  const draw = drawFor(`profiles of ${key}`);
  for (const [at, placeId] of places.get(key)!.slice(0, names.length).entries()) {
    const profile: NewCommunityConnect = {
      placeId,
      name: `${names[at]} household`,
      confirmedOn: dayAfter(base, -draw.whole(10, 400)),
      occupants: {
        adults: draw.whole(1, 4),
        children: draw.whole(0, 3),
        sleepsWhere: draw.pick(['Second floor, rear', 'First floor, front', 'Basement bedroom']),
      },
      entry: { entrance: draw.pick(['Front', 'Rear, off the lane']), keyBox: 'Right of the garage' },
      contacts: [{ name: `${names[at]}, R.`, relation: 'Neighbor' }],
      ...(draw.chance(0.4) && { pets: { dogs: draw.whole(1, 2), where: 'Kitchen at night' } }),
      ...(draw.chance(0.3) && { homeOnly: ['pets'] }),
      sensitive: {
        needs: draw.chance(0.6) ? ['oxygen', 'cannotUseStairs'] : ['hearing'],
        ...(draw.chance(0.5) && { gateCode: `${draw.whole(1000, 9999)}#` }),
        contactPhones: [{ name: 'Neighbor', phone: '(555) 010-0177' }],
      },
    };
    await admin.post('/community-connect', profile);
  }
}
