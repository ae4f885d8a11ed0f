/** What a place's fields are called. */
export const placeLabels = {
  addressLine: 'Address',
  unit: 'Unit',
  city: 'City',
  state: 'State',
  zip: 'ZIP',
  location: 'Coordinates',
  name: 'Name',
  occupancyType: 'Occupancy',
  constructionType: 'Construction',
  stories: 'Stories',
  yearBuilt: 'Year built',
  floorAreaSqFt: 'Floor area',
  notes: 'Internal notes',
} as const;

/** Occupancy groups as the International Building Code (section 302) names them; any other words do as well. */
export const occupancies = [
  'Assembly',
  'Business',
  'Educational',
  'Factory and industrial',
  'High hazard',
  'Institutional',
  'Mercantile',
  'Residential',
  'Storage',
  'Utility and miscellaneous',
];

/** Types of construction as the International Building Code (section 602) numbers them. */
export const constructions = [
  'Type I-A',
  'Type I-B',
  'Type II-A',
  'Type II-B',
  'Type III-A',
  'Type III-B',
  'Type IV',
  'Type V-A',
  'Type V-B',
];

export const withholding =
  'Partners cannot see this place or anything at it. Sharing settings do not apply. Agencies that created permits or inspections here still see their own and cannot create new ones.';
