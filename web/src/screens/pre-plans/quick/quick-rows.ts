/** The fourteen things a crew looks for, always in this order and place; what is not recorded says so. */
import type { PrePlanFields } from '@standpipe/contract/pre-plan';
import { prePlanSections, prePlanWarnings, sides } from '@standpipe/contract/pre-plan';
import type { PrePlan } from '../../../api/messages.ts';
import type { NearHydrant } from './near-hydrants.ts';

export interface QuickRow {
  readonly label: string;
  /** Lines of text; none: not recorded. */
  readonly lines: readonly string[];
  readonly alarm?: boolean;
}

type Sections = PrePlan['sections'];
const plain = new Intl.NumberFormat('en-US');
const some = (...parts: readonly (string | null | undefined | false)[]): string[] =>
  parts.filter((each): each is string => typeof each === 'string' && each !== '');
const joined = (...parts: readonly (string | null | undefined | false)[]): string | null =>
  some(...parts).join(', ') || null;
const named = (label: string, text: string | null | undefined): string | null =>
  text ? `${label}: ${text}` : null;
const count = (value: number | null | undefined, unit = ''): string | null =>
  value === null || value === undefined ? null : `${plain.format(value)}${unit}`;
const optionOf = (section: keyof typeof prePlanSections, field: string, value: string | undefined) =>
  value === undefined
    ? null
    : ((prePlanSections[section].fields as PrePlanFields)[field]?.options?.[value] ?? value);

const stop = ({ tactics }: Sections) =>
  some(
    some(...(tactics?.warnings ?? []).map((each) => prePlanWarnings[each]), tactics?.warningText).join(' · '),
  );

function use({ identity, occupants }: Sections, night: boolean): string[] {
  const [now, then] = night
    ? [occupants?.nightCount, occupants?.dayCount]
    : [occupants?.dayCount, occupants?.nightCount];
  const [when, else_] = night ? ['night', 'day'] : ['day', 'night'];
  return some(
    identity?.use,
    joined(
      now !== undefined && `${plain.format(now)} people by ${when}`,
      then !== undefined && `${plain.format(then)} by ${else_}`,
    ),
    occupants?.needHelp !== undefined && `${plain.format(occupants.needHelp)} need help to get out`,
  );
}

function building({ construction: c }: Sections): string[] {
  const lightweight = c?.lightweight && c.lightweight !== 'no';
  return some(
    joined(
      c?.storiesAbove !== undefined && `${c.storiesAbove} above`,
      c?.storiesBelow !== undefined && `${c.storiesBelow} below`,
      c?.lengthFt !== undefined && c.widthFt !== undefined && `${c.lengthFt} × ${c.widthFt} ft`,
    ),
    optionOf('construction', 'type', c?.type),
    lightweight && `LIGHTWEIGHT OR TRUSS: ${optionOf('construction', 'lightweight', c.lightweight)}`,
    named('Roof', c?.roofType),
  );
}

function connections({ protection: p }: Sections): string[] {
  const fdcs = (p?.fdcs ?? []).map((each) =>
    joined(
      kindWords[each.kind],
      each.side && sides[each.side],
      each.location,
      count(each.distanceFt, ' ft'),
      count(each.pressurePsi, ' psi'),
    ),
  );
  return some(
    ...fdcs,
    joined(
      p?.standpipeClass && `Standpipe: ${optionOf('protection', 'standpipeClass', p.standpipeClass)}`,
      p?.standpipeOutlets,
    ),
  );
}

const kindWords = { sprinkler: 'Sprinkler', standpipe: 'Standpipe', combined: 'Combined' } as const;

function waterLines({ water: w }: Sections, near: readonly NearHydrant[] | null): string[] {
  const flow = (near ?? []).reduce((sum, { gpm }) => sum + (gpm ?? 0), 0);
  const needed = w?.neededFlowGpm;
  const farthest = near?.at(-1)?.feet;
  return some(
    w?.sharesSprinklerMain && 'SHARES THE SPRINKLER MAIN',
    ...(near ?? []).map(({ number, flowClass, gpm, feet }) =>
      joined(
        `${flowClass ?? '?'} ${number}`,
        gpm === null ? 'flow not recorded' : `${plain.format(gpm)} gpm`,
        `${plain.format(feet)} ft`,
      ),
    ),
    near?.length === 0 && 'No hydrant in service within 1,500 ft that you can see',
    needed !== undefined &&
      `Needs ${plain.format(needed)} gpm${
        near && near.length > 0
          ? `: ${plain.format(flow)} within ${plain.format(farthest ?? 0)} ft${
              flow < needed ? `, ${plain.format(needed - flow)} SHORT` : ''
            }`
          : ''
      }`,
    named('Drafting', w?.drafting),
  );
}

function hazardLines({ hazards: h }: Sections): string[] {
  return some(
    ...(h?.materials ?? [])
      .slice(0, 3)
      .map((each) => joined(each.name, each.un, each.quantity, each.location)),
    (h?.materials?.length ?? 0) > 3 && `and ${h!.materials!.length - 3} more`,
    h?.notes,
  );
}

/** Temporary conditions that hold on a day. */
export const conditionsOn = ({ conditions }: Sections, today: string) =>
  (conditions?.temporary ?? []).flatMap(({ what, until, atEnd }) => {
    if (until >= today) return [`${what} (until ${until})`];
    return atEnd === 'ask' ? [`${what} (ended ${until}: ask whether it still holds)`] : [];
  });

/** Rows 1 and 3 to 14; row 2, who and where, and the 704 diamond have forms of their own. */
export function quickRows(
  { sections: s }: Pick<PrePlan, 'sections'>,
  { night, near }: { readonly night: boolean; readonly near: readonly NearHydrant[] | null },
) {
  const p = s.protection;
  const rows: Readonly<Record<number, QuickRow>> = {
    1: { label: 'Stop line', lines: stop(s), alarm: true },
    3: { label: 'Use and people', lines: use(s, night) },
    4: { label: 'Building', lines: building(s) },
    5: {
      label: 'Way in',
      lines: some(
        named('Key box', s.identity?.keyBox),
        named('Gate', s.identity?.gate),
        named('Apparatus', s.identity?.bestEntrance),
      ),
    },
    6: { label: 'FDC and standpipe', lines: connections(s) },
    7: {
      label: 'Sprinklers',
      lines: some(
        joined(
          optionOf('protection', 'sprinkler', p?.sprinkler),
          optionOf('protection', 'sprinklerType', p?.sprinklerType),
          p?.sprinklerCoverage,
        ),
        named('Riser room', p?.riserRoom),
      ),
    },
    8: {
      label: 'Alarm panel',
      lines: some(named('Panel', p?.alarmPanel), named('Annunciator', p?.annunciator)),
    },
    9: {
      label: 'Water',
      lines: waterLines(s, near),
      ...(s.water?.sharesSprinklerMain && { alarm: true }),
    },
    10: {
      label: 'Shut-offs',
      lines: some(
        named('Gas', s.utilities?.gas),
        named('Electric', s.utilities?.electric),
        named('Water', s.utilities?.water),
        named('Solar', s.utilities?.solar),
        named('Battery', s.utilities?.battery),
      ),
    },
    11: { label: 'Hazardous materials', lines: hazardLines(s) },
    12: {
      label: 'Stairs, elevators, smoke',
      lines: some(
        named('Stairs to the roof', s.identity?.stairsToRoof),
        named('Elevators', s.identity?.elevators),
        named('Smoke control', s.identity?.smokeControl),
      ),
    },
    14: { label: 'Tactics', lines: some(s.tactics?.note) },
  };
  return rows;
}
