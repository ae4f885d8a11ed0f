import type { ImportKind } from '@standpipe/contract';

/** Plain headings of exports, by the names that the API has for what stands below them. */
const headings: Readonly<Record<string, string>> = {
  id: 'Standpipe ID',
  addressLine: 'Address',
  unit: 'Unit',
  city: 'City',
  state: 'State',
  zip: 'ZIP',
  name: 'Name',
  occupancyType: 'Occupancy type',
  constructionType: 'Construction type',
  stories: 'Stories',
  yearBuilt: 'Year built',
  floorAreaSqFt: 'Floor area (sq ft)',
  notes: 'Notes',
  lng: 'Longitude',
  lat: 'Latitude',
  withheld: 'Withheld',
  createdAt: 'Created',
  updatedAt: 'Updated',
  version: 'Version',
  number: 'Number',
  type: 'Type',
  class: 'Class',
  status: 'Status',
  description: 'Description',
  issuedOn: 'Issued on',
  expiresOn: 'Expires on',
  edition: 'Code edition',
  section: 'Code section',
  placeId: 'Place ID',
  placeOwner: 'Place owner',
  scheduledFor: 'Scheduled for',
  startedAt: 'Started',
  completedAt: 'Completed',
  assignedTo: 'Assigned to',
  reinspectionOf: 'Re-inspection of',
  reopenedReason: 'Reopened because',
  openViolations: 'Open violations',
  correctedViolations: 'Corrected violations',
  checklist: 'Checklist',
  violations: 'Violations',
  'violation.code': 'Violation code',
  'violation.description': 'Violation',
  'violation.severity': 'Violation severity',
  'violation.status': 'Violation status',
  'violation.correctBy': 'Correct by',
  'violation.correctedOn': 'Corrected on',
  'violation.photos': 'Photos',
};

/** The plain heading of a column of an export. */
export const headingOf = (name: string): string => headings[name] ?? name;

/** Is this the column of that name in an export of this system, under either heading? */
export const isOurHeading = (name: string, column: string): boolean =>
  column === name || column === headings[name];

/** What a field's column is called in an export of this system. */
export const ownHeadings = (_kind: ImportKind, field: string): readonly string[] => [
  field,
  ...(headings[field] ? [headings[field]] : []),
];
