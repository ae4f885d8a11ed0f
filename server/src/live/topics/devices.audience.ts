import { type AgencyId, type Decision, decide, type Viewer } from '@standpipe/policy';
import { rulesOf } from '../../kinds/kinds.ts';
import { type DeviceRow, deviceContent } from '../../units/device.content.ts';

export type Box = readonly [west: number, south: number, east: number, north: number];

/**
 * What a viewer sees of one agency's units. The rule looks at whose unit it is, whether it is signed in and whether it
 * is withheld: all who are answered alike in those four cases are one audience.
 */
export interface Audience {
  readonly key: string;
  /** The rule's answer, by the facts. */
  readonly answers: Readonly<Record<string, Decision | null>>;
}

const factsKey = (signedIn: boolean, withheld: boolean) => `${signedIn} ${withheld}`;
const both = [true, false];

const found = new WeakMap<Viewer, Map<AgencyId, Audience>>();

/** The audience that a viewer belongs to for one agency's units. */
export function audienceOf(viewer: Viewer, owner: AgencyId): Audience {
  const byOwner = found.get(viewer) ?? new Map<AgencyId, Audience>();
  found.set(viewer, byOwner);
  const cached = byOwner.get(owner);
  if (cached) return cached;
  const rule = rulesOf('device').actions.view;
  const answers = Object.fromEntries(
    both.flatMap((signedIn) =>
      both.map((withheld) => [
        factsKey(signedIn, withheld),
        decide(rule, viewer, { parties: { owner }, signedIn, withheld }),
      ]),
    ),
  );
  const key = Object.values(answers)
    .map((answer) => (answer ? `${answer.way}:${answer.fields ? [...answer.fields].join() : '*'}` : '-'))
    .join('|');
  const made = { key, answers };
  byOwner.set(owner, made);
  return made;
}

const answerTo = ({ answers }: Audience, { status, withheld }: DeviceRow): Decision | null =>
  answers[factsKey(status === 'signedIn', withheld)] ?? null;

/** Does this audience see a unit that stands like this? */
export const audienceSees = (audience: Audience, row: DeviceRow): boolean => answerTo(audience, row) !== null;

/** A unit as this audience may see it, as JSON; with its agency where the frame does not name one. */
export function itemFor(audience: Audience, row: DeviceRow, named: boolean): string {
  const fields = answerTo(audience, row)?.fields;
  const content = Object.entries(deviceContent(row)).filter(([field]) => !fields || fields.has(field));
  const agency = { id: row.owner_id, name: row.agency_name, color: row.agency_color };
  return JSON.stringify({ id: row.id, ...(named && { agency }), ...Object.fromEntries(content) });
}

/** Is a unit in the box that was asked for? */
export function isIn(box: Box | null, { lng, lat }: DeviceRow): boolean {
  if (!box) return true;
  if (lng === null || lat === null) return false;
  const [west, south, east, north] = box;
  const between = west <= east ? lng >= west && lng <= east : lng >= west || lng <= east;
  return between && lat >= south && lat <= north;
}
