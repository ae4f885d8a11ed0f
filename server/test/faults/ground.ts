import { openWorld } from '../world.ts';

/** Makes an agency with a place, and answers how to write there. Nothing of this stays connected. */
export async function makeGround(server: { readonly base: string; readonly ownerUrl: string }) {
  const ends: (() => Promise<unknown>)[] = [];
  const world = await openWorld({ ...server, atEnd: (work) => void ends.push(work) });
  const agency = await world.agency('Patient FD');
  const place = await world.place(agency);
  for (const end of ends) await end();
  return { key: agency.admin.key, placeId: place.id as string };
}
