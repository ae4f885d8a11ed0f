import { type Level, type Levels, levelName, modulesOf, type Sheet, sheets } from '@standpipe/policy';

/** What can pause a row: the codes of the database's function `pauses`. */
export type Pause =
  | 'grantorFeatureOff'
  | 'partnerFeatureOff'
  | 'notListed'
  | 'notStarted'
  | 'ended'
  | 'grantorDeactivated'
  | 'partnerDeactivated';

/** What a row gives and when, as stored: every module of its sheet. */
export interface RowState {
  readonly levels: Levels;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

/** A time as people of a zone read it. */
export const timeText = (at: string, timeZone = 'UTC'): string =>
  new Intl.DateTimeFormat('en-US', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  })
    .format(new Date(at))
    .replaceAll('\u202f', ' ');

/** Why a row of the own sheet is not in force, and who can change that. */
export function whyPaused(
  paused: readonly Pause[],
  row: {
    readonly sheet: Sheet;
    readonly own: string;
    readonly partner: string;
    readonly startsAt: string | null;
    readonly endsAt: string | null;
    readonly timeZone: string;
  },
): string {
  const { own, partner, timeZone } = row;
  const feature = sheets[row.sheet].name;
  const sentences: Record<Pause, () => string> = {
    grantorFeatureOff: () =>
      `${feature} is not enabled for ${own}. Contact your Customer Success Manager or Implementation Manager.`,
    partnerFeatureOff: () =>
      `${feature} is not enabled for ${partner}. Its administrators contact their Customer Success Manager or Implementation Manager.`,
    notListed: () =>
      `${partner} shares no county with ${own} and is not linked to it. Ask the platform operator for a link.`,
    notStarted: () =>
      `It starts on ${timeText(row.startsAt!, timeZone)}; an administrator of ${own} can set another start.`,
    ended: () =>
      `It ended on ${timeText(row.endsAt!, timeZone)}; an administrator of ${own} can set a later end.`,
    grantorDeactivated: () => `${own} is deactivated. Contact the platform operator.`,
    partnerDeactivated: () => `${partner} is deactivated. Contact the platform operator.`,
  };
  return paused.map((each) => sentences[each]()).join(' ');
}

const levelOf = (levels: Levels, module: keyof Levels): Level => levels[module] ?? 'none';

/** The modules that a row gives something of: "Pre-Plans View Only, Address View Only". */
export const givenText = (sheet: Sheet, levels: Levels): string =>
  modulesOf(sheet)
    .filter(({ module }) => levelOf(levels, module) !== 'none')
    .map(({ module, name }) => `${name} ${levelName(module, levelOf(levels, module))}`)
    .join(', ');

const datesText = ({ startsAt, endsAt }: RowState): string =>
  [startsAt && `from ${timeText(startsAt)}`, endsAt && `until ${timeText(endsAt)}`]
    .filter(Boolean)
    .join(' ') || 'without dates';

/** One save as the partner's administrators are told of it. Null before: added; null after: removed. */
export function changeText(
  sheet: Sheet,
  grantor: string,
  before: RowState | null,
  after: RowState | null,
): string {
  const where = `(${sheets[sheet].name})`;
  if (!after) {
    const had = givenText(sheet, before?.levels ?? {});
    return `${grantor} stopped sharing with your agency ${where}${had && `. It had shared ${had}`}.`;
  }
  const changes = modulesOf(sheet).flatMap(({ module, name }) => {
    const [was, is] = [levelOf(before?.levels ?? {}, module), levelOf(after.levels, module)];
    return was === is ? [] : [`${name} from ${levelName(module, was)} to ${levelName(module, is)}`];
  });
  const dated = before
    ? before.startsAt !== after.startsAt || before.endsAt !== after.endsAt
    : after.startsAt !== null || after.endsAt !== null;
  const parts = [...changes, ...(dated ? [datesText(after)] : [])];
  return parts.length > 0
    ? `${grantor} changed what it shares with your agency ${where}: ${parts.join(', ')}.`
    : `${grantor} added your agency ${where}. It shares nothing yet.`;
}
