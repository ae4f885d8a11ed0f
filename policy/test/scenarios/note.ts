import { note, type Permission } from '../../src/index.ts';
import { A, B, C, each, gives, type Scenario, type Scenarios } from '../scenario.ts';

const subjects = [
  { about: 'place', named: 'Place', noun: 'Addresses' },
  { about: 'prePlan', named: 'PrePlan', noun: 'Pre-Plans' },
  { about: 'hydrant', named: 'Hydrant', noun: 'Hydrants' },
] as const;

const may = (verb: 'Read' | 'Edit', nouns: readonly (typeof subjects)[number]['noun'][]): Permission[] =>
  nouns.map((noun) => `${noun} - ${verb}` as const);
const nouns = subjects.map(({ noun }) => noun);
const [reads, edits] = [may('Read', nouns), may('Edit', nouns)];
const needs = { view: [...reads, ...edits], create: reads, edit: edits };

const shown = ['record', 'text', 'status', 'resolvedAt', 'owner'];
const everything = { address: 'view', prePlans: 'edit', hydrants: 'edit' } as const;

function casesOf({ about, named, noun }: (typeof subjects)[number]): Scenario[] {
  const record = { parties: { author: B, owner: A }, withheld: false, about };
  const ours = { ...record, parties: { author: A, owner: A } };
  const [read, edit] = [may('Read', [noun]), may('Edit', [noun])];
  const others = needs.view.filter((permission) => ![...read, ...edit].includes(permission));
  return [
    ...each(['view'], {
      says: `a report about our ${about} is read by our people with its kind's Edit`,
      record,
      viewer: A,
      holding: edit,
      way: `aboutOur${named}`,
      opens: shown,
    }),
    ...each(['edit'], {
      says: `and they say whether it is resolved, and nothing else of it`,
      record,
      viewer: A,
      holding: edit,
      way: `aboutOur${named}`,
      opens: ['status'],
    }),
    ...each(['view', 'edit'], {
      says: `our people with ${read} alone do not, nor those who edit other kinds`,
      record,
      viewer: A,
      holding: [...read, ...others],
      way: null,
    }),
    ...each(['view', 'create'], {
      says: `the writing agency writes and reads it, also when nothing is shared with it any more`,
      record,
      viewer: B,
      holding: read,
      way: `weWroteAbout${named}`,
    }),
    ...each(['edit'], {
      says: 'and never changes it, not even with all grants',
      grants: [gives(A, B, everything)],
      record,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'create'], {
      says: `without ${read} its people do neither`,
      record,
      viewer: B,
      holding: [...edit, ...others],
      way: null,
    }),
    ...each(['create'], {
      says: 'nobody writes in the name of another agency',
      grants: [gives(B, A, everything)],
      record,
      viewer: A,
      holding: needs.view,
      way: null,
    }),
    ...each(['view', 'create', 'edit'], {
      says: 'a third agency has no part in it, whatever both share with it',
      grants: [gives(A, C, everything), gives(B, C, everything)],
      record,
      viewer: C,
      way: null,
    }),
    ...each(['view', 'edit'], {
      says: 'withheld, it is read by its writer alone',
      record: { ...record, withheld: true },
      viewer: A,
      way: null,
    }),
    ...each(['view', 'create'], {
      says: 'withheld, its writer reads it',
      record: { ...record, withheld: true },
      viewer: B,
      way: `weWroteAbout${named}`,
    }),
    ...each(['view'], {
      says: 'a report within one agency is read by who may edit the record',
      record: ours,
      viewer: A,
      holding: edit,
      way: `aboutOur${named}`,
      opens: shown,
    }),
    ...each(['view', 'create'], {
      says: 'and by who may read it, for the agency wrote it',
      record: ours,
      viewer: A,
      holding: read,
      way: `weWroteAbout${named}`,
    }),
    ...each(['edit'], {
      says: 'who may only read the record does not resolve it',
      record: ours,
      viewer: A,
      holding: reads,
      way: null,
    }),
  ];
}

/** rules.md, *A word to the owner*. */
export const noteScenarios: Scenarios = {
  kind: note,
  needs,
  cases: [
    ...subjects.flatMap(casesOf),
    ...each(['view', 'create', 'edit'], {
      says: 'there is none about another kind of record',
      record: { parties: { author: A, owner: A }, withheld: false, about: 'permit' },
      viewer: A,
      way: null,
    }),
  ],
};
