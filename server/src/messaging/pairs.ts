/** Which pairs of agencies are open for messages, and who leaves where one is not. */
import { type AgencyId, conversation, decide, type Kind, type Levels, type Viewer } from '@standpipe/policy';
import type { Db } from '../db/open.ts';
import { asSystemWithin } from '../db/system.ts';
import { type Direction, readDirections, readOff } from './pairs.store.ts';

/** What some agencies have set for each other, and which of them are switched off. */
export interface Pairs {
  readonly directions: readonly Direction[];
  readonly off: ReadonlySet<AgencyId>;
}

/** Reads all pairs among these agencies, whoever asks: the answer is used, and never told. */
export const loadPairs = (db: Db, agencies: readonly AgencyId[]): Promise<Pairs> =>
  asSystemWithin(db, async () => ({
    directions: await readDirections(db, agencies),
    off: await readOff(db, agencies),
  }));

const rule = (conversation as unknown as Kind).actions.create!;
const inForce = ({ directions }: Pairs, grantor: AgencyId, partner: AgencyId): Levels =>
  directions.find((each) => each.grantor === grantor && each.partner === partner && each.paused.length === 0)
    ?.levels ?? {};

/** May these agencies be in one conversation? Asked of the rule for starting one, for each of them. */
export function areOpen(pairs: Pairs, agencies: readonly AgencyId[]): boolean {
  const openTo = (agency: AgencyId, othersMutual: boolean) => {
    const others = agencies.filter((each) => each !== agency);
    const viewer: Viewer = {
      agency,
      permissions: new Set(rule.needs),
      received: new Map(others.map((each) => [each, inForce(pairs, each, agency)])),
      given: new Map(others.map((each) => [each, inForce(pairs, agency, each)])),
    };
    return decide(rule, viewer, { parties: { members: agencies }, othersMutual }) !== null;
  };
  // Asked of every agency about its own pairs, the answers cover all pairs.
  return agencies.every((agency) => openTo(agency, true));
}

/** A member that has not left; who started the conversation joined first. */
export interface Talking {
  readonly agency: AgencyId;
  readonly since: number;
}

/** Whose own act keeps one direction from being in force; null where it is nobody's own. */
function closedBy(pairs: Pairs, grantor: AgencyId, partner: AgencyId): AgencyId[] {
  const both = [grantor, partner];
  const off = both.filter((each) => pairs.off.has(each));
  if (off.length > 0) return off;
  const row = pairs.directions.find((each) => each.grantor === grantor && each.partner === partner);
  if (!row || row.paused.includes('notListed')) return [];
  return [grantor]; // their own save or date
}

/**
 * Who leaves: of each pair that is closed the agency whose own save, date or switch closed it; where it was nobody's
 * own act, the one that joined later.
 */
export function leavers(pairs: Pairs, talking: readonly Talking[]): AgencyId[] {
  const closed = talking
    .flatMap((one, at) => talking.slice(at + 1).map((other) => [one, other] as const))
    .filter(([one, other]) => !areOpen(pairs, [one.agency, other.agency]));
  const gone = new Set(
    closed.flatMap(([{ agency: a }, { agency: b }]) => [...isClosed(pairs, a, b), ...isClosed(pairs, b, a)]),
  );
  for (const [one, other] of closed)
    if (!gone.has(one.agency) && !gone.has(other.agency))
      gone.add(one.since > other.since ? one.agency : other.agency);
  return [...gone];
}

const isClosed = (pairs: Pairs, grantor: AgencyId, partner: AgencyId): AgencyId[] =>
  gives(pairs, grantor, partner) ? [] : closedBy(pairs, grantor, partner);

/** Is this direction open, taken alone? The rule is asked with the other direction open. */
function gives(pairs: Pairs, grantor: AgencyId, partner: AgencyId): boolean {
  const levels = inForce(pairs, grantor, partner);
  const viewer: Viewer = {
    agency: partner,
    permissions: new Set(rule.needs),
    received: new Map([[grantor, levels]]),
    given: new Map([[grantor, levels]]),
  };
  return decide(rule, viewer, { parties: { members: [grantor, partner] } }) !== null;
}

/** For a pair that is not open: whether the asker's own level is missing, the partner's answer, or both. */
export const waitingFor = (pairs: Pairs, own: AgencyId, partner: AgencyId): ('own' | 'partner')[] => [
  ...(gives(pairs, own, partner) ? [] : ['own' as const]),
  ...(gives(pairs, partner, own) ? [] : ['partner' as const]),
];
