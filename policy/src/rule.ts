/**
 * The shape of a rule. A rule is a table: each *way* in is a row with a name, each condition is a cell, one full
 * row is enough; no row, no entry. There is no "not", and no condition can name an agency other than the viewer
 * and the record's own parties: a chain through a third agency has no spelling.
 */
import type { AgencyId } from './agency.ts';
import type { Level, Levels, Module } from './catalogue.ts';
import type { Permission } from './permissions.ts';

export type Condition<P extends string = string> =
  /** The viewer holds this permission: for a way that asks for more than its rule does. */
  | { readonly is: 'holds'; readonly permission: Permission }
  /** The record is about one of this kind. */
  | { readonly is: 'about'; readonly kind: string }
  /** The viewer's agency is this party of the record. */
  | { readonly is: 'own'; readonly party: P }
  /** This party, another agency than the viewer's, has granted it the module at this level, directly and in force. */
  | { readonly is: 'granted'; readonly by: P; readonly module: Module; readonly level: Level }
  /** The record has one of these statuses. */
  | { readonly is: 'status'; readonly oneOf: readonly string[] }
  /** The record, or its place, is not withheld. */
  | { readonly is: 'open'; readonly what: 'record' | 'place' }
  /** The unit is signed in. */
  | { readonly is: 'signedIn' }
  /** The viewer's agency holds command. */
  | { readonly is: 'holder' }
  /** Every pair of the record's members has the module open for each other. */
  | { readonly is: 'mutual'; readonly module: Module };

/** A condition on the row itself rather than on who asks and who the parties are: a list turns it into a filter. */
export type RowCondition = Exclude<Condition, { is: 'own' | 'granted' | 'holds' }>;

/**
 * One row of a rule: all its conditions must hold. `fields` names what it opens, all fields unless said: for reading
 * what may be shown, searched and sorted by, for a change what may be changed. What every record carries (id, version,
 * times, agency, access) is not named.
 */
export interface Way<P extends string = string> {
  readonly conditions: readonly Condition<P>[];
  readonly fields?: readonly string[];
}

/** What one action on one kind of record needs: every permission, and one full way. */
export interface Rule<P extends string = string> {
  /** Empty where each way names the permission it asks for. */
  readonly needs: readonly Permission[];
  readonly ways: Readonly<Record<string, Way<P>>>;
}

export type Action =
  | 'view'
  | 'create'
  | 'edit'
  | 'delete'
  | 'download'
  | 'email'
  | 'publish'
  | 'restore'
  | 'reveal'
  | 'assume'
  | 'takeBack'
  | 'workDivision'
  | 'send';

/** The rules of one kind of record. */
export interface Kind<P extends string = string> {
  readonly kind: string;
  /** What people call one such record, with its article: "a permit". */
  readonly name: string;
  /** The parties a record of this kind names, and what people call each. */
  readonly parties: Readonly<Record<P, string>>;
  /** The party whose record it is. */
  readonly ownParty: P;
  readonly actions: { readonly [A in Action]?: Rule<P> };
  /** For people who read the rule: what its cells cannot say. */
  readonly notes: readonly string[];
}

/** Who asks: the agency they act for, what they may do there, and the direct grants in force. */
export interface Viewer {
  readonly agency: AgencyId;
  readonly permissions: ReadonlySet<Permission>;
  /** Grants addressed to the viewer's agency, by grantor. */
  readonly received: ReadonlyMap<AgencyId, Levels>;
  /** The viewer's agency's own grants, by partner; only `mutual` reads them. */
  readonly given?: ReadonlyMap<AgencyId, Levels>;
}

/** The facts of one record that rules look at. A fact that is not given counts as the one that opens nothing. */
export interface Subject<P extends string = string> {
  readonly parties: { readonly [K in P]: AgencyId | readonly AgencyId[] };
  readonly status?: string;
  readonly withheld?: boolean;
  readonly placeWithheld?: boolean;
  readonly signedIn?: boolean;
  readonly holder?: AgencyId;
  /** The kind of the record that this one is about. */
  readonly about?: string;
  /** For conversations of three and more: every pair that the viewer is not in is open as well. */
  readonly othersMutual?: boolean;
}

/** A yes: the name of the first full way, and the fields all full ways open together (null: every field). */
export interface Decision {
  readonly way: string;
  readonly fields: ReadonlySet<string> | null;
}

export const own = <P extends string>(party: P): Condition<P> => ({ is: 'own', party });
export const granted = <P extends string>(by: P, module: Module, level: Level): Condition<P> => ({
  is: 'granted',
  by,
  module,
  level,
});
export const status = (...oneOf: string[]): Condition<never> => ({ is: 'status', oneOf });
export const recordOpen: Condition<never> = { is: 'open', what: 'record' };
export const placeOpen: Condition<never> = { is: 'open', what: 'place' };
export const signedIn: Condition<never> = { is: 'signedIn' };
export const holder: Condition<never> = { is: 'holder' };
export const holding = (permission: Permission): Condition<never> => ({ is: 'holds', permission });
export const about = (kind: string): Condition<never> => ({ is: 'about', kind });
export const mutual = (module: Module): Condition<never> => ({ is: 'mutual', module });

/** A way that opens every field. */
export const way = <P extends string>(...conditions: Condition<P>[]): Way<P> => ({ conditions });
/** A way that opens only the named fields. */
export const partialWay = <P extends string>(
  fields: readonly string[],
  ...conditions: Condition<P>[]
): Way<P> => ({
  conditions,
  fields,
});

/** The agency whose record it is. */
export const ownAgencyOf = (kind: Kind, subject: Subject): AgencyId =>
  subject.parties[kind.ownParty] as AgencyId;
