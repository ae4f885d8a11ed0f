import type { Levels } from '@standpipe/policy';
import type { DemoKey } from './agencies.ts';

/** What one agency gives another. Days count from today. */
export interface DemoGrant {
  readonly from: DemoKey;
  readonly to: DemoKey;
  readonly levels: Levels;
  readonly startsIn?: number;
  readonly endsIn?: number;
  /** What it is there to show. */
  readonly shows: string;
}

/** User Data Sharing: who sees whose permits and inspections, and who may write at whose places. */
export const userGrants: readonly DemoGrant[] = [
  {
    from: 'cedarBluff',
    to: 'harlanFalls',
    levels: { inspections: 'view', permits: 'view' },
    shows: 'a partner sees what we wrote at our places, and what the marshal wrote there and shares too',
  },
  {
    from: 'cedarBluff',
    to: 'marshal',
    levels: { addressShareModule: 'fireInspectionAndPermit' },
    shows: 'the marshal inspects and permits at our places',
  },
  {
    from: 'cedarBluff',
    to: 'stonyFord',
    levels: { addressShareModule: 'fireInspection' },
    shows: 'Stony Ford inspects at our places, and issues no permits there',
  },
  {
    from: 'cedarBluff',
    to: 'millbrook',
    levels: { addressShareModule: 'permit' },
    shows: 'Millbrook permits at our places, and does not inspect there',
  },
  {
    from: 'harlanFalls',
    to: 'cedarBluff',
    levels: { permits: 'view' },
    startsIn: 60,
    shows: 'paused: it has not started',
  },
  {
    from: 'harlanFalls',
    to: 'ashby',
    levels: { permits: 'view' },
    endsIn: -30,
    shows: 'paused: it has ended',
  },
  {
    from: 'harlanFalls',
    to: 'marshal',
    levels: { addressShareModule: 'permit' },
    shows: 'the marshal permits here and sees of a place no more than its door',
  },
  {
    from: 'harlanFalls',
    to: 'stonyFord',
    levels: { inspections: 'view', addressShareModule: 'fireInspectionAndPermit' },
    shows: 'withdrawn later (see darkened): what Stony Ford wrote here goes dark for it',
  },
  {
    from: 'stonyFord',
    to: 'harlanFalls',
    levels: {},
    shows: 'on the sheet, and given nothing',
  },
  {
    from: 'millbrook',
    to: 'marshal',
    levels: { addressShareModule: 'fireInspectionAndPermit' },
    shows: 'the marshal works here; nobody sees that through the marshal alone',
  },
  {
    from: 'millbrook',
    to: 'ashby',
    levels: { addressShareModule: 'permit' },
    shows: 'Ashby permits at Millbrook’s places and does not share: the owner sees nothing of it',
  },
  {
    from: 'marshal',
    to: 'cedarBluff',
    levels: { inspections: 'view', permits: 'view' },
    shows: 'an owner sees what the marshal wrote at its places',
  },
  {
    from: 'marshal',
    to: 'harlanFalls',
    levels: { inspections: 'view', permits: 'view' },
    startsIn: -400,
    endsIn: 365,
    shows: 'in force within its dates; with Cedar Bluff’s own grant, both have agreed',
  },
  {
    from: 'marshal',
    to: 'stonyFord',
    levels: { inspections: 'view', permits: 'view' },
    shows: 'a chain that stays shut: nothing of Millbrook’s places, though Millbrook works with the marshal',
  },
  {
    from: 'marshal',
    to: 'millbrook',
    levels: { permits: 'view' },
    shows: 'an owner sees the marshal’s permits at its places, and not its inspections',
  },
  {
    from: 'oldQuarry',
    to: 'cedarBluff',
    levels: { permits: 'view' },
    shows: 'paused: the grantor is deactivated',
  },
];

/** Client Data Sharing. */
export const clientGrants: readonly DemoGrant[] = [
  {
    from: 'cedarBluff',
    to: 'harlanFalls',
    levels: {
      address: 'view',
      prePlans: 'edit',
      hydrants: 'view',
      deviceLocations: 'view',
      messaging: 'exchange',
    },
    shows: 'the whole address record, and messaging that waits for the other side',
  },
  {
    from: 'cedarBluff',
    to: 'stonyFord',
    levels: { hydrants: 'edit' },
    shows: 'a level that lets a partner change things',
  },
  {
    from: 'cedarBluff',
    to: 'millbrook',
    levels: { address: 'view', messaging: 'exchange' },
    shows: 'a partner across the county line, linked by the operator',
  },
  {
    from: 'millbrook',
    to: 'cedarBluff',
    levels: { command: 'transfer', messaging: 'exchange' },
    shows: 'messaging open both ways',
  },
  {
    from: 'harlanFalls',
    to: 'cedarBluff',
    levels: { address: 'view', communityConnect: 'view' },
    shows: 'messaging not set: Cedar Bluff waits',
  },
  { from: 'stonyFord', to: 'cedarBluff', levels: { command: 'view' }, shows: 'a board to look at' },
  { from: 'marshal', to: 'cedarBluff', levels: { address: 'view' }, shows: 'an agency of both counties' },
  {
    from: 'cedarBluff',
    to: 'oldQuarry',
    levels: { address: 'view' },
    shows: 'paused: the partner is deactivated',
  },
  {
    from: 'ashby',
    to: 'millbrook',
    levels: { address: 'view' },
    shows: 'paused: the grantor’s feature is off',
  },
  {
    from: 'millbrook',
    to: 'ashby',
    levels: { hydrants: 'view' },
    shows: 'paused: the partner’s feature is off',
  },
];

/** Saved again once Stony Ford has written at Harlan Falls’ places: Address Share Module falls. */
export const darkened: DemoGrant = {
  from: 'harlanFalls',
  to: 'stonyFord',
  levels: { inspections: 'view', addressShareModule: 'none' },
  shows: 'dark records',
};

/** How much each agency writes at whose places. */
export interface Flow {
  readonly author: DemoKey;
  readonly owner: DemoKey;
  readonly count: number;
}

const flow = (author: DemoKey, owner: DemoKey, count: number): Flow => ({ author, owner, count });

export const permitFlows: readonly Flow[] = [
  flow('cedarBluff', 'cedarBluff', 150),
  flow('harlanFalls', 'harlanFalls', 110),
  flow('stonyFord', 'stonyFord', 50),
  flow('millbrook', 'millbrook', 90),
  flow('ashby', 'ashby', 40),
  flow('marshal', 'marshal', 20),
  flow('marshal', 'cedarBluff', 40),
  flow('marshal', 'harlanFalls', 30),
  flow('marshal', 'millbrook', 30),
  flow('stonyFord', 'harlanFalls', 15),
  flow('ashby', 'millbrook', 15),
  flow('millbrook', 'cedarBluff', 10),
];

export const inspectionFlows: readonly Flow[] = [
  flow('cedarBluff', 'cedarBluff', 150),
  flow('harlanFalls', 'harlanFalls', 110),
  flow('stonyFord', 'stonyFord', 60),
  flow('millbrook', 'millbrook', 90),
  flow('ashby', 'ashby', 40),
  flow('marshal', 'marshal', 20),
  flow('marshal', 'cedarBluff', 50),
  flow('marshal', 'millbrook', 30),
  flow('stonyFord', 'cedarBluff', 30),
  flow('stonyFord', 'harlanFalls', 20),
];
