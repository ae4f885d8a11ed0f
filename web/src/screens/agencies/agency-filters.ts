import { countiesIn, countyText } from '../../ui/counties.ts';
import { type Filter, labelled } from '../../ui/filter-chip.tsx';
import { stateChoices, stateOf } from '../../ui/us-states.ts';
import { featureWords, sheets } from './features.ts';

const mostCounties = 20;

const countyOption = (fips: string, state: string) => ({
  value: fips,
  label: `${countyText(fips)}, ${state}`,
});

/** What the operator narrows the agencies by; counties are those of the chosen state, or of all. */
export const agencyFilters = (state: string | undefined): readonly Filter[] => [
  { name: 'state', label: 'State', options: stateChoices },
  {
    name: 'county',
    label: 'County',
    find: async (q) => {
      const among = state ? stateChoices.filter(({ value }) => value === state) : stateChoices;
      const all = among.flatMap(({ value }) =>
        countiesIn(stateOf(value)?.fips ?? 'none').map((each) => countyOption(each.value, value)),
      );
      return labelled(all, q).slice(0, mostCounties);
    },
    nameOf: async (fips) => countyText(fips),
  },
  {
    name: 'feature',
    label: 'Feature',
    options: [
      ...sheets.map((value) => ({ value, label: `${featureWords[value].name} on` })),
      { value: 'none', label: 'None on' },
    ],
  },
  {
    name: 'administrator',
    label: 'Administrator',
    options: [{ value: 'none', label: 'No administrator who can sign in' }],
  },
];
