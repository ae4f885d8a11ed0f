/** States and territories of the United States: FIPS code, postal code, name, and the zone most of it lives by. */
const table = `01 AL Alabama|Chicago
02 AK Alaska|Anchorage
60 AS American Samoa|Pago_Pago
04 AZ Arizona|Phoenix
05 AR Arkansas|Chicago
06 CA California|Los_Angeles
08 CO Colorado|Denver
09 CT Connecticut|New_York
10 DE Delaware|New_York
11 DC District of Columbia|New_York
12 FL Florida|New_York
13 GA Georgia|New_York
66 GU Guam|Guam
15 HI Hawaii|Honolulu
16 ID Idaho|Boise
17 IL Illinois|Chicago
18 IN Indiana|Indiana/Indianapolis
19 IA Iowa|Chicago
20 KS Kansas|Chicago
21 KY Kentucky|New_York
22 LA Louisiana|Chicago
23 ME Maine|New_York
24 MD Maryland|New_York
25 MA Massachusetts|New_York
26 MI Michigan|Detroit
27 MN Minnesota|Chicago
28 MS Mississippi|Chicago
29 MO Missouri|Chicago
30 MT Montana|Denver
31 NE Nebraska|Chicago
32 NV Nevada|Los_Angeles
33 NH New Hampshire|New_York
34 NJ New Jersey|New_York
35 NM New Mexico|Denver
36 NY New York|New_York
37 NC North Carolina|New_York
38 ND North Dakota|Chicago
69 MP Northern Mariana Islands|Saipan
39 OH Ohio|New_York
40 OK Oklahoma|Chicago
41 OR Oregon|Los_Angeles
42 PA Pennsylvania|New_York
72 PR Puerto Rico|Puerto_Rico
44 RI Rhode Island|New_York
45 SC South Carolina|New_York
46 SD South Dakota|Chicago
47 TN Tennessee|Chicago
48 TX Texas|Chicago
78 VI U.S. Virgin Islands|St_Thomas
49 UT Utah|Denver
50 VT Vermont|New_York
51 VA Virginia|New_York
53 WA Washington|Los_Angeles
54 WV West Virginia|New_York
55 WI Wisconsin|Chicago
56 WY Wyoming|Denver`;

const pacific = new Set(['Pago_Pago', 'Guam', 'Honolulu', 'Saipan']);

const states = table.split('\n').map((line) => {
  const [left = '', city = ''] = line.split('|');
  const zone = `${pacific.has(city) ? 'Pacific' : 'America'}/${city}`;
  return { fips: left.slice(0, 2), code: left.slice(3, 5), name: left.slice(6), zone };
});

const byCode = new Map(states.map((state) => [state.code, state]));

/** A state by its postal code. */
export const stateOf = (code: string) => byCode.get(code);

/** "Texas", or the code where it is none of them. */
export const stateName = (code: string): string => byCode.get(code)?.name ?? code;

/** All of them by name, as choices of a field. */
export const stateChoices = states.map(({ code, name }) => ({ value: code, label: name }));
