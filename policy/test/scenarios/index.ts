import type { Scenarios } from '../scenario.ts';
import { commandBoardScenarios } from './command-board.ts';
import { communityConnectScenarios } from './community-connect.ts';
import { conversationScenarios } from './conversation.ts';
import { deviceScenarios } from './device.ts';
import { hydrantScenarios } from './hydrant.ts';
import { inspectionScenarios } from './inspection.ts';
import { noteScenarios } from './note.ts';
import { permitScenarios } from './permit.ts';
import { placeScenarios } from './place.ts';
import { prePlanScenarios } from './pre-plan.ts';

/** The scenarios of every kind. */
export const allScenarios: readonly Scenarios[] = [
  placeScenarios,
  permitScenarios,
  inspectionScenarios,
  prePlanScenarios,
  hydrantScenarios,
  communityConnectScenarios,
  deviceScenarios,
  commandBoardScenarios,
  conversationScenarios,
  noteScenarios,
];
