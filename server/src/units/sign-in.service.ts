import { audience } from '@standpipe/policy';
import { logChange } from '../audit/audit.store.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { notFound } from '../http/problems.ts';
import { subjectOf } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import { presentRecord } from '../records/present.ts';
import { reach, reachForWrite, visible } from '../records/verbs.ts';
import type { DeviceRow } from './device.content.ts';
import { removePosition } from './positions.store.ts';
import { closeSignIn, lockUnit, openSignIn, readGiven, setSignedIn } from './sign-in.store.ts';
import { emitUnits, unitDomain } from './units.service.ts';

/**
 * Signs a unit in or out. With a sign-in the live position begins anew, so that partners never see where a unit was
 * while it was signed out. Doing it twice changes nothing, except that another crew member takes the unit over.
 * @throws Problem 404, or 403 for a partner
 */
export async function signUnit(call: Call, id: string, signedIn: boolean) {
  const { way } = await reachForWrite(call, unitDomain, id, 'send');
  const unit = await lockUnit(call.db, id);
  if (!unit) throw notFound();
  const was = unit.status === 'signedIn';
  if (was) await closeSignIn(call.db, id);
  if (was !== signedIn) {
    await setSignedIn(call.db, id, signedIn);
    if (signedIn) await removePosition(call.db, id);
    await logChange(call, {
      action: signedIn ? 'signIn' : 'signOut',
      kind: 'device',
      id,
      before: { status: unit.status },
      after: { status: signedIn ? 'signedIn' : 'signedOut' },
      way,
    });
  }
  if (signedIn) await openSignIn(call.db, id, ownAgency(call).id, call.asker.person.id);
  emitUnits(call, [id]);
  return presentRecord(call, unitDomain, (await visible<DeviceRow>(call, 'device', id)).row);
}

/** Who sees where this unit is now, for its own crew. */
export async function readSeenBy(call: Call, id: string) {
  const { row } = await reach(call, unitDomain, id, 'send');
  const own = ownAgency(call).id;
  const given = await readGiven(call.db, own);
  const seers = audience(
    kinds.device.rules.actions.view!,
    subjectOf(kinds.device, row),
    given.map(({ partner, levels }) => ({ grantor: own, partner, levels })),
  );
  const agencies = new Map(given.map(({ partner, name, color }) => [partner, { id: partner, name, color }]));
  return {
    sharing: seers.some((each) => each !== own),
    agencies: seers.flatMap((each) => (each === own ? [] : [agencies.get(each)!])),
  };
}
