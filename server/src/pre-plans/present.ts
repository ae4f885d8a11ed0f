import type { Call } from '../http/call.ts';
import { presentRecord } from '../records/present.ts';
import { type PrePlanRow, prePlanDomain } from './pre-plans.domain.ts';

/** A plan as its viewer may read it. */
export const presentPlan = (call: Call, row: PrePlanRow) => presentRecord(call, prePlanDomain, row);
