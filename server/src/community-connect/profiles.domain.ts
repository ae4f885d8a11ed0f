import {
  type CommunityConnectChange,
  type NewCommunityConnect,
  profileSections,
  type Sensitive,
  type SensitiveField,
  sensitiveFields,
  sensitiveNames,
} from '@standpipe/contract';
import { isSectionOpen } from '@standpipe/policy';
import type { Call } from '../http/call.ts';
import { type Columns, type Deed, type Domain, ownAgencyOnly, type RowOf } from '../records/domain.ts';
import { enterPlace } from '../records/place-facts.ts';
import { changedSections, changedSensitive, type Sections } from './sections.ts';
import type { Sealed } from './vault.ts';

export type ProfileRow = RowOf<'community_profile'> & { readonly sections: Sections };

const verbs: { readonly [D in Deed]?: string } = { delete: 'delete it', readHistory: 'read its history' };

/** The sensitive fields of a profile, decrypted. @throws Problem `unavailable` without the server's key */
export function sensitiveOf({ house }: Pick<Call, 'house'>, row: ProfileRow): Sensitive {
  if (row.sealed === null) return {};
  return JSON.parse(house.vault.open(row as Sealed)) as Sensitive;
}

/** The columns that store sensitive fields: encrypted, and the names of those that have a value. */
function sealedColumns({ house }: Pick<Call, 'house'>, fields: Sensitive): Columns {
  const recorded = sensitiveNames.filter((name) => fields[name] !== undefined && fields[name] !== null);
  if (recorded.length === 0) return { recorded, sealed: null, sealed_key: null, key_id: null };
  return { recorded, ...house.vault.seal(JSON.stringify(fields)) };
}

const isOpen = ({ viewer }: Pick<Call, 'viewer'>, row: ProfileRow, section: string) =>
  isSectionOpen(viewer, row.owner_id, row.home_only, section);

/** The sensitive fields that are recorded and that this viewer may ask for. */
export const maskedFor = (call: Pick<Call, 'viewer'>, row: ProfileRow): SensitiveField[] =>
  (row.recorded as SensitiveField[]).filter((field) => isOpen(call, row, sensitiveFields[field]));

/** What profiles have of their own. Sensitive fields are never part of the content. */
export const profileDomain: Domain<ProfileRow, NewCommunityConnect, CommunityConnectChange> = {
  kind: 'communityConnect',
  content: (call, row) => ({
    type: row.type,
    name: row.name,
    confirmedOn: row.confirmed_on,
    // A partner cannot tell a section that is not shared from one that is empty: both are absent.
    ...Object.fromEntries(
      profileSections
        .filter((name) => isOpen(call, row, name))
        .map((name) => [
          name,
          row.sections[name] ?? (row.owner_id === call.viewer.agency ? null : undefined),
        ]),
    ),
    masked: maskedFor(call, row),
    homeOnly: row.home_only,
    notes: row.notes,
  }),
  loggedAs: ({ sensitive, ...rest }) => ({
    ...rest,
    ...(sensitive && { sensitive: Object.keys(sensitive) }),
  }),
  begin: async (call, wanted) => {
    const { place, way } = await enterPlace(call, 'communityConnect', wanted.placeId);
    return {
      columns: {
        owner_id: place.ownerId,
        place_id: place.id,
        place_withheld: place.withheld,
        address_line: place.addressLine,
        lng: place.lng,
        lat: place.lat,
        type: wanted.type ?? 'residence',
        name: wanted.name ?? null,
        confirmed_on: wanted.confirmedOn ?? null,
        sections: changedSections({}, wanted),
        home_only: wanted.homeOnly ?? [],
        notes: wanted.notes ?? null,
        withheld: wanted.withheld ?? false,
        ...sealedColumns(call, changedSensitive({}, wanted.sensitive ?? null)),
      },
      way,
    };
  },
  ask: async (call, row, { type, name, confirmedOn, homeOnly, notes, withheld, sensitive, ...change }) => {
    const before = sensitive === undefined ? {} : sensitiveOf(call, row);
    const after = sensitive === undefined ? {} : changedSensitive(before, sensitive);
    return {
      sections: changedSections(row.sections, change),
      ...(type !== undefined && { type }),
      ...(name !== undefined && { name }),
      ...(confirmedOn !== undefined && { confirmed_on: confirmedOn }),
      ...(homeOnly !== undefined && { home_only: homeOnly }),
      ...(notes !== undefined && { notes }),
      ...(withheld !== undefined && { withheld }),
      ...(JSON.stringify(before) !== JSON.stringify(after) && sealedColumns(call, after)),
    };
  },
  alsoLogged: (before, after) =>
    before.sealed === after.sealed || (before.sealed && after.sealed && before.sealed.equals(after.sealed))
      ? {}
      : { sensitive: 'changed' },
  refusal: (row, deed) =>
    ownAgencyOnly(row, `This profile is {agency}'s: only {agency} can ${verbs[deed] ?? 'change it'}.`),
};
