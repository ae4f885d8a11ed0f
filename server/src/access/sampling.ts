import type { Preview } from '@standpipe/contract';
import { mayAct } from '@standpipe/policy';
import { logViews } from '../audit/audit.store.ts';
import type { Call } from '../http/call.ts';
import { type RecordKind, rulesOf } from '../kinds/kinds.ts';
import { pointOf } from '../kinds/point.ts';
import type { Turn } from './forecast.ts';
import { type Pick, pickRecords } from './preview.store.ts';

export type Sample = Preview['partners'][number]['modules'][number]['sample'][number];

const most = 5;
const order = { gained: 0, lost: 1, dependsOnOthers: 2 } as const;

/** As few classes as hold up to five records: what would be gained first, then lost, then what others decide too. */
function picksOf(turns: readonly Turn[], markOf: (turn: Turn) => number): Pick[] {
  let left: number = most;
  return turns
    .toSorted((a, b) => order[a.change] - order[b.change])
    .flatMap((turn) => {
      const taken = Math.min(left, turn.records.n);
      left -= taken;
      return taken > 0 ? [{ mark: markOf(turn), records: turn.records, most: taken }] : [];
    });
}

/**
 * Up to five records for each list of turns, of kinds that the asker may read. Whose records they are learns of it, as
 * of any list that was read.
 */
export async function sampleTurns(call: Call, lists: readonly (readonly Turn[])[]): Promise<Sample[][]> {
  const mayRead = (kind: RecordKind) => mayAct(rulesOf(kind).actions.view!, call.viewer);
  const marked: { readonly list: number; readonly turn: Turn }[] = [];
  const picks = lists.flatMap((turns, list) =>
    picksOf(
      turns.filter(({ records }) => mayRead(records.kind)),
      (turn) => marked.push({ list, turn }) - 1,
    ),
  );
  const samples: Sample[][] = lists.map(() => []);
  for (const kind of new Set(picks.map(({ records }) => records.kind))) {
    const ofKind = picks.filter(({ records }) => records.kind === kind);
    const rows = await pickRecords(call.db, kind, ofKind);
    for (const { mark, id, label, lng, lat } of rows) {
      const { list, turn } = marked[mark]!;
      samples[list]!.push({ kind, id, label, change: turn.change, location: pointOf({ lng, lat }) });
    }
    await logViews(call, kind, rows, { filter: { preview: true } });
  }
  return samples;
}
