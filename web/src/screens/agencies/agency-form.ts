import type { Agency } from '../../api/messages.ts';
import { countyText } from '../../ui/counties.ts';
import { filled } from '../../ui/filled.ts';
import { stateName, stateOf } from '../../ui/us-states.ts';
import { plainText } from '../../ui/words.ts';

/** What is typed of an account; further counties stand in one text, parted by commas. */
export interface AgencyValues extends Record<string, string> {
  name: string;
  kind: string;
  state: string;
  countyFips: string;
  countyFipsList: string;
  timeZone: string;
  nerisId: string;
  fdid: string;
  color: string;
}

export const agencyLabels = {
  name: 'Name',
  kind: 'Kind',
  state: 'State',
  countyFips: 'County',
  countyFipsList: 'Further counties',
  timeZone: 'Time zone',
  nerisId: 'NERIS id',
  fdid: 'FDID',
  color: 'Colour',
};

export const emptyAgency: AgencyValues = {
  name: '',
  kind: 'fireDepartment',
  state: '',
  countyFips: '',
  countyFipsList: '',
  timeZone: '',
  nerisId: '',
  fdid: '',
  color: '',
};

const kinds = ['fireDepartment', 'emsAgency', 'fireMarshal', 'emergencyManagement', 'dispatchCenter'];

const kindNames: Readonly<Record<string, string>> = {
  emsAgency: 'EMS agency',
  dispatchCenter: 'Dispatch centre',
};

/** A kind of agency as people call it. */
export const kindText = (kind: string): string => kindNames[kind] ?? plainText(kind);

/** The kinds there are, and whatever else an account says of itself. */
export const kindChoices = (current: string) =>
  [...new Set([...kinds, current])].filter(Boolean).map((value) => ({ value, label: kindText(value) }));

export const countiesOf = (text: string): string[] => text.split(',').filter(Boolean);

export const agencyValues = (agency: Agency): AgencyValues => ({
  name: agency.name,
  kind: agency.kind,
  state: agency.state,
  countyFips: agency.countyFips,
  countyFipsList: agency.countyFipsList.filter((fips) => fips !== agency.countyFips).join(','),
  timeZone: agency.timeZone,
  nerisId: agency.nerisId ?? '',
  fdid: agency.fdid ?? '',
  color: agency.color,
});

export const agencyBody = (values: AgencyValues) => ({
  name: values.name.trim(),
  kind: values.kind,
  state: values.state,
  countyFips: values.countyFips,
  countyFipsList: [...new Set([values.countyFips, ...countiesOf(values.countyFipsList)])],
  timeZone: values.timeZone,
  nerisId: values.nerisId.trim() || null,
  fdid: values.fdid.trim() || null,
  color: values.color,
});

export const agencyChecks = {
  name: filled('Enter the name of the agency.'),
  state: filled('Choose the state.'),
  countyFips: (fips: string, { state }: AgencyValues) =>
    fips === ''
      ? 'Choose the county.'
      : fips.startsWith(stateOf(state)?.fips ?? fips)
        ? null
        : `This county is not in ${stateName(state)}.`,
  timeZone: filled('Choose the time zone.'),
};

/** How values are read where two people changed the same account. */
export const agencyWords = {
  kind: kindText,
  state: stateName,
  countyFips: countyText,
  countyFipsList: (text: string) => countiesOf(text).map(countyText).join(', '),
};
