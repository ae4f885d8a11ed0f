import { commandBoard } from '../../src/index.ts';
import { A, B, C, each, gives, needed, type Scenarios } from '../scenario.ts';

const needs = {
  view: ['Incident Commands - Read'],
  create: ['Incident Commands - Read', 'Incident Commands - Create'],
  edit: ['Incident Commands - Read', 'Incident Commands - Update'],
  assume: ['Incident Commands - Read', 'Incident Commands - Update'],
  takeBack: ['Incident Commands - Read', 'Incident Commands - Update'],
  workDivision: ['Incident Commands - Read', 'Incident Commands - Update'],
  restore: ['Incident Commands - Read', 'Incident Commands - Update'],
} as const;

const board =
  'incidentName type location strategy status holder epoch seq endedAt items entries divisions'.split(' ');
const work = ['incidentName', 'type', 'location', 'strategy', 'items', 'entries', 'divisions'];
const all = ['view', 'create', 'edit', 'assume', 'takeBack', 'workDivision', 'restore'] as const;
const ours = { parties: { owner: A }, status: 'open', holder: A, withheld: false };
const theirs = { ...ours, holder: B };
const handed = { ...ours, parties: { owner: A, division: B } };
const kept = { ...theirs, parties: { owner: A, division: A } };
const reads = [gives(A, B, { command: 'view' })];
const entrusted = [gives(A, B, { command: 'transfer' })];

/** The client sheet and rules.md *Command*. */
export const commandBoardScenarios: Scenarios = {
  kind: commandBoard,
  needs,
  cases: [
    ...each(['view', 'create', 'assume', 'takeBack'], {
      says: 'the agency does everything with its board',
      record: ours,
      viewer: A,
      way: 'ours',
    }),
    ...each(['edit'], {
      says: 'the owner writes while it holds command',
      record: ours,
      viewer: A,
      way: 'inCommand',
    }),
    ...each(['edit'], {
      says: 'the owner reads only while a partner holds command',
      grants: entrusted,
      record: theirs,
      viewer: A,
      way: null,
    }),
    ...each(['view', 'assume', 'takeBack'], {
      says: 'the owner sees its board and takes command back at any time',
      grants: entrusted,
      record: theirs,
      viewer: A,
      way: 'ours',
    }),
    ...each(['view', 'create', 'assume', 'takeBack'], {
      says: 'what the owner withholds stays open to it',
      record: { ...ours, withheld: true },
      viewer: A,
      way: 'ours',
    }),
    ...each(['edit'], {
      says: 'the owner works on while it withholds its board',
      record: { ...ours, withheld: true },
      viewer: A,
      way: 'inCommand',
    }),
    ...each(['view'], {
      says: 'View Only shows a partner the board',
      grants: reads,
      record: ours,
      viewer: B,
      way: 'shared',
      opens: board,
    }),
    ...each(['view'], {
      says: 'Command Transfer includes viewing',
      grants: entrusted,
      record: ours,
      viewer: B,
      way: 'shared',
      opens: board,
    }),
    ...each(['assume'], {
      says: 'Command Transfer lets a partner assume command',
      grants: entrusted,
      record: ours,
      viewer: B,
      way: 'entrusted',
      opens: ['holder'],
    }),
    ...each(['assume'], {
      says: 'assuming touches the holder and nothing else, also for who holds command already',
      grants: entrusted,
      record: theirs,
      viewer: B,
      way: 'entrusted',
      opens: ['holder'],
    }),
    ...each(['assume', 'edit'], {
      says: 'View Only does not let a partner assume or write',
      grants: reads,
      record: ours,
      viewer: B,
      way: null,
    }),
    ...each(['edit'], {
      says: 'a partner with Command Transfer writes while it holds command',
      grants: entrusted,
      record: theirs,
      viewer: B,
      way: 'transferredToUs',
      opens: work,
    }),
    ...each(['edit'], {
      says: 'a partner with Command Transfer reads only while it does not',
      grants: entrusted,
      record: ours,
      viewer: B,
      way: null,
    }),
    ...each(['edit'], {
      says: 'a holder whose grant fell to View Only writes no more',
      grants: reads,
      record: theirs,
      viewer: B,
      way: null,
    }),
    ...each(['edit'], {
      says: 'holding command is nothing without the grant',
      record: theirs,
      viewer: B,
      way: null,
    }),
    ...each(['edit'], {
      says: 'of two entrusted partners only the holder writes',
      grants: [...entrusted, gives(A, C, { command: 'transfer' })],
      record: theirs,
      viewer: C,
      way: null,
    }),
    ...each(['create', 'takeBack'], {
      says: 'a partner never creates a board nor takes it back as the owner does',
      grants: entrusted,
      record: theirs,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'assume', 'edit'], {
      says: 'a withheld board is shared with nobody',
      grants: entrusted,
      record: { ...theirs, withheld: true },
      viewer: B,
      way: null,
    }),
    ...each(['view', 'assume', 'edit'], {
      says: 'no other module opens a board',
      grants: [gives(A, B, { messaging: 'exchange', deviceLocations: 'view', hydrants: 'edit' })],
      record: theirs,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'assume', 'edit'], {
      says: 'nothing chains',
      grants: [...entrusted, gives(B, C, { command: 'transfer' })],
      record: { ...ours, holder: C },
      viewer: C,
      way: null,
    }),
    ...each(['workDivision'], {
      says: 'a partner with Command Transfer writes in the division that it was handed',
      grants: entrusted,
      record: handed,
      viewer: B,
      way: 'handed',
      opens: ['items', 'entries'],
    }),
    ...each(['edit'], {
      says: 'and nowhere else on the board',
      grants: entrusted,
      record: handed,
      viewer: B,
      way: null,
    }),
    ...each(['workDivision'], {
      says: 'with View Only it does not',
      grants: reads,
      record: handed,
      viewer: B,
      way: null,
    }),
    ...each(['workDivision'], {
      says: 'without a grant it does not',
      record: handed,
      viewer: B,
      way: null,
    }),
    ...each(['workDivision'], {
      says: 'another partner does not, nor does the owner of the board',
      grants: [...entrusted, gives(A, C, { command: 'transfer' })],
      record: handed,
      viewer: C,
      way: null,
    }),
    ...each(['workDivision'], {
      says: 'the owner does not write in a division that was handed to another',
      grants: entrusted,
      record: handed,
      viewer: A,
      way: null,
    }),
    ...each(['workDivision'], {
      says: 'a withheld board takes the division away',
      grants: entrusted,
      record: { ...handed, withheld: true },
      viewer: B,
      way: null,
    }),
    ...each(['workDivision'], {
      says: 'the owner writes in a division that a partner in command handed to it',
      grants: entrusted,
      record: kept,
      viewer: A,
      way: 'ours',
      opens: ['items', 'entries'],
    }),
    ...each(['workDivision'], {
      says: 'also while it withholds its board',
      record: { ...kept, withheld: true },
      viewer: A,
      way: 'ours',
      opens: ['items', 'entries'],
    }),
    ...each(['edit', 'assume', 'workDivision'], {
      says: 'on an ended board no partner writes, holds or assumes',
      grants: entrusted,
      record: { ...theirs, parties: { owner: A, division: B }, status: 'ended' },
      viewer: B,
      way: null,
    }),
    ...each(['edit', 'assume', 'takeBack', 'workDivision'], {
      says: 'on an ended board its owner does not write either',
      record: { ...ours, parties: { owner: A, division: A }, status: 'ended' },
      viewer: A,
      way: null,
    }),
    ...each(['view', 'restore'], {
      says: 'the owner reads an ended board, and reopens it',
      record: { ...ours, status: 'ended' },
      viewer: A,
      way: 'ours',
    }),
    ...each(['restore'], {
      says: 'an open board is not reopened',
      record: ours,
      viewer: A,
      way: null,
    }),
    ...each(['restore'], {
      says: 'the partner who held it does not reopen it',
      grants: entrusted,
      record: { ...theirs, status: 'ended' },
      viewer: B,
      way: null,
    }),
    ...each(['view'], {
      says: 'a partner reads an ended board',
      grants: reads,
      record: { ...ours, status: 'ended' },
      viewer: B,
      way: 'shared',
      opens: board,
    }),
    ...each(['create', 'takeBack', 'restore'], {
      says: 'a partner that holds command and a division still does nothing of this',
      grants: entrusted,
      record: { ...theirs, parties: { owner: A, division: B } },
      viewer: B,
      way: null,
    }),
    ...each(['workDivision'], {
      says: 'holding command is no division of its own',
      grants: entrusted,
      record: theirs,
      viewer: B,
      way: null,
    }),
    ...each(['assume'], {
      says: 'assuming touches the holder alone, also for who has a division',
      grants: entrusted,
      record: handed,
      viewer: B,
      way: 'entrusted',
      opens: ['holder'],
    }),
    ...each(['restore'], {
      says: 'the owner reopens a board that it withholds',
      record: { ...ours, status: 'ended', withheld: true },
      viewer: A,
      way: 'ours',
    }),
    ...each(all, { says: 'a stranger sees and does nothing', record: ours, viewer: B, way: null }),
    ...needed(
      { ...needs, restore: [] },
      { record: { ...ours, parties: { owner: A, division: A } }, viewer: A },
    ),
    ...needed({ restore: needs.restore }, { record: { ...ours, status: 'ended' }, viewer: A }),
    ...needed(
      { view: needs.view, edit: needs.edit, assume: needs.assume, workDivision: needs.workDivision },
      { grants: entrusted, record: { ...theirs, parties: { owner: A, division: B } }, viewer: B },
    ),
  ],
};
