/** What PostgreSQL did for a page: the plan of the statement that a shape sent, with buffers. */
import type { Kysely } from 'kysely';
import type { Tables } from '../server/src/db/tables.ts';
import { openConnection, type Seat, seat } from './pages.ts';

export interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Heap Fetches'?: number;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly Plan[];
}

/** A plan's nodes, the plan itself first. */
export const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** A connection that explains the last statement of what is done on it. */
export interface Explaining {
  readonly kysely: Kysely<Tables>;
  /** Does the work in a viewer's seat, then explains the last statement it sent; says how many it sent as well. */
  explain(viewer: string, work: (at: Seat) => Promise<unknown>): Promise<{ plan: Plan; statements: number }>;
}

/** Opens a connection that remembers what was sent. */
export function openExplaining(appUrl: string): Explaining {
  const sent: { text: string; parameters: readonly unknown[] }[] = [];
  const kysely = openConnection(appUrl, (text, parameters) => sent.push({ text, parameters }));
  const explain: Explaining['explain'] = (viewer, work) =>
    seat(kysely, viewer, async (at) => {
      sent.length = 0;
      await work(at);
      const statements = sent.length;
      const { text, parameters } = sent.at(-1)!;
      const { rows } = await at.db.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
        sql: `explain (analyze, buffers, format json) ${text}`,
        parameters,
        query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
        queryId: { queryId: 'explain' },
      } as never);
      return { plan: rows[0]!['QUERY PLAN'][0].Plan, statements };
    });
  return { kysely, explain };
}

/**
 * Blocks a plan touched. A vacuum that could not mark every page as visible to all makes an index-only scan visit the
 * table; those visits are the vacuum's, not the page's.
 */
export const touched = (plan: Plan): number =>
  plan['Shared Hit Blocks'] +
  plan['Shared Read Blocks'] -
  nodesOf(plan).reduce((sum, node) => sum + (node['Heap Fetches'] ?? 0), 0);
