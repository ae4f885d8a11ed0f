import type { ChecklistItem, InspectionStatus, NewInspection, Violation } from '@standpipe/contract';
import { type Draw, dayAfter, drawFor } from './draw.ts';
import type { Flow } from './grants.ts';

const types = [
  ...['Annual', 'Annual', 'Annual', 'Complaint', 'Certificate of occupancy', 'Kitchen hood'],
  ...['Sprinkler acceptance', 'Fire alarm test', 'Company inspection'],
];

const questions = [
  'Address numbers can be read from the street',
  'Exits are unobstructed and unlocked',
  'Exit signs and emergency lights work',
  'Extinguishers are mounted, charged and tagged within the year',
  'Sprinkler valves are open and supervised',
  'Fire alarm panel is normal, tested within the year',
  'Storage is 18 inches below the sprinklers',
  'No extension cords in place of wiring',
  'Fire doors close and latch',
  'Hood and ducts are clean, suppression serviced',
];

const findings: readonly (readonly [code: string, description: string, severity: string])[] = [
  ['IFC 1032.2', 'Boxes stacked in the rear exit corridor.', 'Major'],
  ['IFC 906.2', 'Extinguisher by the kitchen has not been serviced for two years.', 'Minor'],
  ['IFC 505.1', 'No address numbers on the street side.', 'Minor'],
  ['IFC 604.5', 'Extension cord feeds a cooler for good.', 'Minor'],
  ['IFC 901.6', 'No record of a sprinkler test in the last year.', 'Major'],
  ['IFC 705.2', 'Stair door is held open with a wedge.', 'Major'],
  ['IFC 1008.3', 'Two emergency lights are dead.', 'Major'],
];

const statuses: readonly InspectionStatus[] = [
  ...(['completed', 'scheduled', 'completed', 'inProgress', 'completed', 'cancelled'] as const),
  ...(['completed', 'scheduled', 'completed', 'scheduled'] as const),
];

/** The inspections one agency makes at the places of one owner, the same each time but for the days they are counted from. */
export function inspectionsOf(
  { author, owner, count }: Flow,
  base: string,
): Omit<NewInspection, 'placeId' | 'assignedTo'>[] {
  const draw = drawFor(`inspections of ${author} at ${owner}`);
  return Array.from({ length: count }, (_, at) => {
    const status = statuses[at % statuses.length]!;
    const checklist = checklistOf(status, draw);
    return {
      type: draw.pick(types),
      status,
      scheduledFor: dueOf(status, base, draw),
      checklist,
      violations: violationsOf(checklist, base, draw),
      ...(draw.chance(0.12) && { notes: draw.pick(notes) }),
      ...(author === 'cedarBluff' && owner === author && at >= 4 && at < 7 && { withheld: true }),
    };
  });
}

/** A day, or an hour of one; whoever inspects does not do so on a Sunday. */
function dueOf(status: InspectionStatus, base: string, draw: Draw): string {
  const away = {
    scheduled: () => draw.whole(1, 45),
    inProgress: () => -draw.whole(0, 2),
    completed: () => -draw.whole(2, 240),
    cancelled: () => draw.whole(-60, 20),
  }[status]();
  const day = dayAfter(base, away);
  const open = new Date(`${day}T00:00:00Z`).getUTCDay() === 0 ? dayAfter(day, 1) : day;
  return draw.chance(0.5) ? open : `${open}T${draw.whole(14, 21)}:${draw.pick(['00', '30'])}:00Z`;
}

function checklistOf(status: InspectionStatus, draw: Draw): ChecklistItem[] {
  const first = draw.whole(0, 2);
  const asked = questions.slice(first, first + draw.whole(5, 8));
  const done = {
    scheduled: 0,
    cancelled: 0,
    inProgress: Math.ceil(asked.length / 2),
    completed: asked.length,
  }[status];
  return asked.map((item, at) => {
    if (at >= done) return { item };
    const result = draw.chance(0.16) ? 'fail' : draw.chance(0.1) ? 'notApplicable' : 'pass';
    return { item, result, ...(result === 'fail' && { note: 'See violations.' }) };
  });
}

const violationsOf = (checklist: readonly ChecklistItem[], base: string, draw: Draw): Violation[] =>
  checklist
    .filter(({ result }) => result === 'fail')
    .map(() => {
      const [code, description, severity] = draw.pick(findings);
      const corrected = draw.chance(0.4);
      return {
        code,
        description,
        severity,
        status: corrected ? 'corrected' : 'open',
        correctBy: dayAfter(base, draw.whole(-20, 30)),
        ...(corrected && { correctedOn: dayAfter(base, -draw.whole(1, 19)) }),
      };
    });

const notes = [
  'Owner was friendly and fixed the lights while we were there.',
  'Bring the ladder for the roof units next time.',
  'Landlord and tenant disagree about who pays for the sprinkler test.',
];
