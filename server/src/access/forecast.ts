/** What a change of one partner's row would do, class by class of records. No database: everything is given. */
import {
  type AgencyId,
  decide,
  everyPermission,
  explain,
  knows,
  type Levels,
  type Module,
  modulesOf,
  modulesReadBy,
  type Sheet,
  type Viewer,
} from '@standpipe/policy';
import { kindNames, type RecordKind, rulesOf } from '../kinds/kinds.ts';
import type { RecordClass } from './counts.store.ts';

/** The kinds of record that a module of this sheet opens. */
const kindsOn = (sheet: Sheet): RecordKind[] =>
  kindNames.filter((kind) => modulesReadBy(rulesOf(kind), sheet).length > 0);

/** The modules of a sheet that open a kind of record which the server has, and these kinds. */
const previewedOn = (sheet: Sheet) => {
  const kinds = kindsOn(sheet);
  const read = new Set(kinds.flatMap((kind) => modulesReadBy(rulesOf(kind), sheet)));
  return { modules: modulesOf(sheet).flatMap(({ module }) => (read.has(module) ? [module] : [])), kinds };
};
export const previewed = { client: previewedOn('client'), user: previewedOn('user') } as const;

/** The module that is a kind's own on a sheet, and the one beside it that opens it as well. */
function decidingOf(sheet: Sheet, kind: RecordKind): { own: Module; beside: Module } | null {
  const [own, beside] = modulesReadBy(rulesOf(kind), sheet);
  return own ? { own, beside: beside ?? own } : null;
}

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
  const modules = decidingOf(sheet, kind);
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
