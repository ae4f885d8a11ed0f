/** Search across all kinds of record. */
import { Type } from 'typebox';
import { Access, AgencyRef, Id, line, Nullable, oneOf, Point, page, strict } from './common.ts';

export const searchedKinds = [
  'place',
  'permit',
  'inspection',
  'hydrant',
  'prePlan',
  'device',
  'commandBoard',
  'communityConnect',
  'note',
] as const;
export type SearchedKind = (typeof searchedKinds)[number];

/** A record that was found, as far as its finder may read it. */
export const SearchHit = strict({
  kind: oneOf(searchedKinds),
  id: Id,
  label: Type.String({ description: 'What people call it: the address of a place, the number of a record.' }),
  sublabel: Nullable(Type.String()),
  status: Type.Optional(Type.String()),
  location: Nullable(Point),
  agency: AgencyRef,
  access: Access,
});
export const SearchPage = page(SearchHit);

export const SearchParameters = strict({ q: line(200) });
