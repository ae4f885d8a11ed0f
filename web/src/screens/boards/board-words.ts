import type { BoardItem, BoardTransfer, CommandBoard, Mayday } from '../../api/messages.ts';

/** "E. Ruiz, Boerne FD"; the agency alone where nobody is named. */
export const holderText = ({ holder }: Pick<CommandBoard, 'holder'>): string =>
  holder.user ? `${holder.user.name}, ${holder.agency.name}` : `Nobody named, ${holder.agency.name}`;

export const staffPositions = [
  'Incident commander',
  'Safety',
  'Operations',
  'Staging manager',
  'Planning',
  'Logistics',
  'Liaison',
  'Public information',
  'Medical',
] as const;

export const benchmarkChoices = [
  'Command established',
  '360 complete',
  'Water on fire',
  'Primary all clear',
  'Secondary all clear',
  'Under control',
  'Loss stopped',
  'Utilities secured',
  'RIT in place',
] as const;

export const strategies = ['Investigating', 'Offensive', 'Transitional', 'Defensive', 'Marginal'] as const;

export const postWords: Readonly<Record<NonNullable<BoardItem['post']>, string>> = {
  staging: 'Staging',
  rehab: 'Rehab',
  rit: 'RIT',
};

export const parReasons = [
  'Time',
  'Change of strategy',
  'Mayday',
  'Sudden event',
  'Evacuation',
  'Change of radio channel',
] as const;

/** The fields of a mayday in the order of LUNAR. */
export const lunarLabels = {
  location: 'Location',
  unit: 'Unit',
  name: 'Name',
  assignment: 'Assignment',
  air: 'Air supply',
  resources: 'Resources needed',
} as const;
export type LunarField = keyof typeof lunarLabels;
export const lunarFields = Object.keys(lunarLabels) as LunarField[];

export const maydayText = (mayday: Mayday): string =>
  lunarFields
    .flatMap((field) => (mayday[field] ? [`${lunarLabels[field]}: ${mayday[field]}`] : []))
    .join(' · ');

/** "19:05", or "1:02:09" from an hour on. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${hours ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** How far the PAR clock is: `late` from its due time on, `soon` in the minute before. */
export const parTone = (left: number): 'late' | 'soon' | 'plain' =>
  left <= 0 ? 'late' : left <= 60_000 ? 'soon' : 'plain';

export const transferText = ({ kind, from, to, user }: BoardTransfer): string =>
  kind === 'ask'
    ? `${user?.name ?? from.name} of ${from.name} asks for command.`
    : `${user?.name ?? from.name} of ${from.name} offers command to ${to.name}.`;
