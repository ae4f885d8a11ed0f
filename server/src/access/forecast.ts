/** What a change of one partner's row would do, class by class of records. No database: everything is given. */
import {
  type AgencyId,
  decide,
  explain,
  type Levels,
  type Module,
  modulesOf,
  type Sheet,
  type Viewer,
} from '@standpipe/policy';
import type { ScopedKind } from '../db/scopes.ts';
import type { RecordClass } from './counts.store.ts';
import { everyPermission, knows, rulesOf } from './knowledge.ts';

/** The modules of each sheet whose records are there already, and the kinds of record that they open. */
export const previewed: Readonly<
  Record<Sheet, { modules: readonly Module[]; kinds: readonly ScopedKind[] }>
> = {
  client: { modules: ['address'], kinds: ['place'] },
  user: {
    modules: modulesOf('user').map(({ module }) => module),
    kinds: ['permit', 'inspection', 'place'],
  },
};

/** The module that is a kind's own on a sheet, and the one beside it that opens it as well. */
const deciding: Readonly<Record<Sheet, Partial<Record<ScopedKind, { own: Module; beside: Module }>>>> = {
  client: { place: { own: 'address', beside: 'address' } },
  user: {
    permit: { own: 'permits', beside: 'addressShareModule' },
    inspection: { own: 'inspections', beside: 'addressShareModule' },
    place: { own: 'addressShareModule', beside: 'addressShareModule' },
  },
};

/** One partner's row: what the agency gives it now and would give it, both sheets together. */
export interface Change {
  readonly partner: AgencyId;
  readonly before: Levels;
  readonly after: Levels;
}

/** A class of records whose answer a change turns, under the module that decides it. */
export interface Turn {
  readonly module: Module;
  readonly change: 'gained' | 'lost' | 'dependsOnOthers';
  readonly records: RecordClass;
}

/** The classes that an agency may see as a user with every permission would: what is hidden from it is not counted. */
export const visibleTo = (agency: Viewer, classes: readonly RecordClass[]): RecordClass[] => {
  const viewer = { ...agency, permissions: everyPermission };
  return classes.filter(({ kind, subject }) => decide(rulesOf(kind).actions.view, viewer, subject));
};

/** Forecasts one change over the classes that the agency may see. */
export function forecast(
  sheet: Sheet,
  grantor: AgencyId,
  change: Change,
  classes: readonly RecordClass[],
): Turn[] {
  const { partner, before, after } = change;
  const turned = new Map<string, Omit<Turn, 'records'> | null>();
  return classes.flatMap((records): Turn[] => {
    const likeness = likenessOf(grantor, partner, records);
    let turn = turned.get(likeness);
    if (turn === undefined) {
      turn = turnOf(sheet, grantor, partner, before, after, records);
      turned.set(likeness, turn);
    }
    return turn ? [{ ...turn, records }] : [];
  });
}

/** What the answer can hang on: who the parties are to these two, and the record's own facts. */
function likenessOf(grantor: AgencyId, partner: AgencyId, { kind, subject }: RecordClass): string {
  const who = Object.values(subject.parties).map((party) =>
    party === grantor ? 'us' : party === partner ? 'them' : 'other',
  );
  return `${kind} ${who} ${subject.status} ${subject.withheld} ${subject.placeWithheld}`;
}

function turnOf(
  sheet: Sheet,
  grantor: AgencyId,
  partner: AgencyId,
  before: Levels,
  after: Levels,
  { kind, subject }: RecordClass,
): Omit<Turn, 'records'> | null {
  const modules = deciding[sheet][kind];
  if (!modules) return null;
  const mayKnow = knows(grantor, partner, subject);
  const answer = (levels: Levels): boolean | null => {
    const viewer = { agency: partner, permissions: everyPermission, received: new Map([[grantor, levels]]) };
    return explain(rulesOf(kind).actions.view!, viewer, subject, mayKnow).allowed;
  };
  const [was, is] = [answer(before), answer(after)];
  if (was === is) return null;
  return {
    module: decider(modules, before, after, answer),
    change: was === null || is === null ? 'dependsOnOthers' : is ? 'gained' : 'lost',
  };
}

/** The module whose change turns the answer; the record's own one when either or only both would. */
function decider(
  { own, beside }: { readonly own: Module; readonly beside: Module },
  before: Levels,
  after: Levels,
  answer: (levels: Levels) => boolean | null,
): Module {
  const was = answer(before);
  const ownLevel = (from: Levels) => from[own] ?? 'none';
  if (answer({ ...before, [own]: ownLevel(after) }) !== was) return own;
  return answer({ ...after, [own]: ownLevel(before) }) !== was ? beside : own;
}
