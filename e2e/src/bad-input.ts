import { setBench } from './bad-input/bench.ts';
import { checkBadBodies } from './bad-input/body.ts';
import { checkRepetition } from './bad-input/idempotency.ts';
import { checkBadPermissions } from './bad-input/permission.ts';
import { checkBadQueries } from './bad-input/query.ts';
import { checkBadSheets } from './bad-input/sheet.ts';
import { checkBadTransport } from './bad-input/transport.ts';
import type { Stage } from './checks/scenario.ts';

/** Throws every bad input of the contract at one agency; nothing may change, and every refusal is in shape. */
export async function checkBadInput(stage: Stage): Promise<void> {
  const bench = await setBench(stage);
  await checkBadQueries(bench);
  await checkBadBodies(bench);
  await checkBadTransport(bench);
  await checkBadSheets(bench);
  await checkRepetition(bench);
  await checkBadPermissions(bench);
}
