import type { Inspection } from '../../api/messages.ts';

const longest = 300;

/** The one that comes after an inspection: at the same place, with an item for each violation that is open. */
export const followUpOf = ({ place, violations }: Inspection) => ({
  placeId: place.id ?? '',
  type: 'Re-inspection',
  checklist: violations
    .filter(({ status }) => status === 'open')
    .map(({ code, description }) =>
      `Corrected: ${[code, description].filter(Boolean).join(', ')}`.replaceAll('\n', ' ').slice(0, longest),
    )
    .join('\n'),
});
