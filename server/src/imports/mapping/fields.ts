import {
  type ImportKind,
  inspectionStatuses,
  locationSources,
  NewInspection,
  NewPermit,
  NewPlace,
  permitStatuses,
  Violation,
} from '@standpipe/contract';
import {
  choice,
  day,
  type Field,
  field,
  moment,
  needed,
  pointFields,
  text,
  whole,
  withheld,
} from './field.ts';
import { hydrantFields } from './hydrant-fields.ts';

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
  needed('city', 'City', ofPlace.city, 'town municipality cityname'),
  needed('state', 'State', ofPlace.state, 'st province'),
  ...pointFields,
];
const ofSite = [
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
  ...ofSite,
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
  ...ofSite.slice(0, 2),
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

/** Every field that a mapping can fill, in the order in which a form shows them. */
export const importFields: Readonly<Record<ImportKind, readonly Field[]>> = {
  place: placeFields,
  permit: permitFields,
  inspection: inspectionFields,
  hydrant: hydrantFields,
};
