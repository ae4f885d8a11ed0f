import type { Violation } from '@standpipe/contract';
import type { Point } from 'geojson';
import type { AtPlaceRecord } from '../at-place.plan.ts';
import type { HydrantRecord } from '../hydrants.plan.ts';
import type { PlaceContent } from '../places.store.ts';
import type { WantedPlace } from '../wanted-place.ts';
import { startOfDay } from './dates.ts';
import type { Mapped } from './mapper.ts';

/** Of these texts and numbers the ones that a row said. */
const said = (from: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));

const placeTexts = [
  ...['addressLine', 'city', 'state', 'unit', 'zip', 'name', 'occupancyType', 'constructionType', 'notes'],
];

/** A row as a place. */
export const placeOf = (row: Mapped) => ({
  externalId: row.key,
  ...(said(row.texts, placeTexts) as unknown as PlaceContent),
  ...said(row.numbers, ['stories', 'yearBuilt', 'floorAreaSqFt']),
  ...said(row.flags, ['withheld']),
  ...pointOf(row),
});

/** A row's point, and what it is the middle of where it is approximate. */
const pointOf = ({
  point,
  approximate,
  texts,
}: Mapped): Pick<PlaceContent, 'locationSource'> & { location?: Point } =>
  point
    ? {
        location: point,
        locationSource: approximate ?? (texts.locationSource as PlaceContent['locationSource']) ?? null,
      }
    : {};

const hydrantTexts = [
  ...['number', 'type', 'status', 'addressLine', 'findIt', 'statusReason', 'castNumber', 'facilityId'],
  ...['paintedColor', 'pressureZone', 'notes'],
];
const hydrantFlags = [
  ...['deadEndMain', 'privateMain', 'sharesSprinklerSupply', 'usableInWinter', 'turnaround', 'withheld'],
];

/** A row as a hydrant. */
export function hydrantOf(row: Mapped, zone: string): HydrantRecord {
  const { texts, numbers, times, lists, flags, point } = row;
  const { statusSince, expectedReturnOn } = times;
  return {
    externalId: row.key,
    content: {
      ...said(texts, hydrantTexts),
      ...said(numbers, ['ratedFlowGpm', 'mainSizeIn', 'liftFt', 'volumeGal']),
      ...said(flags, hydrantFlags),
      ...(lists.outlets && { outlets: lists.outlets }),
      ...(statusSince && { statusSince: statusSince.at ?? startOfDay(statusSince.day, zone) }),
      ...(expectedReturnOn && { expectedReturnOn: expectedReturnOn.day }),
      ...(point && { location: point }),
    } as HydrantRecord['content'],
  };
}

function placeAt(row: Mapped): WantedPlace {
  const { texts } = row;
  if (texts.placeId) return { id: texts.placeId };
  const { addressLine = '', city = '', state = '', unit, zip } = texts;
  return {
    addressLine,
    city,
    state,
    ...(unit && { unit }),
    ...(zip && { zip }),
    ...pointOf(row),
  };
}

/** A row as a permit with its place. */
export const permitOf = (row: Mapped): AtPlaceRecord => ({
  externalId: row.key,
  content: {
    ...said(row.texts, ['number', 'type', 'class', 'status', 'description', 'edition', 'section', 'notes']),
    ...(row.times.issuedOn && { issued_on: row.times.issuedOn.day }),
    ...(row.times.expiresOn && { expires_on: row.times.expiresOn.day }),
    ...said(row.flags, ['withheld']),
  },
  place: placeAt(row),
});

/** What a row says of a violation; rows that say nothing of one tell of an inspection that found none. */
function violationOf({ texts, times }: Mapped): Violation | null {
  const part = (name: string) => texts[`violation.${name}`];
  const [description, code, severity] = [part('description'), part('code'), part('severity')];
  if (!description && !code) return null;
  const corrected = times['violation.correctedOn'];
  const correctBy = times['violation.correctBy'];
  const status = part('status') ?? (corrected ? 'corrected' : 'open');
  return {
    ...(code && { code }),
    description: description ?? code ?? '',
    ...(severity && { severity }),
    status: status as Violation['status'],
    ...(correctBy && { correctBy: correctBy.day }),
    ...(corrected && status === 'corrected' && { correctedOn: corrected.day }),
  };
}

const latest = (times: readonly (string | undefined)[]) => times.filter(Boolean).sort().at(-1);

/**
 * Rows as one inspection with its place: each row's violation, and else what the first of them says; it is completed
 * when the last of them is.
 */
export function inspectionOf(rows: readonly Mapped[], namesViolations: boolean, zone: string): AtPlaceRecord {
  const [first] = rows as [Mapped];
  const moment = (row: Mapped, name: string) => {
    const when = row.times[name];
    return when && (when.at ?? startOfDay(when.day, zone));
  };
  const due = first.times.scheduledFor;
  const startedAt = moment(first, 'startedAt');
  const closed = latest(rows.map((row) => moment(row, 'completedAt')));
  // A completed inspection whose file has one day only was completed on it, not on the day of the import.
  const completedAt =
    closed ?? (first.texts.status === 'completed' && !startedAt ? moment(first, 'scheduledFor') : undefined);
  const listed = first.lists.violations as readonly Violation[] | undefined;
  return {
    externalId: first.key,
    content: {
      ...said(first.texts, ['number', 'type', 'status', 'notes']),
      ...said(first.flags, ['withheld']),
      ...(due && {
        scheduled_for: due.at ?? `${due.day}T00:00:00.000Z`,
        scheduled_all_day: due.at === null,
      }),
      ...(startedAt && { started_at: startedAt }),
      ...(completedAt && { completed_at: completedAt }),
      ...(listed && { violations: listed }),
      ...(first.lists.checklist && { checklist: first.lists.checklist }),
      ...(namesViolations && { violations: rows.map(violationOf).filter((each) => each !== null) }),
    },
    place: placeAt(first),
  };
}
