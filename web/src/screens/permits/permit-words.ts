import type { PermitStatus } from '../../api/messages.ts';

/** What a permit's fields are called. */
export const permitLabels = {
  number: 'Number',
  type: 'Type',
  class: 'Class',
  description: 'Description',
  issuedOn: 'Issued on',
  expiresOn: 'Expires on',
  edition: 'Code edition',
  section: 'Section',
  holder: 'Permit holder',
  contactName: 'Contact',
  contactPhone: 'Contact phone',
  contactEmail: 'Contact e-mail',
  fee: 'Fee',
  notes: 'Internal notes',
} as const;

/** From each status, where it may go. As the server has it: the tests hold the two against each other. */
export const nextStatuses: Readonly<Record<PermitStatus, readonly PermitStatus[]>> = {
  applied: ['issued', 'denied'],
  issued: ['expired', 'revoked', 'closed'],
  expired: ['issued', 'closed'],
  revoked: [],
  denied: [],
  closed: [],
};

interface Step {
  readonly button: string;
  readonly title: (number: string) => string;
  readonly text: string;
  readonly done: string;
  readonly danger?: true;
}

/** What a change of status is called; "issued" is said otherwise when a permit is renewed. */
export const steps: Readonly<Record<Exclude<PermitStatus, 'applied'> | 'renewed', Step>> = {
  issued: {
    button: 'Issue',
    title: (number) => `Issue ${number}`,
    text: 'The permit is valid from its issue date.',
    done: 'Permit issued',
  },
  renewed: {
    button: 'Renew',
    title: (number) => `Renew ${number}`,
    text: 'The permit is valid again until its new expiration date.',
    done: 'Permit renewed',
  },
  denied: {
    button: 'Deny',
    title: (number) => `Deny ${number}?`,
    text: "The application is closed. You can't undo this. To apply again, create a new permit.",
    done: 'Permit denied',
    danger: true,
  },
  expired: {
    button: 'Mark as expired',
    title: (number) => `Mark ${number} as expired?`,
    text: 'The permit is no longer valid. You can renew or close it later.',
    done: 'Marked as expired',
  },
  revoked: {
    button: 'Revoke',
    title: (number) => `Revoke ${number}?`,
    text: "The permit ends now. You can't undo this or issue it again.",
    done: 'Permit revoked',
    danger: true,
  },
  closed: {
    button: 'Close',
    title: (number) => `Close ${number}?`,
    text: "The work or event is finished. You can't reopen a closed permit.",
    done: 'Permit closed',
  },
};

/** What fire codes commonly want a permit for; any other words do as well. */
export const permitTypes: Readonly<Record<string, readonly string[]>> = {
  operational: [
    'Aerosol products',
    'Amusement building',
    'Aviation facility',
    'Carnival or fair',
    'Combustible dust',
    'Compressed gas',
    'Cryogenic fluid',
    'Cutting and welding',
    'Dry cleaning',
    'Exhibit or trade show',
    'Explosives',
    'Fireworks display',
    'Flammable and combustible liquids',
    'Food truck',
    'Fumigation',
    'Hazardous materials',
    'High-piled storage',
    'Hot work',
    'LP-gas',
    'Lumber yard',
    'Motor fuel dispensing',
    'Open burning',
    'Open flame and candles',
    'Place of assembly',
    'Pyrotechnic effects',
    'Repair garage',
    'Spraying or dipping',
    'Temporary tent or membrane structure',
    'Tire storage',
    'Waste handling',
  ],
  construction: [
    'Automatic fire-extinguishing system',
    'Battery or energy storage system',
    'Compressed gas system',
    'Emergency responder radio coverage',
    'Fire alarm system',
    'Fire pump',
    'Fire sprinkler system',
    'Flammable and combustible liquid tanks',
    'Gas detection system',
    'Gates and barricades across fire apparatus roads',
    'High-piled storage',
    'LP-gas installation',
    'Private fire hydrants',
    'Smoke control system',
    'Solar photovoltaic power system',
    'Spray booth',
    'Standpipe system',
    'Temporary tent or membrane structure',
  ],
};
