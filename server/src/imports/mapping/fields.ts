import {
  type ImportFieldTypes,
  type ImportKind,
  inspectionStatuses,
  NewInspection,
  NewPermit,
  NewPlace,
  permitStatuses,
  Violation,
} from '@standpipe/contract';

/** A field that a column can fill. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: (typeof ImportFieldTypes)[number];
  readonly required: boolean;
  readonly values?: readonly string[];
  /** Longest text, or least and greatest number. */
  readonly most?: number | undefined;
  readonly least?: number | undefined;
  /** What columns of this field are called elsewhere, letters and digits only. */
  readonly alike: readonly string[];
}

type Limits = { readonly maxLength?: number; readonly minimum?: number; readonly maximum?: number };

const field =
  (type: Field['type'], required = false) =>
  (name: string, label: string, schema: unknown = {}, alike = ''): Field => {
    const { maxLength, minimum, maximum } = schema as Limits;
    return {
      name,
      label,
      type,
      required,
      most: maxLength ?? maximum,
      least: minimum,
      alike: alike.split(' ').filter(Boolean),
    };
  };

const text = field('text');
const needed = field('text', true);
const whole = field('integer');
const day = field('day');
const moment = field('moment');
const choice = (
  name: string,
  label: string,
  values: readonly string[],
  required = false,
  alike = '',
): Field => ({
  ...field('enum', required)(name, label, {}, alike),
  values,
});

const { properties: ofPlace } = NewPlace;
const { properties: ofPermit } = NewPermit;
const { properties: ofInspection } = NewInspection;
const { properties: ofViolation } = Violation;

const address = [
  needed(
    'addressLine',
    'Address',
    ofPlace.addressLine,
    'addressline address fulladdress streetaddress propertyaddress siteaddress projectaddress permitaddress location1 addr street propertylocation locationaddress locationdescription',
  ),
  needed('city', 'City', ofPlace.city, 'town municipality administrativearea cityname'),
  needed('state', 'State', ofPlace.state, 'st province'),
  field('number', true)(
    'lng',
    'Longitude',
    {},
    'longitude lon long xcoord xcoordinate pointx x easting geometrylng',
  ),
  field('number', true)('lat', 'Latitude', {}, 'latitude ycoord ycoordinate pointy y northing geometrylat'),
  text(
    'location',
    'Point, as (lat, lng) or POINT (lng lat)',
    {},
    'point geom thegeom geolocation location location1 locationpoint georeference',
  ),
];
const ofDoor = [
  text('unit', 'Unit', ofPlace.unit, 'apt suite unitnumber'),
  text('zip', 'ZIP', ofPlace.zip, 'zipcode postalcode postcode'),
  text(
    'occupancyType',
    'Occupancy type',
    ofPlace.occupancyType,
    'occupancy use usetype usedescription propertytype',
  ),
];

const placeFields = [
  ...address,
  ...ofDoor,
  text('name', 'Name', ofPlace.name, 'sitename placename poiname businessname buildingname facilityname'),
  text('constructionType', 'Construction type', ofPlace.constructionType, 'construction'),
  whole('stories', 'Stories', ofPlace.stories, 'storeys floors numberofstories bldgstories'),
  whole('yearBuilt', 'Year built', ofPlace.yearBuilt, 'built constructionyear'),
  whole('floorAreaSqFt', 'Floor area (sq ft)', ofPlace.floorAreaSqFt, 'floorarea grossarea sqft area'),
  text('notes', 'Notes', ofPlace.notes, 'comments remarks'),
];

const atPlace = [
  ...address.map((each) => ({ ...each, required: false })),
  ...ofDoor.slice(0, 2),
  field('id')('placeId', 'Id of a place', {}, ''),
];

const permitFields = [
  text('number', 'Number', ofPermit.number, 'permitnumber permitno permit permitid caseid recordnumber'),
  needed('type', 'Type', ofPermit.type, 'permittype worktype casetype category'),
  choice('class', 'Class', ['operational', 'construction'], true, 'permitclass'),
  choice('status', 'Status', permitStatuses, false, 'permitstatus casestatus currentstatus'),
  text('description', 'Description', ofPermit.description, 'workdescription details projectname'),
  day(
    'issuedOn',
    'Issued on',
    {},
    'issuedate issueddate dateissued issued issuancedate permitissuedate permitdate',
  ),
  day('expiresOn', 'Expires on', {}, 'expirydate expirationdate expiredate expires'),
  text('edition', 'Code edition', ofPermit.edition, 'codeedition'),
  text('section', 'Code section', ofPermit.section, 'codesection'),
  text('notes', 'Notes', ofPermit.notes, 'comments remarks'),
  ...atPlace,
];

const inspectionFields = [
  text(
    'number',
    'Number',
    ofInspection.number,
    'inspectionnumber inspectionno inspectionid caseid recordnumber',
  ),
  needed('type', 'Type', ofInspection.type, 'inspectiontype category'),
  choice('status', 'Status', inspectionStatuses, false, 'inspectionstatus'),
  moment('scheduledFor', 'Scheduled for', {}, 'scheduleddate inspectiondate dateofinspection duedate'),
  moment('startedAt', 'Started at', {}, 'openeddate inspectionsopeneddate startdate opened'),
  moment(
    'completedAt',
    'Completed at',
    {},
    'closeddate inspectionscloseddate completeddate completiondate closed',
  ),
  text('notes', 'Notes', ofInspection.notes, 'comments remarks'),
  text(
    'violation.description',
    'Violation',
    ofViolation.description,
    'violation violationdescription violationsviolationdescription finding',
  ),
  text(
    'violation.code',
    'Violation: code section',
    ofViolation.code,
    'violationcode firecode violationsviolationfirecode',
  ),
  text('violation.severity', 'Violation: severity', ofViolation.severity, 'severity'),
  choice('violation.status', 'Violation: status', ['open', 'corrected'], false, 'violationstatus'),
  day('violation.correctBy', 'Violation: correct by', {}, 'correctby'),
  day('violation.correctedOn', 'Violation: corrected on', {}, 'correctedon correcteddate dateabated'),
  field('list')('violations', 'Violations, as a JSON list', ofInspection.violations, ''),
  field('list')('checklist', 'Checklist, as a JSON list', ofInspection.checklist, ''),
  ...atPlace,
];

/** Every field that a mapping can fill, in the order in which a form shows them. */
export const importFields: Readonly<Record<ImportKind, readonly Field[]>> = {
  place: placeFields,
  permit: permitFields,
  inspection: inspectionFields,
};

/** Columns that tell records apart in many published files, the surest first; those that are counted anew come last. */
export const keysAlike = [
  ...[
    'standpipeid',
    'globalid',
    'guid',
    'uuid',
    'externalid',
    'facilityid',
    'assetid',
    'permitnumber',
    'permitno',
  ],
  ...[
    'permitid',
    'permit',
    'inspectionnumber',
    'inspectionno',
    'inspectionid',
    'recordnumber',
    'recordid',
    'caseid',
  ],
  ...[
    'casenumber',
    'hydrantid',
    'siteid',
    'addressid',
    'parcelid',
    'apn',
    'featureid',
    'uniqueid',
    'id',
    'number',
  ],
  ...['key', 'pk'],
];
export const countedAnew = [
  'objectid',
  'objectid1',
  'fid',
  'gid',
  'oid',
  'rowid',
  'ogcfid',
  'featureid0',
  'index',
];
