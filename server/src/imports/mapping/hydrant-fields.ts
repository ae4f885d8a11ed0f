import { hydrantStatuses, hydrantTypes, NewHydrant } from '@standpipe/contract';
import {
  choice,
  day,
  type Field,
  field,
  flag,
  moment,
  needed,
  pointFields,
  text,
  withheld,
} from './field.ts';

/** What published files call the types and statuses. */
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
const { properties: ofHydrant } = NewHydrant;

/** What a file may say of a hydrant. */
export const hydrantFields = [
  needed(
    'number',
    'Number',
    ofHydrant.number,
    'hydrantnumber hydrantno hydrantid hydnum hydid featureid assetid facilityid',
  ),
  { ...choice('type', 'Type', hydrantTypes, true, 'hydranttype barreltype hydtype'), words: typeWords },
  ...pointFields,
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
