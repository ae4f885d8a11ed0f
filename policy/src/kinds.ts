import type { Kind } from './rule.ts';
import { commandBoard } from './rules/command-board.ts';
import { communityConnect, isSectionOpen } from './rules/community-connect.ts';
import { conversation, conversationParties } from './rules/conversation.ts';
import { device } from './rules/device.ts';
import { hydrant } from './rules/hydrant.ts';
import { inspection } from './rules/inspection.ts';
import { note } from './rules/note.ts';
import { permit } from './rules/permit.ts';
import { place } from './rules/place.ts';
import { prePlan } from './rules/pre-plan.ts';

export {
  commandBoard,
  communityConnect,
  conversation,
  conversationParties,
  device,
  hydrant,
  inspection,
  isSectionOpen,
  note,
  permit,
  place,
  prePlan,
};

/** Every kind of record the rules know, those whose routes come later included. */
export const kinds: readonly Kind[] = [
  place,
  permit,
  inspection,
  prePlan,
  hydrant,
  communityConnect,
  device,
  commandBoard,
  conversation,
  note,
] as readonly Kind[];
