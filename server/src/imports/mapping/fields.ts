import {
  hydrantStatuses,
  hydrantTypes,
  type ImportFieldTypes,
  type ImportKind,
  inspectionStatuses,
  locationSources,
  NewHydrant,
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
  /** What published files call these values, letters and digits only. A column that says anything else is not proposed. */
  readonly words?: Readonly<Record<string, string>>;
  /** Does 0 mean that nothing is known, as a flow that was never tested? */
  readonly zeroIsEmpty?: boolean;
  /** Published files hold more than this by mistake only, as a code in place of a flow: it is left out, with a warning. */
  readonly plausible?: number;
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

const withheld = field('boolean')('withheld', 'Withheld from partners');
const flag = field('boolean');
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
const { properties: ofHydrant } = NewHydrant;
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
  needed('city', 'City', ofPlace.city, 'town municipality cityname'),
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
  choice('locationSource', 'Point is the middle of', locationSources),
  withheld,
];

const atPlace = [
  ...address.map((each) => ({ ...each, required: false })),
  ...ofDoor.slice(0, 2),
  field('id')('placeId', 'Id of a place', {}, ''),
  withheld,
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

const typeWords = {
  dry: 'dryBarrel',
  wet: 'wetBarrel',
  flushhydrant: 'flush',
  wallhydrant: 'wall',
  standpipe: 'standpipePost',
  draft: 'dryHydrant',
  drafthydrant: 'dryHydrant',
  draftinghydrant: 'dryHydrant',
};
const statusWords = {
  active: 'inService',
  act: 'inService',
  yes: 'inService',
  ok: 'inService',
  operational: 'inService',
  inservice: 'inService',
  inactive: 'outOfService',
  no: 'outOfService',
  oos: 'outOfService',
  out: 'outOfService',
  abandoned: 'outOfService',
  notinservice: 'outOfService',
};
const unlessZero = (each: Field): Field => ({ ...each, zeroIsEmpty: true });
const measure = field('number');

const hydrantFields = [
  needed(
    'number',
    'Number',
    ofHydrant.number,
    'hydrantnumber hydrantno hydrantid hydnum hydid featureid assetid facilityid',
  ),
  { ...choice('type', 'Type', hydrantTypes, true, 'hydranttype barreltype hydtype'), words: typeWords },
  ...address.filter(({ name }) => ['lng', 'lat', 'location'].includes(name)),
  text(
    'addressLine',
    'Address',
    ofHydrant.addressLine,
    'address fulladdress streetaddress siteaddress locationaddress locationdescription hydrantlocation addr street',
  ),
  text('findIt', 'How to find it', ofHydrant.findIt, 'location directions landmark crossstreet crossstreets'),
  {
    ...choice(
      'status',
      'Status',
      hydrantStatuses,
      false,
      'hydrantstatus operationalstatus inservice operable',
    ),
    words: statusWords,
  },
  text('statusReason', 'Reason of the status', ofHydrant.statusReason, 'outofservicereason oosreason'),
  moment('statusSince', 'Status since', {}, 'outofservicesince oosdate outofservicedate'),
  day('expectedReturnOn', 'Expected return', {}, 'returndate expectedreturn'),
  {
    ...unlessZero(
      measure(
        'ratedFlowGpm',
        'Rated flow (gpm)',
        ofHydrant.ratedFlowGpm,
        'ratedflow flow gpm flowgpm hydrantgpm flowrate gpmat20 flowat20 flow20psi',
      ),
    ),
    plausible: 10_000,
  },
  unlessZero(measure('mainSizeIn', 'Main size (in)', ofHydrant.mainSizeIn, 'mainsize maindiameter maindia')),
  text('castNumber', 'Number cast on the body', ofHydrant.castNumber, 'castno bodynumber'),
  text('facilityId', 'Facility ID', ofHydrant.facilityId, 'facilityid assetid'),
  text('paintedColor', 'Painted color', ofHydrant.paintedColor, 'hydrantcolor color bonnetcolor colour'),
  text('pressureZone', 'Pressure zone', ofHydrant.pressureZone, 'pressurezone'),
  flag('deadEndMain', 'Dead-end main', {}, 'deadend'),
  flag('privateMain', 'Private main', {}, 'private isprivate'),
  flag('sharesSprinklerSupply', 'Shares the sprinkler supply'),
  flag('usableInWinter', 'Usable in winter'),
  measure('liftFt', 'Lift (ft)', ofHydrant.liftFt, 'lift'),
  unlessZero(
    measure('volumeGal', 'Volume (gal)', ofHydrant.volumeGal, 'volume capacity capacitygal gallons'),
  ),
  flag('turnaround', 'Room to turn around'),
  field('list')('outlets', 'Outlets, as a JSON list', ofHydrant.outlets, ''),
  text('notes', 'Notes', ofHydrant.notes, 'comments remarks'),
  withheld,
];

/** Every field that a mapping can fill, in the order in which a form shows them. */
export const importFields: Readonly<Record<ImportKind, readonly Field[]>> = {
  place: placeFields,
  permit: permitFields,
  inspection: inspectionFields,
  hydrant: hydrantFields,
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
