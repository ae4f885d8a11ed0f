/**
 * What a pre-plan says, in the field's own groups. Sources: the data groups of NFPA 1660 by our own names, the public
 * pre-incident layers of Esri; NFPA 704 for hazards; 49 CFR 172.101 for UN numbers.
 */
import { choice, choices, code, day, flag, long, type PrePlanFields, rows, short, whole } from './fields.ts';

export const sides = { A: 'Side Alpha', B: 'Side Bravo', C: 'Side Charlie', D: 'Side Delta' } as const;

/** What a crew must know before it goes in. */
export const prePlanWarnings = {
  doNotEnter: 'DO NOT ENTER',
  truss: 'Truss roof or floor',
  collapse: 'Collapse risk',
  noWater: 'No water on site',
  violentEntry: 'Violence possible',
} as const;

const identity = {
  name: short('Name crews use', undefined, 200),
  use: short('Use', 'As in grade school, nursing home, warehouse.', 120),
  alphaSide: short('Side Alpha', 'Where side Alpha is, as in Main Street side.'),
  bestEntrance: short('Best way in for apparatus'),
  keyBox: short('Key box'),
  gate: short('Gate'),
  stairsToRoof: short('Stairs to the roof'),
  elevators: short('Elevators'),
  smokeControl: short('Smoke control'),
  accessNotes: long('Access notes', 2000),
} satisfies PrePlanFields;

const construction = {
  type: choice('Construction', {
    IA: 'IA, fire resistive',
    IB: 'IB, fire resistive',
    IIA: 'IIA, noncombustible, protected',
    IIB: 'IIB, noncombustible',
    IIIA: 'IIIA, ordinary, protected',
    IIIB: 'IIIB, ordinary',
    'IV-A': 'IV-A, mass timber',
    'IV-B': 'IV-B, mass timber',
    'IV-C': 'IV-C, mass timber',
    'IV-HT': 'IV-HT, heavy timber',
    VA: 'VA, wood frame, protected',
    VB: 'VB, wood frame',
  }),
  storiesAbove: whole('Stories above ground', 300),
  storiesBelow: whole('Stories below ground', 50),
  lengthFt: whole('Length', 20_000, 'ft'),
  widthFt: whole('Width', 20_000, 'ft'),
  lightweight: choice('Lightweight or truss', {
    no: 'No, as verified',
    roof: 'Roof',
    floor: 'Floors',
    roofAndFloor: 'Roof and floors',
  }),
  roofType: short('Roof', 'Deck, covering, what is mounted on it.'),
  exposures: long('Exposures', 2000, 'What is near, on which side, and how far away.'),
} satisfies PrePlanFields;

const occupants = {
  dayCount: whole('People by day', 1_000_000),
  nightCount: whole('People by night', 1_000_000),
  needHelp: whole('People who need help to get out', 1_000_000),
  hours: short('Hours'),
  notes: long('Notes on occupants', 2000),
} satisfies PrePlanFields;

const protection = {
  sprinkler: choice('Sprinklers', { none: 'None', partial: 'Part of the building', full: 'Whole building' }),
  sprinklerType: choice('Sprinkler system', {
    wetPipe: 'Wet pipe',
    dryPipe: 'Dry pipe',
    preAction: 'Pre-action',
    deluge: 'Deluge',
    cleanAgent: 'Clean agent',
    other: 'Other',
  }),
  sprinklerCoverage: short('Sprinklered parts'),
  riserRoom: short('Riser room'),
  fdcs: rows(
    'Fire department connections',
    {
      kind: choice('For', { sprinkler: 'Sprinkler', standpipe: 'Standpipe', combined: 'Combined' }),
      side: choice('Side', sides),
      location: short('Where'),
      distanceFt: whole('From the entrance', 5000, 'ft'),
      pressurePsi: whole('Pressure', 600, 'psi'),
    },
    ['kind'],
  ),
  standpipeClass: choice('Standpipe', { none: 'None', I: 'Class I', II: 'Class II', III: 'Class III' }),
  standpipeOutlets: short('Standpipe outlets'),
  alarmPanel: short('Alarm panel'),
  annunciator: short('Annunciator'),
  firePump: short('Fire pump'),
} satisfies PrePlanFields;

const water = {
  neededFlowGpm: whole('Needed fire flow', 50_000, 'gpm'),
  neededFlowMethod: choice('Worked out by', {
    nfa: 'NFA formula',
    iowa: 'Iowa formula',
    iso: 'ISO guide',
    ifc: 'IFC table B105.1',
    other: 'Other',
  }),
  sharesSprinklerMain: flag('Hydrants share the sprinkler main', 'Pumping from them starves the sprinklers.'),
  drafting: short('Drafting site'),
  notes: long('Notes on water', 2000),
} satisfies PrePlanFields;

const utilities = {
  gas: short('Gas shut-off'),
  electric: short('Electric shut-off'),
  water: short('Water shut-off'),
  solar: short('Solar disconnect'),
  battery: short('Battery storage'),
  generator: short('Generator'),
} satisfies PrePlanFields;

const hazards = {
  health: whole('NFPA 704 health', 4),
  flammability: whole('NFPA 704 fire', 4),
  instability: whole('NFPA 704 instability', 4),
  special: choices('NFPA 704 special', {
    W: 'W, no water',
    OX: 'OX, oxidizer',
    SA: 'SA, simple asphyxiant',
  }),
  materials: rows(
    'Materials',
    {
      name: short('Material', undefined, 200),
      un: code('UN number', '^(UN|NA)\\d{4}$', 'As in UN1203.'),
      guide: whole('ERG guide', 999),
      quantity: short('Quantity', undefined, 100),
      location: short('Where', undefined, 200),
    },
    ['name'],
  ),
  notes: long('Other hazards', 2000),
} satisfies PrePlanFields;

const contacts = {
  people: rows(
    'People to call',
    {
      name: short('Name', undefined, 200),
      role: short('Role', undefined, 120),
      phone: short('Phone', undefined, 60),
    },
    ['name'],
  ),
  notes: long('Notes on contacts', 1000),
} satisfies PrePlanFields;

const tactics = {
  warnings: choices('Stop line', prePlanWarnings, 'Stands in red at the top of the quick view.'),
  warningText: short('Stop line in words', undefined, 120),
  note: short('Tactics in one line', 'At most 160 characters.', 160),
  strategy: long('Tactics'),
  staging: short('Staging'),
} satisfies PrePlanFields;

const conditions = {
  temporary: rows(
    'Temporary conditions',
    {
      what: short('What', undefined, 200),
      until: day('Until'),
      atEnd: choice('When it ends', { remove: 'Hide it', ask: 'Ask whether it still holds' }),
    },
    ['what', 'until'],
  ),
} satisfies PrePlanFields;

const maintenance = {
  verifiedOn: day('Last verified'),
  verifiedBy: short('Verified by', undefined, 200),
  reviewDueOn: day('Review due'),
} satisfies PrePlanFields;

/** The groups in the order of the form and the page. */
export const prePlanSections = {
  identity: { title: 'Identity and access', fields: identity },
  tactics: { title: 'Tactics', fields: tactics },
  construction: { title: 'Construction', fields: construction },
  occupants: { title: 'Occupants', fields: occupants },
  protection: { title: 'Protection', fields: protection },
  water: { title: 'Water', fields: water },
  utilities: { title: 'Utilities', fields: utilities },
  hazards: { title: 'Hazards', fields: hazards },
  contacts: { title: 'Contacts', fields: contacts },
  conditions: { title: 'Temporary conditions', fields: conditions },
  maintenance: { title: 'Maintenance', fields: maintenance },
} as const;
export type PrePlanSection = keyof typeof prePlanSections;
