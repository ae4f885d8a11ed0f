/** Document: a rule in words that name roles, not agencies. */
import { covers, type Level, levelName, type Module, moduleEntry } from './catalogue.ts';
import { kinds } from './kinds.ts';
import type { Action, Condition, Kind } from './rule.ts';

/** "Permit = View Only", with every level that gives it ("Permit or Fire Inspection/Permit"). */
export function grantText(module: Module, wanted: Level): string {
  const entry = moduleEntry(module);
  const enough = entry.levels.filter((each) => covers(module, each.level, wanted)).map((each) => each.level);
  return `${entry.name} = ${enough.map((level) => levelName(module, level)).join(' or ')}`;
}

/** A status as people read it: "inProgress" is "In Progress". */
const statusText = (status: string) =>
  status.charAt(0).toUpperCase() + status.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter}`);

/** What people call a record of a kind, with its article. */
export const nameOf = (kind: string): string => kinds.find((each) => each.kind === kind)?.name ?? kind;

/** A condition in words that name roles, not agencies: for the documentation. */
export function conditionText(kind: Kind, condition: Condition): string {
  const party = (key: string) => kind.parties[key] ?? key;
  switch (condition.is) {
    case 'own':
      return `we are ${party(condition.party)}`;
    case 'granted':
      return `${party(condition.by)} gives us ${grantText(condition.module, condition.level)}`;
    case 'holds':
      return `we hold ${condition.permission}`;
    case 'about':
      return `it is about ${nameOf(condition.kind)}`;
    case 'status':
      return `its status is ${condition.oneOf.map(statusText).join(' or ')}`;
    case 'open':
      return condition.what === 'record' ? 'it is not withheld' : 'its place is not withheld';
    case 'signedIn':
      return 'the unit is signed in';
    case 'holder':
      return 'we hold command';
    case 'mutual':
      return `every pair of members has ${moduleEntry(condition.module).name} open for each other`;
  }
}

/** Document: one line a way, one cell a condition. */
export const table = (kind: Kind, action: Action): string[][] =>
  Object.entries(kind.actions[action]?.ways ?? {}).map(([name, each]) => [
    name,
    ...each.conditions.map((condition) => conditionText(kind, condition)),
  ]);
