/** Every kind of record that the server has. What goes over all kinds walks this list and no other. */
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

const entries = {
  place: placeKind,
  permit: permitKind,
  inspection: inspectionKind,
  hydrant: hydrantKind,
  prePlan: prePlanKind,
  device: deviceKind,
  commandBoard: commandBoardKind,
  communityConnect: communityConnectKind,
  note: noteKind,
};

export type RecordKind = keyof typeof entries;

export const kinds: Readonly<Record<RecordKind, KindEntry>> = entries;
export const kindNames = Object.keys(entries) as RecordKind[];

/** The rules of a kind. */
export const rulesOf = (kind: RecordKind) => kinds[kind].rules;

/** Is this the name of a kind that the server has? */
export const isKind = (name: string): name is RecordKind => Object.hasOwn(entries, name);
