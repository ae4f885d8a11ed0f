/** What a failed line of a ready checklist is written up as, with its section of the International Fire Code (2021). */
const written: Readonly<Record<string, readonly [description: string, code: string]>> = {
  'Address numbers can be read from the street': [
    'Address numbers cannot be read from the street',
    'IFC 505.1',
  ],
  'Fire lanes are marked and clear': ['Fire lane is obstructed or not marked', 'IFC 503.4'],
  'Key box holds the current keys': ['Key box does not hold the current keys', 'IFC 506.2'],
  'Exits are unlocked, unobstructed and open in the direction of travel': [
    'Exit is locked, obstructed or does not open in the direction of travel',
    'IFC 1032.2',
  ],
  'Exit signs are lit and can be seen from everywhere': [
    'Exit sign is not lit or cannot be seen',
    'IFC 1032.4',
  ],
  'Emergency lights work on battery': ['Emergency lights do not work on battery', 'IFC 1032.10'],
  'Extinguishers are mounted, charged and serviced within the year': [
    'Portable fire extinguisher is not mounted, charged or serviced within the year',
    'IFC 906.2',
  ],
  'Sprinkler valves are open, sealed or supervised': [
    'Sprinkler valve is closed, or not sealed or supervised',
    'IFC 903.4',
  ],
  'Storage stays 18 inches below sprinkler heads': [
    'Storage is less than 18 inches below sprinkler heads',
    'IFC 315.3.1',
  ],
  'Fire alarm panel shows normal; tested within the year': [
    'Fire alarm panel does not show normal, or was not tested within the year',
    'IFC 907.8',
  ],
  'Fire department connection has its caps and can be reached': [
    'Fire department connection is blocked or missing caps',
    'IFC 912.4',
  ],
  'No extension cords in place of permanent wiring': [
    'Extension cord used in place of permanent wiring',
    'IFC 603.6',
  ],
  'Electrical panels have 36 inches of free space before them': [
    'Electrical panel has less than 36 inches of clear working space',
    'IFC 603.4',
  ],
  'Fire doors close and latch on their own': ['Fire door does not close and latch on its own', 'IFC 705.2'],
  'Combustibles are kept away from heaters, meters and exits': [
    'Combustibles are stored too close to heaters, meters or exits',
    'IFC 315.3',
  ],
  'Occupant load is posted in rooms of assembly': ['Occupant load is not posted', 'IFC 1004.9'],
};

/** How a violation begins that a failed line is written up as: its own words, or the line's where there are none. */
export interface Begun {
  readonly description: string;
  readonly code: string;
}

export function begunBy({ item, note }: { readonly item: string; readonly note?: string }): Begun {
  const [words, code] = written[item] ?? [item, ''];
  return { description: [words, note].filter(Boolean).join(': '), code };
}

/** Whether a violation was written up from a line. */
export const isOf = (item: string, description: string): boolean =>
  description.startsWith(written[item]?.[0] ?? item) || description.startsWith(item);
