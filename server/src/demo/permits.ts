import type { NewPermit, PermitStatus } from '@standpipe/contract';
import { dayAfter, drawFor } from './draw.ts';
import type { Flow } from './grants.ts';

const types = {
  operational: [
    ['Tents and membrane structures', 'Tent 40 by 80 ft for a summer fair, sides up, two exits.'],
    ['Fireworks display', 'Aerial display from the ball field, 45 minutes, fallout zone fenced.'],
    ['Hot work', 'Torch-applied roofing over the north wing; fire watch for an hour after.'],
    ['Open burning', 'Prescribed burn of 12 acres of prairie.'],
    ['Places of assembly', 'Occupant load posted; yearly renewal.'],
    ['LP-gas', 'Two 500-gallon tanks behind the building, with bollards.'],
    ['Carnivals and fairs', 'Six rides and fourteen food stands on the fairgrounds.'],
    ['Mobile food preparation vehicles', 'Fryer and flat top, Type I hood, class K extinguisher.'],
  ],
  construction: [
    ['Automatic sprinkler systems', 'Wet system for a tenant build-out, 62 heads relocated.'],
    ['Fire alarm systems', 'Panel replaced, 38 devices, voice evacuation in the hall.'],
    ['Standpipe systems', 'Class I standpipe in the new stair.'],
    ['Solar photovoltaic power systems', 'Roof array with rapid shutdown, pathways marked.'],
    ['Kitchen hood suppression', 'Wet chemical system over a new cook line.'],
  ],
} as const;

const statuses: readonly PermitStatus[] = [
  ...(['issued', 'applied', 'issued', 'expired', 'issued', 'closed', 'issued', 'denied'] as const),
  ...(['issued', 'revoked', 'applied', 'issued', 'expired', 'closed', 'issued'] as const),
];

/** The permits one agency writes at the places of one owner, the same each time but for the days they are counted from. */
export function permitsOf({ author, owner, count }: Flow, base: string): Omit<NewPermit, 'placeId'>[] {
  const draw = drawFor(`permits of ${author} at ${owner}`);
  return Array.from({ length: count }, (_, at) => {
    const kind = draw.chance(0.7) ? 'operational' : 'construction';
    const [type, description] = draw.pick<readonly [string, string]>(types[kind]);
    const status = statuses[at % statuses.length]!;
    const [ago, lasts] = [draw.whole(5, 300), draw.whole(30, 330)];
    return {
      type,
      class: kind,
      status,
      description,
      edition: 'IFC 2021',
      ...daysOf(status, base, ago, lasts),
      ...(draw.chance(0.15) && { notes: draw.pick(notes) }),
      ...(author === 'cedarBluff' && owner === author && at >= 5 && at < 8 && { withheld: true }),
    };
  });
}

function daysOf(status: PermitStatus, base: string, ago: number, lasts: number) {
  if (status === 'applied' || status === 'denied') return {};
  const issuedOn = dayAfter(base, -ago);
  if (status === 'expired')
    return { issuedOn: dayAfter(base, -ago - lasts), expiresOn: dayAfter(base, -ago) };
  return { issuedOn, expiresOn: dayAfter(base, status === 'issued' ? lasts : lasts - ago) };
}

const notes = [
  'Applicant called twice; wants it before the weekend.',
  'Fee waived for the county fair board.',
  'Check the extinguisher tags on site.',
];
