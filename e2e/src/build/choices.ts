import {
  type ClientLevels,
  type ClientModule,
  clientLevelNames,
  noClientLevels,
  type UserLevels,
  userLevelNames,
} from '../levels.ts';
import type { Row } from '../model.ts';
import type { World } from './state.ts';

/** Random User levels, with enough grants among them that records are seen. */
export function drawUserLevels(world: World): UserLevels {
  const { random } = world;
  return {
    inspections: random.chance(0.65) ? 'view' : 'none',
    addressShareModule: random.pick(userLevelNames.addressShareModule),
    permits: random.chance(0.65) ? 'view' : 'none',
  };
}

/** Random Client levels that keep the save rule unless told to ignore it. */
export function drawClientLevels(world: World, lawful: boolean): ClientLevels {
  const { random } = world;
  const levels: Record<string, string> = { ...noClientLevels };
  for (const module of Object.keys(clientLevelNames) as ClientModule[]) {
    levels[module] = random.pick<string>(clientLevelNames[module]);
  }
  if (lawful && levels.prePlans !== 'none') levels.address = 'view';
  return levels as ClientLevels;
}

/** A time so many days from now. */
function writeDay(world: World, days: number): string {
  const time = new Date(Date.now() + days * 86_400_000);
  return world.vocabulary.startsAtIsDate
    ? time.toISOString().slice(0, 10)
    : `${time.toISOString().slice(0, 19)}Z`;
}

/** A row that now and then starts later, has ended, or runs within dates. */
export function drawRow<L>(world: World, levels: L): Row<L> {
  const { random } = world;
  if (!random.chance(0.25)) return { levels, startsAt: null, endsAt: null };
  const shape = random.int(4);
  if (shape === 0) return { levels, startsAt: writeDay(world, 30), endsAt: null };
  if (shape === 1) return { levels, startsAt: writeDay(world, -60), endsAt: writeDay(world, -3) };
  if (shape === 2) return { levels, startsAt: writeDay(world, -3), endsAt: writeDay(world, 30) };
  return { levels, startsAt: null, endsAt: writeDay(world, 30) };
}
