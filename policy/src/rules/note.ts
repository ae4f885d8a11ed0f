import type { Permission } from '../permissions.ts';
import {
  about,
  type Condition,
  holding,
  type Kind,
  own,
  partialWay,
  recordOpen,
  type Way,
  way,
} from '../rule.ts';

type Party = 'author' | 'owner';

/** The kinds of record that a note may be about, each with the permissions that reading and changing it need. */
const subjects: readonly {
  readonly is: Condition<never>;
  readonly named: string;
  readonly read: Permission;
  readonly edit: Permission;
}[] = [
  { is: about('place'), named: 'Place', read: 'Addresses - Read', edit: 'Addresses - Edit' },
  { is: about('prePlan'), named: 'PrePlan', read: 'Pre-Plans - Read', edit: 'Pre-Plans - Edit' },
  { is: about('hydrant'), named: 'Hydrant', read: 'Hydrants - Read', edit: 'Hydrants - Edit' },
];

type Named = (typeof subjects)[number];
const each = (name: string, make: (of: Named) => Way<Party>): Record<string, Way<Party>> =>
  Object.fromEntries(subjects.map((of) => [`${name}${of.named}`, make(of)]));

const written = each('weWroteAbout', ({ is, read }) => way<Party>(own('author'), is, holding(read)));
const received = (fields: readonly string[]) =>
  each('aboutOur', ({ is, edit }) => partialWay<Party>(fields, own('owner'), is, holding(edit), recordOpen));

/** Source: rules.md, *A word to the owner*. */
export const note: Kind<Party> = {
  kind: 'note',
  name: 'a problem report',
  parties: { author: 'the agency that wrote it', owner: 'the agency whose record it is about' },
  ownParty: 'author',
  actions: {
    view: {
      needs: [],
      ways: { ...written, ...received(['record', 'text', 'status', 'resolvedAt', 'owner']) },
    },
    create: { needs: [], ways: written },
    edit: { needs: [], ways: received(['status']) },
  },
  notes: [
    'A user who may view the record may write one. It never changes the record.',
    "The agency whose record it is marks it resolved or open again. Its words stay the writer's and are never changed.",
    'The writing agency goes on reading its own reports when the record is no longer shared with it.',
    'When a place changes hands, reports about it and its pre-plans go to the new owner.',
  ],
};
