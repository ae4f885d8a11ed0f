/** Wrong rule tables, made from the right ones: one small mistake each. */
import {
  type Action,
  type Condition,
  catalogue,
  conditionText,
  covers,
  type Kind,
  permissions,
  placeOpen,
  type Rule,
  recordOpen,
  signedIn,
  type Way,
} from '../src/index.ts';

export interface Mutant {
  readonly mistake: string;
  readonly says: string;
  readonly kind: Kind;
  readonly action: Action;
  readonly rule: Rule;
}

type Made<T> = { readonly mistake: string; readonly says: string; readonly made: T };

/** The statuses of the kinds whose rules look at them, as api.md lists them. */
const statuses: Readonly<Record<string, readonly string[]>> = {
  inspection: ['scheduled', 'inProgress', 'completed', 'cancelled'],
  prePlan: ['draft', 'pendingApproval', 'published', 'archived'],
  commandBoard: ['open', 'ended'],
};

const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);
const replaced = <T>(list: readonly T[], at: number, by: T): T[] =>
  list.map((each, index) => (index === at ? by : each));
const alike = (a: Condition, b: Condition) => JSON.stringify(a) === JSON.stringify(b);

/** Does this cell hold wherever that one does? */
const follows = (cell: Condition, from: Condition) =>
  cell.is === 'granted' && from.is === 'granted'
    ? cell.by === from.by && cell.module === from.module && covers(cell.module, from.level, cell.level)
    : alike(cell, from);

/** Does a way open nothing that this one does not open as well? */
const adds = (way: Way, other: Way) =>
  !other.conditions.every((cell) => way.conditions.some((from) => follows(cell, from))) ||
  (other.fields !== undefined && !way.fields?.every((field) => other.fields?.includes(field)));

/** One cell read wrongly. */
function cells(kind: Kind, cell: Condition): Made<Condition>[] {
  const says = conditionText(kind, cell);
  const otherParties = (than: string) => Object.keys(kind.parties).filter((party) => party !== than);
  switch (cell.is) {
    case 'own':
      return otherParties(cell.party).map((party) => ({
        mistake: 'another party',
        says,
        made: { ...cell, party },
      }));
    case 'granted':
      return [
        ...otherParties(cell.by).map((by) => ({ mistake: 'another grantor', says, made: { ...cell, by } })),
        { mistake: 'a party instead of its grant', says, made: { is: 'own' as const, party: cell.by } },
        ...catalogue.flatMap(({ module, levels }) =>
          levels
            .filter(({ level }) => module === cell.module && level !== cell.level)
            .map(({ level }) => ({
              mistake: 'another level',
              says: `${says}, as ${level}`,
              made: { ...cell, level },
            })),
        ),
        ...catalogue
          .filter(({ module }) => module !== cell.module)
          .map(({ module, levels }) => ({
            mistake: 'another module',
            says: `${says}, as ${module}`,
            made: { ...cell, module, level: levels.at(-1)!.level },
          })),
      ];
    case 'status':
      return [
        ...cell.oneOf.map((status, at) => ({
          mistake: 'a status too few',
          says: `${says}, not ${status}`,
          made: { ...cell, oneOf: without(cell.oneOf, at) },
        })),
        ...statuses[kind.kind]!.filter((status) => !cell.oneOf.includes(status)).map((status) => ({
          mistake: 'a status too many',
          says: `${says}, and ${status}`,
          made: { ...cell, oneOf: [...cell.oneOf, status] },
        })),
      ];
    case 'open':
      return [{ mistake: 'record for place', says, made: cell.what === 'record' ? placeOpen : recordOpen }];
    default:
      return [];
  }
}

/** One row with a mistake in it. */
function rows(kind: Kind, row: Way): Made<Way>[] {
  const { conditions, fields } = row;
  const added = [
    recordOpen,
    placeOpen,
    signedIn,
    ...Object.keys(kind.parties).map((party) => ({ is: 'own', party }) as const),
  ];
  const spelled = (list: readonly string[]) => ({ ...row, fields: list });
  return [
    ...conditions.map((cell, at) => ({
      mistake: 'a condition too few',
      says: conditionText(kind, cell),
      made: { ...row, conditions: without(conditions, at) },
    })),
    ...added
      .filter((cell) => !conditions.some((other) => alike(cell, other)))
      .map((cell) => ({
        mistake: 'a condition too many',
        says: conditionText(kind, cell),
        made: { ...row, conditions: [...conditions, cell] },
      })),
    ...conditions.flatMap((cell, at) =>
      cells(kind, cell).map(({ made, ...rest }) => ({
        ...rest,
        made: { ...row, conditions: replaced(conditions, at, made) },
      })),
    ),
    ...(fields
      ? [
          { mistake: 'every field', says: 'instead of some', made: { conditions } },
          { mistake: 'a field too many', says: 'notes', made: spelled([...fields, 'notes']) },
          ...fields.map((field, at) => ({
            mistake: 'a field too few',
            says: field,
            made: spelled(without(fields, at)),
          })),
        ]
      : [{ mistake: 'some fields', says: 'instead of all', made: spelled(['number']) }]),
  ];
}

/** One rule with a mistake in it; `others` are the ways of the kind's other actions. */
function rules(kind: Kind, rule: Rule, others: Readonly<Record<string, Way>>): Made<Rule>[] {
  const { needs, ways } = rule;
  const names = Object.keys(ways);
  const only = (keep: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(ways).filter(([name]) => keep(name)));
  return [
    ...needs.map((permission, at) => ({
      mistake: 'a permission too few',
      says: permission,
      made: { ways, needs: without(needs, at) },
    })),
    ...permissions
      .filter((permission) => !needs.includes(permission))
      .map((permission) => ({
        mistake: 'a permission too many',
        says: permission,
        made: { ways, needs: [...needs, permission] },
      })),
    ...names.map((name) => ({
      mistake: 'a way too few',
      says: name,
      made: { needs, ways: only((other) => other !== name) },
    })),
    ...Object.entries(others)
      .filter(
        ([name, way]) => !names.includes(name) && Object.values(ways).every((other) => adds(way, other)),
      )
      .map(([name, way]) => ({
        mistake: 'a way too many',
        says: name,
        made: { needs, ways: { ...ways, [name]: way } },
      })),
    ...names.flatMap((name) =>
      rows(kind, ways[name]!).map(({ made, mistake, says }) => ({
        mistake,
        says: `${name}: ${says}`,
        made: { needs, ways: { ...ways, [name]: made } },
      })),
    ),
  ];
}

/** Every rule table of this kind with one mistake. */
export const mutantsOf = (kind: Kind): Mutant[] =>
  Object.entries(kind.actions).flatMap(([action, rule]) => {
    const others = Object.assign({}, ...Object.values(kind.actions).map(({ ways }) => ways));
    return rules(kind, rule, others).map(({ mistake, says, made }) => ({
      mistake,
      says,
      kind,
      action: action as Action,
      rule: made,
    }));
  });
