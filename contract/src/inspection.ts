/** Inspections. A partner reads those in progress and completed, strictly view-only. */
import { type Static, Type } from 'typebox';
import {
  Day,
  Id,
  line,
  Nullable,
  oneOf,
  PlaceAtRecord,
  page,
  recordHead,
  recordParameters,
  strict,
  Time,
  text,
} from './common.ts';

export const inspectionStatuses = ['scheduled', 'inProgress', 'completed', 'cancelled'] as const;
export type InspectionStatus = (typeof inspectionStatuses)[number];

/** From each status, where it may go. Completed → inProgress reopens and needs a reason. */
export const inspectionTransitions: Readonly<Record<InspectionStatus, readonly InspectionStatus[]>> = {
  scheduled: ['inProgress', 'cancelled'],
  inProgress: ['completed', 'cancelled'],
  completed: ['inProgress'],
  cancelled: [],
};

/** A whole day, or a moment with its offset; a day is answered as a day again. */
const When = Type.Union([
  Day,
  Type.String({
    format: 'date-time',
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)$',
    description: 'RFC 3339, with an offset.',
  }),
]);

export const ChecklistItem = strict({
  item: line(300),
  result: Type.Optional(oneOf(['pass', 'fail', 'notApplicable'])),
  note: Type.Optional(text(1000)),
});
export type ChecklistItem = Static<typeof ChecklistItem>;

export const Violation = strict({
  code: Type.Optional(line(60)),
  description: line(1000),
  severity: Type.Optional(line(40)),
  status: oneOf(['open', 'corrected']),
  correctBy: Type.Optional(Day),
  correctedOn: Type.Optional(Day),
  photos: Type.Optional(
    Type.Array(Id, { maxItems: 20, uniqueItems: true, description: 'Photos of this inspection.' }),
  ),
});
export type Violation = Static<typeof Violation>;

const details = {
  type: line(120),
  status: oneOf(inspectionStatuses),
  checklist: Type.Array(ChecklistItem, { maxItems: 200 }),
  violations: Type.Array(Violation, { maxItems: 100 }),
  reinspectionOf: Nullable(Id),
};

export const Inspection = strict({
  ...recordHead,
  place: PlaceAtRecord,
  number: Type.String(),
  ...details,
  scheduledFor: Nullable(Type.Union([Day, Time])),
  startedAt: Nullable(Time),
  completedAt: Nullable(Time),
  assignedTo: Nullable(strict({ id: Id, name: Type.String() })),
  notes: Type.Optional(Nullable(Type.String({ description: "The own agency's internal notes." }))),
  reopenedReason: Type.Optional(
    Nullable(Type.String({ description: 'Why it was last reopened. Only its own agency reads it.' })),
  ),
});
export const InspectionPage = page(Inspection);

export const NewInspection = strict({
  placeId: Id,
  number: Type.Optional(line(60)),
  type: details.type,
  status: Type.Optional(details.status),
  scheduledFor: Type.Optional(Nullable(When)),
  assignedTo: Type.Optional(Nullable(Id)),
  checklist: Type.Optional(details.checklist),
  violations: Type.Optional(details.violations),
  reinspectionOf: Type.Optional(details.reinspectionOf),
  notes: Type.Optional(Nullable(text(4000))),
  withheld: Type.Optional(Type.Boolean()),
});
export type NewInspection = Static<typeof NewInspection>;

export const InspectionChange = Type.Partial(
  strict({
    number: line(60),
    ...details,
    reason: Type.String({ ...line(500), description: 'Why the status changes; reopening needs it.' }),
    scheduledFor: Nullable(When),
    assignedTo: Nullable(Id),
    notes: Nullable(text(4000)),
    withheld: Type.Boolean(),
  }),
  { additionalProperties: false },
);
export type InspectionChange = Static<typeof InspectionChange>;

/** Users of the own agency whom an inspection can be assigned to. */
export const Assignees = strict({
  items: Type.Array(strict({ id: Id, name: Type.String(), you: Type.Boolean() })),
});
export type Assignees = Static<typeof Assignees>;

export const inspectionSorts = ['createdAt', 'updatedAt', 'number', 'scheduledFor', 'addressLine'] as const;
export const InspectionParameters = strict({
  ...recordParameters(inspectionSorts),
  status: Type.Optional(details.status),
  type: Type.Optional(text(120)),
  place: Type.Optional(Id),
  assignedTo: Type.Optional(
    Type.String({
      pattern: '^(me|none|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$',
      maxLength: 36,
      description: 'A user of your agency, "me", or "none": assigned to nobody.',
    }),
  ),
  scheduledFrom: Type.Optional(When),
  scheduledTo: Type.Optional(When),
});
