import { type ImportKind, type ImportMapping, importKinds } from '@standpipe/contract';
import type { Permission, Viewer } from '@standpipe/policy';
import { kinds, rulesOf } from '../../kinds/kinds.ts';

/** What it takes to bring in records of a kind: to make and to change them, and to find or make the places they are at. */
export function neededFor(
  kind: ImportKind,
  mapping: Pick<ImportMapping, 'fields' | 'newPlaces'>,
): Permission[] {
  const { create, edit } = rulesOf(kind).actions;
  const place = rulesOf('place').actions;
  const byAddress = kinds[kind].atPlace && mapping.fields.some(({ field }) => field === 'addressLine');
  const atPlaces = byAddress ? (mapping.newPlaces === false ? place.view : place.create) : undefined;
  return [...new Set([create, edit, atPlaces].flatMap((rule) => rule?.needs ?? []))];
}

/** Which of these permissions a viewer does not hold. */
export const lacking = (viewer: Viewer, needed: readonly Permission[]): Permission[] =>
  needed.filter((each) => !viewer.permissions.has(each));

/** The permissions that open the site to imports at all: any one of them. */
export const openingAny: readonly Permission[] = importKinds.flatMap(
  (kind) => rulesOf(kind).actions.create?.needs.slice(-1) ?? [],
);

/** The kinds that a viewer may bring in. */
export const kindsOf = (viewer: Viewer): ImportKind[] =>
  importKinds.filter(
    (kind) => lacking(viewer, [...(rulesOf(kind).actions.create?.needs ?? [])]).length === 0,
  );
