import { type Reveal, type Sensitive, sensitiveNames } from '@standpipe/contract';
import { communityConnect, decide, type Kind } from '@standpipe/policy';
import { logChange, logViews } from '../audit/audit.store.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { communityConnectKind } from '../kinds/community-connect.kind.ts';
import { subjectOf } from '../kinds/entry.ts';
import { addNotice } from '../notices/notices.store.ts';
import { presentRecord } from '../records/present.ts';
import { reachForWrite, visible } from '../records/verbs.ts';
import { maskedFor, type ProfileRow, profileDomain, sensitiveOf } from './profiles.domain.ts';

/** How long a screen may show revealed fields, in milliseconds. Source: rules.md, *Reveal*. */
const shownFor = 45 * 60_000;

/** The sensitive fields that this viewer may read of a profile. */
function openTo(call: Call, row: ProfileRow): Sensitive {
  const fields = sensitiveOf(call, row);
  const open = new Set(maskedFor(call, row));
  return Object.fromEntries(
    sensitiveNames.filter((name) => open.has(name)).map((name) => [name, fields[name]]),
  );
}

/** One profile; its own agency's users who may reveal read the sensitive fields with it, which is logged. */
export async function readProfile(call: Call, id: string): Promise<Record<string, unknown> | null> {
  const { row, way } = await visible<ProfileRow>(call, 'communityConnect', id);
  await logViews(call, 'communityConnect', [{ agency: row.owner_id, id }], { way });
  const shown = presentRecord(call, profileDomain, row);
  const rules = communityConnect as unknown as Kind;
  const reveals = decide(rules.actions.reveal, call.viewer, subjectOf(communityConnectKind, row));
  if (!shown || call.viewAs || reveals?.way !== 'ours' || row.recorded.length === 0) return shown;
  await logChange(call, { action: 'reveal', kind: 'communityConnect', id, way: reveals.way });
  return { ...shown, sensitive: openTo(call, row) };
}

/** Shows the sensitive fields to somebody who says why; the owner's log has it, and its people get a notice at once. */
export async function reveal(call: Call, id: string, read: () => Reveal) {
  const { row, way } = await reachForWrite(call, profileDomain, id, 'reveal');
  const { reason } = read();
  const fields = openTo(call, row);
  const until = new Date(Date.now() + shownFor).toISOString();
  const change = { action: 'reveal', kind: 'communityConnect', id, after: { reason }, way };
  await logChange(call, { ...change, agency: row.owner_id });
  const acting = ownAgency(call);
  if (row.owner_id !== acting.id) {
    await logChange(call, change);
    await logViews(call, 'communityConnect', [{ agency: row.owner_id, id }], { way });
    await addNotice(call, {
      agency: row.owner_id,
      needs: communityConnect.actions.view!.needs,
      topic: 'reveal',
      about: acting.id,
      kind: 'communityConnect',
      recordId: id,
      text: `${acting.name} revealed the sensitive fields of a Community Connect profile of yours. The reason is in the profile's history.`,
    });
  }
  return { fields, until };
}
