import type { NewMayday } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { asSystemWithin } from '../db/system.ts';
import { type Call, isId, ownAgency, pathId } from '../http/call.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { kinds } from '../kinds/kinds.ts';
import { addNotices } from '../notices/notices.store.ts';
import { clearMayday, findMayday, insertMayday, type MaydayRow } from './accountability.store.ts';
import { type BoardRow, logBoard, reachBoard } from './boards.service.ts';
import { findDivision, listDivisions } from './divisions.store.ts';
import { addEntry } from './entries.store.ts';

export const presentMayday = (row: MaydayRow) => ({
  id: row.id,
  unit: row.unit,
  name: row.name,
  location: row.location,
  assignment: row.assignment,
  air: row.air,
  resources: row.resources,
  divisionId: row.division_id,
  calledAt: row.called_at,
  agency: { id: row.agency_id, name: row.agency_name, color: row.agency_color },
  clearedAt: row.cleared_at,
  clearReason: row.clear_reason,
});

/** The agency that a mayday's division was handed to. */
async function agencyOf(call: Call, board: string, divisionId: string | null | undefined) {
  if (!divisionId) return null;
  const division = isId(divisionId) ? await findDivision(call.db, board, divisionId) : null;
  if (!division) throw invalidField('divisionId', 'is no division of this board', 'unknown_division');
  return division.agency_id;
}

/** Tells every other agency that works on the board. No filter or limit stands before it. */
async function alert(call: Call, row: BoardRow): Promise<void> {
  const own = ownAgency(call);
  const divisions = await listDivisions(call.db, row.id);
  const agencies = new Set<AgencyId>([row.owner_id as AgencyId, row.holder_id]);
  for (const { agency_id } of divisions) if (agency_id) agencies.add(agency_id);
  agencies.delete(own.id);
  await asSystemWithin(call.db, () =>
    addNotices(
      call,
      [...agencies].map((agency) => ({
        agency,
        about: own.id,
        needs: kinds.commandBoard.rules.actions.view!.needs,
        topic: 'mayday' as const,
        kind: 'commandBoard',
        recordId: row.id,
        text: `Mayday: ${row.incident_name}`,
      })),
    ),
  );
}

const lunarText = ({ unit, name, location, assignment, air, resources }: NewMayday): string =>
  [unit, name, location, assignment, air && `air ${air}`, resources && `needs ${resources}`]
    .filter(Boolean)
    .join(', ');

/** Calls a mayday; every field can be filled in later, by another entry of the log. */
export async function callMayday(call: Call, id: string, read: () => NewMayday) {
  const { row, body, way } = await reachBoard(call, id, ['edit', 'workDivision'], read, ({ divisionId }) =>
    agencyOf(call, id, divisionId),
  );
  await agencyOf(call, id, body.divisionId);
  const made = await insertMayday(call.db, row, ownAgency(call).id, body);
  const said = lunarText(body);
  await addEntry(call, row, {
    kind: 'mayday',
    text: said ? `Mayday: ${said}` : 'Mayday.',
    divisionId: body.divisionId,
  });
  await logBoard(call, row, 'callMayday', { after: { mayday: made, said }, way });
  await alert(call, row);
  return presentMayday((await findMayday(call.db, id, made))!);
}

/** Clears a mayday with a reason. */
export async function endMayday(
  call: Call,
  id: string,
  read: () => { readonly epoch: number; readonly reason: string },
) {
  const maydayId = pathId(call, 'maydayId');
  const { row, body, way } = await reachBoard(call, id, ['edit', 'workDivision'], read, async () => {
    const mayday = await findMayday(call.db, id, maydayId);
    return mayday && agencyOf(call, id, mayday.division_id);
  });
  const mayday = await findMayday(call.db, id, maydayId);
  if (!mayday) throw notFound();
  if (mayday.cleared_at) throw new Problem('conflict', 'This mayday was cleared already.');
  await clearMayday(call.db, mayday.id, body.reason);
  const who = [mayday.unit, mayday.name].filter(Boolean).join(', ');
  const text = `Mayday${who && ` of ${who}`} cleared: ${body.reason}`;
  await addEntry(call, row, { kind: 'mayday', text, divisionId: mayday.division_id });
  await logBoard(call, row, 'clearMayday', { after: { mayday: mayday.id, reason: body.reason }, way });
  return presentMayday((await findMayday(call.db, id, mayday.id))!);
}
