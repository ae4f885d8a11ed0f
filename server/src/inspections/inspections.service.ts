import {
  type InspectionChange,
  type InspectionStatus,
  inspectionTransitions,
  type NewInspection,
  type Violation,
} from '@standpipe/contract';
import { decide } from '@standpipe/policy';
import { type Call, ownAgency } from '../http/call.ts';
import { invalid, invalidField, Problem } from '../http/problems.ts';
import { subjectOf } from '../kinds/entry.ts';
import { type InspectionJoined, inspectionKind } from '../kinds/inspection.kind.ts';
import { atPlace } from '../records/at-place.ts';
import { type AtPlaceRow, type Columns, type Deed, type Domain, ownAgencyOnly } from '../records/domain.ts';
import { findEarlier, findInspector, isReinspection } from './inspections.store.ts';
import { checkPhotos } from './photos/referred.ts';
import { scheduleOf, scheduleText } from './schedule.ts';

export type InspectionRow = AtPlaceRow<'inspection'> & InspectionJoined;

const verbs: { readonly [D in Deed]?: string } = {
  edit: 'edit it',
  delete: 'delete it',
  download: 'download its report',
  email: 'e-mail its report',
  readHistory: 'read its history',
};

/** What inspections have of their own. */
export const inspectionDomain: Domain<InspectionRow, NewInspection, InspectionChange> = atPlace({
  kind: 'inspection',
  content: (call, row) => ({
    number: row.number,
    type: row.type,
    status: row.status,
    scheduledFor: scheduleText(row),
    startedAt: row.started_at,
    completedAt: row.completed_at,
    assignedTo: row.assigned_to && { id: row.assigned_to, name: row.assignee_name },
    checklist: row.checklist,
    violations: row.violations,
    reinspectionOf: seesEarlier(call, row) ? row.reinspection_of : null,
    notes: row.notes,
    reopenedReason: row.reopened_reason,
  }),
  begin: async (call, wanted) => {
    const status = wanted.status ?? 'scheduled';
    const violations = wanted.violations ?? [];
    checkViolations(violations);
    await checkPhotos(call, null, violations);
    return {
      status,
      ...scheduleOf('scheduledFor', wanted.scheduledFor ?? null),
      ...arrivals(status),
      ...(await assignment(call, wanted.assignedTo ?? null)),
      ...(await following(call, wanted.reinspectionOf ?? null, { place_id: wanted.placeId })),
      checklist: wanted.checklist ?? [],
      violations,
    };
  },
  ask: async (call, row, change) => {
    const { scheduledFor, assignedTo, reinspectionOf, reason: _settled, ...rest } = change;
    if (rest.violations) {
      checkViolations(rest.violations);
      await checkPhotos(call, row.id, rest.violations);
    }
    return {
      ...rest,
      ...(scheduledFor !== undefined && scheduleOf('scheduledFor', scheduledFor)),
      ...(assignedTo !== undefined && assignedTo !== row.assigned_to && (await assignment(call, assignedTo))),
      ...(reinspectionOf !== undefined &&
        reinspectionOf !== row.reinspection_of &&
        (await following(call, reinspectionOf, row))),
    };
  },
  settle: (row, asked, { reason }) => {
    const [from, to] = [row.status as InspectionStatus, (asked.status ?? row.status) as InspectionStatus];
    const reopens = from === 'completed' && to === 'inProgress';
    if (from !== to) checkTransition(from, to);
    if (reopens && reason === undefined)
      throw invalidField('reason', 'is needed to reopen a completed inspection', 'required');
    if (!reopens && reason !== undefined)
      throw invalidField('reason', 'is for reopening a completed inspection', 'not_reopening');
    if (reopens) return { completed_at: null, reopened_reason: reason! };
    return from === to ? {} : arrivals(to, row.started_at);
  },
  refusal: (row, deed) =>
    ownAgencyOnly(
      row,
      `{agency} shares its inspections with your agency strictly view-only: only {agency}, which made this one, can ${verbs[deed] ?? 'change it'}.`,
    ),
});

/** May the viewer know of the inspection that this one follows? It has the same maker and place, not the same status. */
function seesEarlier(call: Call, row: InspectionRow): boolean {
  if (row.prior_status === null || row.prior_withheld === null) return false;
  const earlier = subjectOf(inspectionKind, {
    ...row,
    status: row.prior_status,
    withheld: row.prior_withheld,
  });
  return decide(inspectionKind.rules.actions.view, call.viewer, earlier) !== null;
}

/** The times that coming to a status sets. One that is recorded when it is over was begun then too. */
function arrivals(status: InspectionStatus, startedAt: string | null = null): Columns {
  const now = new Date().toISOString();
  if (status === 'inProgress') return { started_at: now };
  if (status === 'completed') return { started_at: startedAt ?? now, completed_at: now };
  return {};
}

async function assignment(call: Call, membershipId: string | null): Promise<Columns> {
  if (membershipId === null) return { assigned_to: null, assigned_person: null };
  const inspector = await findInspector(call.db, ownAgency(call).id, membershipId);
  if (!inspector) throw invalidField('assignedTo', 'is not an active user of your agency', 'unknown_user');
  return { assigned_to: inspector.id, assigned_person: inspector.person_id };
}

async function following(
  call: Call,
  earlier: string | null,
  later: { readonly place_id: string; readonly id?: string },
): Promise<Columns> {
  if (earlier === null) return { reinspection_of: null };
  const found = await findEarlier(call.db, ownAgency(call).id, later.place_id, earlier);
  if (!found)
    throw invalidField(
      'reinspectionOf',
      'is not an inspection of your agency at this place',
      'unknown_inspection',
    );
  if (later.id && (found.id === later.id || (await isReinspection(call.db, found.id, later.id))))
    throw invalidField('reinspectionOf', 'is this inspection, or follows it', 'circular');
  return { reinspection_of: found.id };
}

function checkTransition(from: InspectionStatus, to: InspectionStatus): void {
  if (!inspectionTransitions[from].includes(to))
    throw new Problem(
      'conflict',
      `An inspection that is ${from} cannot become ${to}; it may become ${inspectionTransitions[from].join(' or ') || 'nothing else'}.`,
    );
}

function checkViolations(violations: readonly Violation[]): void {
  const errors = violations.flatMap((each, at) =>
    each.correctedOn !== undefined && each.status === 'open'
      ? [
          {
            path: `violations.${at}.correctedOn`,
            message: 'is set on a violation that is open',
            code: 'not_corrected',
          },
        ]
      : [],
  );
  if (errors.length > 0) throw invalid(errors);
}
