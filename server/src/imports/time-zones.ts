/** Where most of a state's people live; an agency beyond the line is set right by the operator. */
const zones: Readonly<Record<string, readonly string[]>> = {
  'America/New_York': 'CT DC DE FL GA MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV KY'.split(' '),
  'America/Indiana/Indianapolis': ['IN'],
  'America/Chicago': 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI'.split(' '),
  'America/Denver': 'CO MT NM UT WY'.split(' '),
  'America/Boise': ['ID'],
  'America/Phoenix': ['AZ'],
  'America/Los_Angeles': 'CA NV OR WA'.split(' '),
  'America/Anchorage': ['AK'],
  'Pacific/Honolulu': ['HI'],
  'America/Puerto_Rico': ['PR', 'VI'],
  'Pacific/Guam': ['GU', 'MP'],
  'Pacific/Pago_Pago': ['AS'],
};

const byState = new Map(
  Object.entries(zones).flatMap(([zone, states]) => states.map((each) => [each, zone])),
);

/** The time zone that an agency of this state starts with. */
export const timeZoneOf = (state: string): string => byState.get(state) ?? 'America/New_York';
