import {
  type CommunityConnectChange,
  type ProfileSection,
  profileSections,
  type Sensitive,
} from '@standpipe/contract';

export type Sections = { readonly [S in ProfileSection]?: unknown };

/** A merge patch on one object: null takes a field away, a list replaces the old one. */
function merged(before: unknown, change: unknown): unknown {
  if (change === null || Array.isArray(change) || typeof change !== 'object') return change;
  const old = before && !Array.isArray(before) ? (before as object) : {};
  return Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== null));
}

/** The sections with a change merged in; a section that became null is absent. */
export const changedSections = (before: Sections, change: CommunityConnectChange): Sections =>
  Object.fromEntries(
    profileSections
      .map(
        (name) =>
          [name, change[name] === undefined ? before[name] : merged(before[name], change[name])] as const,
      )
      .filter(([, value]) => value !== undefined && value !== null && Object.keys(value).length > 0),
  );

/** The sensitive fields with a change merged in. */
export const changedSensitive = (before: Sensitive, change: Sensitive | null): Sensitive =>
  (change === null ? {} : merged(before, change)) as Sensitive;
