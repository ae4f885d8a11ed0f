/** What fire inspectors commonly go through, by type; every line can be changed before it is used. */
const exits = [
  'Exits are unlocked, unobstructed and open in the direction of travel',
  'Exit signs are lit and can be seen from everywhere',
  'Emergency lights work on battery',
];
const protection = [
  'Extinguishers are mounted, charged and serviced within the year',
  'Sprinkler valves are open, sealed or supervised',
  'Storage stays 18 inches below sprinkler heads',
  'Fire alarm panel shows normal; tested within the year',
  'Fire department connection has its caps and can be reached',
];
const house = [
  'Address numbers can be read from the street',
  'Fire lanes are marked and clear',
  'Key box holds the current keys',
  'No extension cords in place of permanent wiring',
  'Electrical panels have 36 inches of free space before them',
  'Fire doors close and latch on their own',
  'Combustibles are kept away from heaters, meters and exits',
];

/** A ready checklist for each type of inspection that one is scheduled as; any other type may be typed. */
export const readyChecklists: Readonly<Record<string, readonly string[]>> = {
  Annual: [...house.slice(0, 3), ...exits, ...protection, ...house.slice(3)],
  Complaint: [
    'What was complained of was found',
    'It is a danger right now',
    'The occupant was informed of the required corrections',
    ...exits.slice(0, 1),
  ],
  'Certificate of occupancy': [
    ...house.slice(0, 3),
    ...exits,
    'Occupant load is posted in rooms of assembly',
    'Fire-resistant walls have no open penetrations',
    ...protection,
    'Sprinkler and alarm acceptance tests are on file',
  ],
  'Company inspection': [...house.slice(0, 3), ...exits, ...protection.slice(0, 2)],
  'Kitchen hood': [
    'Hood, filters and ducts are clean of grease',
    'Suppression system was serviced within six months',
    'Nozzles are capped and aimed at the appliances',
    'Manual pull can be reached and is sealed',
    'Gas or power shuts off when the system trips',
    'A class K extinguisher hangs within 30 feet',
  ],
  'Fire alarm test': [
    'Panel shows normal, on mains and on battery',
    'Pull stations were tripped and reported',
    'Smoke and heat detectors were tested',
    'Horns and strobes work in every part',
    'The monitoring station received the signals',
    'The panel was reset and is back in service',
  ],
  'Sprinkler acceptance': [
    'Hydrostatic test passed at two hours',
    'Main drain test was performed and recorded',
    'Inspector’s test valve gave a flow alarm in time',
    'Heads are of the right kind and free of paint',
    'Hangers and bracing stand as drawn',
    'Spare heads and a wrench are in the cabinet',
  ],
  'Food truck': [
    'LP-gas cylinders are secured and outside the work space',
    'LP-gas piping was leak tested',
    'Cooking suppression was serviced within six months',
    'A class K and an ABC extinguisher are on board',
    'The generator is 10 feet from anything that burns',
  ],
  'Special event': [
    'Tents carry flame-resistance labels',
    'Exits and aisles are as wide as drawn',
    'Occupant load is posted and counted at the doors',
    'Extinguishers stand as planned',
    'Apparatus can reach every side',
    'Generators and fuel are fenced off',
  ],
  School: [
    ...exits,
    ...protection,
    'Fire drills were conducted and recorded',
    'Art and paper cover no more than a fifth of corridor walls',
    'Laboratory chemicals are labelled and locked up',
  ],
  'Re-inspection': [],
};

export const inspectionTypes: readonly string[] = Object.keys(readyChecklists);

/** A checklist as it is typed: an item a line. */
export const checklistText = (items: readonly string[]): string => items.join('\n');
