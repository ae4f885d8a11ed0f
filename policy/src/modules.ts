/** Which modules share a kind of record: read from the `granted` cells of its view rule. */
import { type Module, moduleEntry, type Sheet } from './catalogue.ts';
import { rowsOf } from './rows.ts';
import type { Condition, Kind } from './rule.ts';

type Granted = Extract<Condition, { is: 'granted' }>;
const grantedIn = (conditions: readonly Condition[]): Granted[] =>
  conditions.filter((each): each is Granted => each.is === 'granted');

/** Modules by which partners read records of a kind: in each way the first that the record's own party grants. */
export function ownModules(kind: Kind): Module[] {
  const view = kind.actions.view;
  if (!view) return [];
  const first = rowsOf(view).flatMap(({ conditions }) =>
    grantedIn(conditions)
      .filter(({ by }) => by === kind.ownParty)
      .slice(0, 1),
  );
  return [...new Set(first.map(({ module }) => module))];
}

/** Every module of a sheet that the view rule of a kind reads, the kind's own modules first. */
export function modulesReadBy(kind: Kind, sheet: Sheet): Module[] {
  const view = kind.actions.view;
  if (!view) return [];
  const all = rowsOf(view).flatMap(({ conditions }) => grantedIn(conditions).map(({ module }) => module));
  return [...new Set([...ownModules(kind), ...all])].filter((module) => moduleEntry(module).sheet === sheet);
}
