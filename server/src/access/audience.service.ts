import type { Audience, AudienceQuery } from '@standpipe/contract';
import {
  type AgencyId,
  type Condition,
  everyPermission,
  explain,
  kinds,
  knowableFacts,
  knows,
  type Levels,
  missing,
  type Rule,
  type Subject,
  type Viewer,
} from '@standpipe/policy';
import { type Call, ownAgency } from '../http/call.ts';
import { type AudienceRow, readAudience } from './audience.store.ts';
import { reachSubject, requireRead } from './explain.service.ts';
import { findAgencies } from './explain.store.ts';
import { conditionText, type Scene } from './explain.wording.ts';

/** Which partners see a record now, each with its reason; and what withholding it, or no longer, would change. */
export async function audienceOf(call: Call, { record, change }: AudienceQuery): Promise<Audience> {
  const own = ownAgency(call).id;
  const kind = kinds.find((each) => each.kind === record.kind)!;
  requireRead(call, kind);
  const { subject } = await reachSubject(call, kind, record.id);
  const parties = Object.values(subject.parties) as AgencyId[];
  const rows = await readAudience(call.db, own, parties);
  const names = await findAgencies(call.db, parties);
  for (const { id, name, active } of rows) names.set(id, { id, name, active });
  const rule = kind.actions.view!;
  const changed = change && { ...subject, withheld: change === 'withheld' };
  return {
    items: rows.map((row) => {
      const { id, name, color } = row;
      const answer = answerFor(rule, own, subject, row);
      const scene: Scene = { kind, subject, viewer: id, name: (each) => names.get(each)!.name };
      return {
        agency: { id, name, color },
        allowed: answer.allowed,
        via: answer.allowed ? answer.way : null,
        needs: answer.allowed ? [] : needsOf(rule, scene, viewerOf(row), own, answer.unknown),
        ...(changed && { after: answerFor(rule, own, changed, row).allowed }),
      };
    }),
  };
}

const viewerOf = ({ id, received }: AudienceRow): Viewer => ({
  agency: id,
  permissions: everyPermission,
  received: new Map(Object.entries(received) as [AgencyId, Levels][]),
});

function answerFor(rule: Rule, own: AgencyId, subject: Subject, row: AudienceRow) {
  if (!row.active) return { allowed: false, way: null, unknown: [] };
  const { allowed, way, ways } = explain(rule, viewerOf(row), subject, knows(own, row.id, subject));
  const unknown = ways
    .filter(({ conditions }) => conditions.every(({ met }) => met !== false))
    .flatMap(({ conditions }) => conditions.filter(({ met }) => met === null));
  return { allowed, way, unknown: unknown.map(({ condition }) => condition) };
}

/** What is missing, in sentences: the shortest list that would be enough, or what only another agency can say. */
function needsOf(
  rule: Rule,
  scene: Scene,
  viewer: Viewer,
  own: AgencyId,
  unknown: readonly Condition[],
): string[] {
  const lacking =
    unknown.length > 0
      ? unknown
      : (missing(rule, viewer, knowableFacts(own, scene.subject)).find((list) => list.length > 0) ?? []);
  return [...new Set(lacking.map((each) => conditionText(scene, each)))];
}
