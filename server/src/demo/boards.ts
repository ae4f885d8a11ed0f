import type { DemoCaller } from './caller.ts';
import type { DemoState } from './state.ts';

interface DemoBoard {
  readonly incidentName: string;
  readonly type: string;
  readonly divisions: readonly string[];
  /** Call sign, riders, and the division or post it is in. */
  readonly units: readonly (readonly [callSign: string, crew: number, at: string | null])[];
  readonly staff: readonly (readonly [position: string, name: string])[];
  readonly reached: readonly string[];
  readonly entries: readonly string[];
}

const posts = new Set(['staging', 'rehab', 'rit']);

/** Makes a board as the people of an agency would, and answers its path. */
async function makeBoard(admin: DemoCaller, board: DemoBoard): Promise<string> {
  const { incidentName, type } = board;
  const { id } = await admin.post('/command-boards', { incidentName, type });
  const path = `/command-boards/${id}`;
  const write = (under: string, body: object) => admin.post(`${path}/${under}`, { ...body, epoch: 1 });
  const divisions = new Map<string, string>();
  for (const name of board.divisions) divisions.set(name, (await write('divisions', { name })).id);
  for (const [label, crew, at] of board.units)
    await write('items', {
      ...{ kind: 'unit', label, crew },
      ...(at && posts.has(at) ? { post: at } : { divisionId: (at && divisions.get(at)) ?? null }),
    });
  for (const [label, name] of board.staff) await write('items', { kind: 'staff', label, name });
  for (const label of board.reached) await write('items', { kind: 'benchmark', label, done: true });
  for (const text of board.entries) await write('entries', { text });
  return path;
}

/** One board that is open to a partner with Command Transfer, and one that has ended and may only be read. */
export async function makeBoards({ admins }: DemoState): Promise<void> {
  await makeBoard(admins.get('millbrook')!, {
    incidentName: 'Mill St. warehouse',
    type: 'Structure fire',
    divisions: ['Division A', 'Division C', 'Ventilation group'],
    units: [
      ['E1', 4, 'Division A'],
      ['E3', 3, 'Division C'],
      ['L1', 4, 'Ventilation group'],
      ['R2', 4, 'rit'],
      ['E7', 3, 'staging'],
      ['M4', 2, null],
    ],
    staff: [['Safety', 'J. Okafor']],
    reached: ['Command established', '360 complete', 'Water on fire'],
    entries: ['Two-story warehouse, smoke from side C on the second floor.'],
  });
  const stony = admins.get('stonyFord')!;
  const ended = await makeBoard(stony, {
    incidentName: 'County road 12 grass fire',
    type: 'Vegetation fire',
    divisions: ['West flank', 'East flank'],
    units: [
      ['BR1', 2, 'West flank'],
      ['E2', 3, 'East flank'],
    ],
    staff: [],
    reached: ['Command established', 'Under control'],
    entries: ['Eight acres burned. No structures lost.'],
  });
  await stony.post(`${ended}/end`, { epoch: 1 });
}
