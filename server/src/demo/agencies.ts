/** Who is in the demo region: six agencies that share, and one that was merged away. All of it is made up. */

export type DemoKey =
  | 'cedarBluff'
  | 'harlanFalls'
  | 'stonyFord'
  | 'millbrook'
  | 'ashby'
  | 'marshal'
  | 'oldQuarry';

export interface DemoPerson {
  readonly name: string;
  readonly role: string;
  readonly email: string;
}

export interface DemoAgency {
  readonly key: DemoKey;
  readonly name: string;
  readonly kind: string;
  readonly countyFips: string;
  readonly countyFipsList: readonly string[];
  readonly color: string;
  readonly phone: string;
  /** Where its places lie; the county and the lie of the land are real, the town is not. */
  readonly town: { readonly name: string; readonly zip: string; readonly lng: number; readonly lat: number };
  readonly places: number;
  /** The first is the administrator, whom partners are told to ask. */
  readonly people: readonly DemoPerson[];
}

/** One password for everybody in the demo. */
export const demoPassword = 'ladder-seven-demo';
export const demoOperator = { name: 'Olga Perez', email: 'operator@demo.example.org' };
export const demoTimeZone = 'America/Chicago';

const sauk = '55111';
const columbia = '55021';

const person = (name: string, role: string, domain: string): DemoPerson => ({
  name,
  role,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@${domain}.example.org`,
});

/** Serves two agencies and signs in once. */
const dana = person('Dana Whitfield', 'Fire Inspector', 'cedarbluff');

export const demoAgencies: readonly DemoAgency[] = [
  {
    key: 'cedarBluff',
    name: 'Cedar Bluff Fire Department',
    kind: 'fireDepartment',
    countyFips: sauk,
    countyFipsList: [sauk],
    color: '#2f6f9f',
    phone: '608 555 0110',
    town: { name: 'Cedar Bluff', zip: '53910', lng: -89.74, lat: 43.47 },
    places: 110,
    people: [
      person('Ruth Alvarez', 'Administrator', 'cedarbluff'),
      person('Tom Okafor', 'Officer', 'cedarbluff'),
      person('Jess Lindqvist', 'Firefighter', 'cedarbluff'),
      dana,
      person('Miguel Santos', 'Permit Technician', 'cedarbluff'),
      person('Priya Nair', 'Viewer', 'cedarbluff'),
    ],
  },
  {
    key: 'harlanFalls',
    name: 'Harlan Falls Fire Rescue',
    kind: 'fireDepartment',
    countyFips: sauk,
    countyFipsList: [sauk],
    color: '#b5532b',
    phone: '608 555 0120',
    town: { name: 'Harlan Falls', zip: '53911', lng: -89.99, lat: 43.53 },
    places: 80,
    people: [
      person('Walter Brandt', 'Administrator', 'harlanfalls'),
      person('Ines Moreau', 'Fire Inspector', 'harlanfalls'),
      person('Karl Jensen', 'Permit Technician', 'harlanfalls'),
    ],
  },
  {
    key: 'stonyFord',
    name: 'Stony Ford Fire District',
    kind: 'fireDepartment',
    countyFips: sauk,
    countyFipsList: [sauk],
    color: '#3f7d4e',
    phone: '608 555 0130',
    town: { name: 'Stony Ford', zip: '53912', lng: -90.0, lat: 43.3 },
    places: 60,
    people: [person('Grace Lee', 'Administrator', 'stonyford'), dana],
  },
  {
    key: 'millbrook',
    name: 'Millbrook Fire Department',
    kind: 'fireDepartment',
    countyFips: columbia,
    countyFipsList: [columbia],
    color: '#7a4f9a',
    phone: '608 555 0140',
    town: { name: 'Millbrook', zip: '53913', lng: -89.46, lat: 43.54 },
    places: 80,
    people: [
      person('Hank Sorensen', 'Administrator', 'millbrook'),
      person('Lena Fischer', 'Fire Inspector', 'millbrook'),
    ],
  },
  {
    key: 'ashby',
    name: 'Ashby Township Fire',
    kind: 'fireDepartment',
    countyFips: columbia,
    countyFipsList: [columbia],
    color: '#8a6d1f',
    phone: '608 555 0150',
    town: { name: 'Ashby', zip: '53914', lng: -89.2, lat: 43.35 },
    places: 40,
    people: [person('Opal Jenkins', 'Administrator', 'ashby')],
  },
  {
    key: 'marshal',
    name: 'Two Rivers Fire Marshal',
    kind: 'fireMarshal',
    countyFips: columbia,
    countyFipsList: [columbia, sauk],
    color: '#a03f6b',
    phone: '608 555 0160',
    town: { name: 'Prairie du Lac', zip: '53915', lng: -89.3, lat: 43.45 },
    places: 30,
    people: [
      person('Marcus Webb', 'Administrator', 'tworivers'),
      person('Yuki Tanaka', 'Fire Inspector', 'tworivers'),
    ],
  },
  {
    key: 'oldQuarry',
    name: 'Old Quarry Volunteer Fire',
    kind: 'fireDepartment',
    countyFips: sauk,
    countyFipsList: [sauk],
    color: '#5b5fa8',
    phone: '608 555 0170',
    town: { name: 'Old Quarry', zip: '53916', lng: -89.85, lat: 43.4 },
    places: 6,
    people: [person('Earl Pruitt', 'Administrator', 'oldquarry')],
  },
];

export const demoAgency = (key: DemoKey): DemoAgency => demoAgencies.find((each) => each.key === key)!;

/** Everybody who can sign in, once a membership; an agency that is deactivated has nobody. */
export const demoPeople = (): { readonly agency: string; readonly person: DemoPerson }[] =>
  demoAgencies
    .filter(({ key }) => key !== 'oldQuarry')
    .flatMap(({ name, people }) => people.map((each) => ({ agency: name, person: each })));
