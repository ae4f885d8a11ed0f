/** Every kind of record that has screens, in the order of the navigation. */

import { commandBoardKind } from './command-board.kind.ts';
import { communityConnectKind } from './community-connect.kind.ts';
import { deviceKind } from './device.kind.ts';
import type { KindEntry } from './entry.ts';
import { hydrantKind } from './hydrant.kind.ts';
import { inspectionKind } from './inspection.kind.ts';
import { noteKind } from './note.kind.ts';
import { permitKind } from './permit.kind.ts';
import { placeKind } from './place.kind.ts';
import { prePlanKind } from './pre-plan.kind.ts';

export const kinds: Readonly<Record<string, KindEntry>> = {
  place: placeKind,
  inspection: inspectionKind,
  permit: permitKind,
  hydrant: hydrantKind,
  prePlan: prePlanKind,
  communityConnect: communityConnectKind,
  device: deviceKind,
  commandBoard: commandBoardKind,
  note: noteKind,
};

/** The noun of a kind in paths and query keys: "permits" of "permit". */
export const nounOf = (kind: string): string => kinds[kind]?.noun ?? `${kind}s`;

/** The kind whose noun this is. */
export const kindAt = (noun: string): KindEntry | undefined =>
  Object.values(kinds).find((each) => each.noun === noun);
