import { isDeepStrictEqual } from 'node:util';
import type { AgencySettings, AgencySettingsChange } from '@standpipe/contract';
import { logChange } from '../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { invalid, Problem } from '../http/problems.ts';
import { requireTimeZone } from './agencies.service.ts';
import { type AgencyRow, findAgency, updateAgency } from './agencies.store.ts';

const present = (row: AgencyRow): AgencySettings => ({
  id: row.id,
  version: row.version,
  updatedAt: row.updated_at,
  name: row.name,
  state: row.state,
  color: row.color,
  timeZone: row.time_zone,
  contact: { name: row.contact_name, phone: row.contact_phone, email: row.contact_email },
  partnerPrePlanEdits: row.partner_pre_plan_edits,
});

/** What the asker's agency sets for itself. */
export async function readSettings(call: Call): Promise<AgencySettings> {
  return present((await findAgency(call.db, ownAgency(call).id))!);
}

/** Changes what the asker's agency sets for itself; nothing of it decides who sees what. */
export async function changeSettings(call: Call, change: AgencySettingsChange): Promise<AgencySettings> {
  const own = ownAgency(call);
  const row = (await findAgency(call.db, own.id))!;
  if (change.timeZone !== undefined) requireTimeZone(change.timeZone);
  const columns = columnsOf(change);
  requireVersion(call, row.version);
  const changed = Object.entries(columns).filter(
    ([column, value]) => row[column as keyof AgencyRow] !== value,
  );
  if (changed.length === 0) return present(row);
  if (!(await updateAgency(call.db, own.id, row.version, Object.fromEntries(changed))))
    throw new Problem('stale', 'Someone else changed this.', { version: row.version + 1 });
  const after = (await findAgency(call.db, own.id))!;
  await logChange(call, {
    action: 'edit',
    kind: 'agency',
    id: own.id,
    ...differences(present(row), present(after)),
  });
  return present(after);
}

/** A contact that is null is nobody; a part of it that is left out stays. */
function columnsOf({ color, timeZone, contact, partnerPrePlanEdits }: AgencySettingsChange) {
  const nobody = { name: null, phone: null, email: null };
  const { name, phone, email } = contact === null ? nobody : (contact ?? {});
  const controls = Object.entries({ name, phone }).filter(([, text]) => text && /\p{Cc}/u.test(text));
  if (controls.length > 0)
    throw invalid(
      controls.map(([part]) => ({
        path: `contact.${part}`,
        message: 'is more than one line',
        code: 'bad_text',
      })),
    );
  return {
    ...(color !== undefined && { color: color.toLowerCase() }),
    ...(timeZone !== undefined && { time_zone: timeZone }),
    ...(partnerPrePlanEdits !== undefined && { partner_pre_plan_edits: partnerPrePlanEdits }),
    ...(name !== undefined && { contact_name: name?.trim() ?? null }),
    ...(phone !== undefined && { contact_phone: phone?.trim() ?? null }),
    ...(email !== undefined && { contact_email: email }),
  };
}

function differences(before: AgencySettings, after: AgencySettings) {
  const facts = ['color', 'timeZone', 'contact', 'partnerPrePlanEdits'] as const;
  const changed = facts.filter((each) => !isDeepStrictEqual(before[each], after[each]));
  const only = (one: AgencySettings) => Object.fromEntries(changed.map((each) => [each, one[each]]));
  return { before: only(before), after: only(after) };
}
