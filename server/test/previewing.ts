import type { Levels } from '@standpipe/policy';
import { expect } from 'vitest';
import type { Answer, TestAgency, User } from './world.ts';

/** What a preview says of one module. */
export interface Module {
  readonly module: string;
  readonly gains: number;
  readonly loses: number;
  readonly dependsOnOthers: number;
  readonly sample: { kind: string; id: string; label: string; change: string }[];
  readonly why?: string;
}

export type Sheet = 'client' | 'user';

/** Asks what saving some rows of a sheet would do. */
export const ask = (
  asker: User,
  sheet: Sheet,
  ...changes: [TestAgency | string, Levels | null][]
): Promise<Answer> =>
  asker.post('/admin/sharing/preview', {
    sheet,
    changes: changes.map(([partner, levels]) => ({
      partnerId: typeof partner === 'string' ? partner : partner.id,
      levels,
    })),
  });

/** What one partner's row would do, module by module. */
export async function preview(asker: TestAgency, sheet: Sheet, partner: TestAgency, levels: Levels | null) {
  const { status, body } = await ask(asker.admin, sheet, [partner, levels]);
  expect([status, body.partners?.[0]?.partnerId], JSON.stringify(body)).toEqual([200, partner.id]);
  return body.partners[0].modules as Module[];
}

/** The counts that are not nought, in short: gained, lost, and hanging on others. */
export const turns = (modules: readonly Module[]) =>
  Object.fromEntries(
    modules
      .filter(({ gains, loses, dependsOnOthers }) => gains + loses + dependsOnOthers > 0)
      .map(({ module, gains, loses, dependsOnOthers }) => [module, [gains, loses, dependsOnOthers]]),
  );
