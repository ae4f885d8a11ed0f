/** What each condition of a rule means. */
import type { AgencyId } from './agency.ts';
import { covers, type Levels, type Module, moduleEntry } from './catalogue.ts';
import type { Condition, Subject, Viewer } from './rule.ts';

function isParty(subject: Subject, party: string, agency: AgencyId): boolean {
  const who = subject.parties[party];
  return typeof who === 'string' ? who === agency : (who?.includes(agency) ?? false);
}

function allMutual(viewer: Viewer, subject: Subject, module: Module): boolean {
  const everyone = [subject.parties.members ?? []].flat() as AgencyId[];
  const others = everyone.filter((agency) => agency !== viewer.agency);
  const open = (levels: Levels | undefined) =>
    moduleEntry(module).levels.some(
      ({ level }) => level !== 'none' && covers(module, levels?.[module], level),
    );
  return (
    others.every((agency) => open(viewer.received.get(agency)) && open(viewer.given?.get(agency))) &&
    (others.length < 2 || subject.othersMutual === true)
  );
}

/** Asks a viewer and a record whether a condition holds. */
export type Test = (viewer: Viewer, subject: Subject) => boolean;

/** What a condition asks, ready to be asked. The only place where a condition's meaning is spelled. */
function testOf(condition: Condition): Test {
  switch (condition.is) {
    case 'own': {
      const { party } = condition;
      return (viewer, subject) => isParty(subject, party, viewer.agency);
    }
    case 'granted': {
      const { by, module, level } = condition;
      return (viewer, subject) => {
        const grantor = subject.parties[by] as AgencyId;
        if (grantor === viewer.agency) return false; // nobody grants themselves anything
        const stored = viewer.received.get(grantor)?.[module];
        return stored === level || covers(module, stored, level);
      };
    }
    case 'holds':
      return (viewer) => viewer.permissions.has(condition.permission);
    case 'about':
      return (_, subject) => subject.about === condition.kind;
    case 'status':
      return (_, subject) => condition.oneOf.includes(subject.status ?? '');
    case 'open':
      return (_, subject) =>
        (condition.what === 'record' ? subject.withheld : subject.placeWithheld) === false;
    case 'signedIn':
      return (_, subject) => subject.signedIn === true;
    case 'holder':
      return (viewer, subject) => subject.holder === viewer.agency;
    case 'mutual':
      return (viewer, subject) => allMutual(viewer, subject, condition.module);
  }
}

const tests = new WeakMap<Condition, Test>();

/** The test of a condition, the same one on every call. */
export function testFor(condition: Condition): Test {
  const found = tests.get(condition);
  if (found) return found;
  const made = testOf(condition);
  tests.set(condition, made);
  return made;
}

/** Does one condition hold for this viewer and record? */
export const holds = (condition: Condition, viewer: Viewer, subject: Subject): boolean =>
  testFor(condition)(viewer, subject);

/** Does every one of these conditions hold? */
export function allHold(conditions: readonly Condition[], viewer: Viewer, subject: Subject): boolean {
  for (const condition of conditions) if (!holds(condition, viewer, subject)) return false;
  return true;
}
