import { type AgencyId, decide } from '@standpipe/policy';
import { asSystemWithin } from '../db/system.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { subjectOf } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import { visible } from '../records/verbs.ts';
import { type CandidateRow, readCandidates } from './agencies.store.ts';
import type { BoardRow } from './boards.service.ts';

/** Would the rule let a user of this agency take command, were it given every permission that the rule needs? */
function mayAssume(row: BoardRow, { id, levels }: CandidateRow): boolean {
  const rule = kinds.commandBoard.rules.actions.assume!;
  const viewer = {
    agency: id,
    permissions: new Set(rule.needs),
    received: new Map([[row.owner_id as AgencyId, levels]]),
  };
  return decide(rule, viewer, subjectOf(kinds.commandBoard, row)) !== null;
}

/**
 * The agencies that command, or a division, can be given to. Whom the owner grants what is the owner's: others read the
 * owner and those that have acted on this board already.
 */
export async function readBoardAgencies(call: Call, id: string) {
  const { row } = await visible<BoardRow>(call, 'commandBoard', id);
  const own = ownAgency(call).id === row.owner_id;
  const rows = await asSystemWithin(call.db, () => readCandidates(call.db, row.owner_id, own ? null : id));
  return {
    items: rows
      .filter((each) => mayAssume(row, each))
      .map(({ id: agency, name, color }) => ({ id: agency, name, color })),
  };
}
