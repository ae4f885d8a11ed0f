import { ClientPreviewQuery, type Preview, PreviewHead, UserPreviewQuery } from '@standpipe/contract';
import {
  type AgencyId,
  agencyId,
  type Levels,
  type Module,
  moduleEntry,
  modulesOf,
  type Permission,
  type Sheet,
  sheets,
} from '@standpipe/policy';
import { bodyOf, type Call, ownAgency } from '../http/call.ts';
import { invalidField, Problem } from '../http/problems.ts';
import { requireOnce } from '../sharing/client-sheet.service.ts';
import { completed, lacksOf } from '../sharing/sheet-row.ts';
import { whyPaused } from '../sharing/wording.ts';
import { countClasses } from './counts.store.ts';
import { forecast, previewed, type Turn, visibleTo } from './forecast.ts';
import { type PreviewedRow, readPreviewed } from './preview.store.ts';
import { type Sample, sampleTurns } from './sampling.ts';

/** A partner's row as it stands and as it would be saved, this sheet's levels only. */
interface Asked {
  readonly row: PreviewedRow;
  readonly before: Levels;
  readonly after: Levels;
}

/** What a save would show and hide, partner by partner, counted over what the asking agency itself may see. */
export async function previewSharing(call: Call): Promise<Preview> {
  const own = ownAgency(call);
  const { sheet } = bodyOf(call, PreviewHead);
  requireAll(call, [sheets[sheet].toSet]);
  const { changes } = bodyOf(call, sheet === 'client' ? ClientPreviewQuery : UserPreviewQuery);
  const asked = await askedFor(call, sheet, changes);
  const { modules, kinds } = previewed[sheet];
  const classes = visibleTo(call.viewer, await countClasses(call.db, own.id, kinds));
  const turns = asked.map(({ row, before, after }) =>
    row.paused.length > 0
      ? []
      : forecast(
          sheet,
          own.id,
          {
            partner: row.partner_id,
            before: { ...row.beside, ...before },
            after: { ...row.beside, ...after },
          },
          classes,
        ),
  );
  const samples = await sampleTurns(
    call,
    turns.flatMap((each) => modules.map((module) => each.filter((turn) => turn.module === module))),
  );
  return {
    partners: asked.map(({ row }, at) => {
      const why = row.paused.length > 0 ? { why: whyOf(call, sheet, row) } : {};
      return {
        partnerId: row.partner_id,
        ...why,
        modules: modules.map((module, index) => ({
          ...tally(module, turns[at]!, samples[at * modules.length + index]!),
          ...why,
        })),
      };
    }),
  };
}

/** @throws Problem `not_allowed` with what is missing */
function requireAll(call: Call, needs: readonly Permission[]): void {
  const missing = needs.filter((each) => !call.asker.viewer.permissions.has(each));
  if (missing.length > 0)
    throw new Problem(
      'not_allowed',
      `You need ${missing.join(' and ')} for this; ask an administrator of your agency.`,
      { missing },
    );
}

const levelsOf = (sheet: Sheet, levels: Levels) =>
  modulesOf(sheet).map(({ module }) => [module, levels[module] ?? 'none'] as const);

/** The changes beside what is stored. @throws Problem as the save would: 404, 403, 422 */
async function askedFor(
  call: Call,
  sheet: Sheet,
  changes: readonly { readonly partnerId: string; readonly levels: Levels | null }[],
): Promise<Asked[]> {
  const own = ownAgency(call);
  const ids = changes.map(({ partnerId }) => agencyId(partnerId.toLowerCase()));
  requireOnce(ids, (at) => `changes.${at}.partnerId`);
  if (ids.includes(own.id))
    throw invalidField(`changes.${ids.indexOf(own.id)}.partnerId`, 'is your own agency', 'own_agency');
  const rows = await readPreviewed(call.db, own.id, sheet, ids);
  const asked = changes.map(({ levels }, at): Asked | null => {
    const row = rows.get(ids[at]!);
    const known = sheet === 'client' ? row?.listed : row && (row.row_id !== null || levels !== null);
    if (!row || !known) return null;
    const before = completed(sheet, row.levels);
    return { row, before, after: completed(sheet, levels ? { ...before, ...levels } : {}) };
  });
  requireKnown(asked, ids);
  const there = asked.filter((each) => each !== null);
  requireAll(call, [...new Set(there.flatMap((each) => toSet(sheet, each)))]);
  const lacks = there.flatMap(({ row, after }, at) =>
    lacksOf(after, row.partner_id, (module) => `changes.${at}.levels.${module}`, `${row.name}: `),
  );
  if (lacks.length > 0)
    throw new Problem('unmet_requirement', lacks.map(({ error }) => error.message).join(' '), {
      errors: lacks.map(({ error }) => error),
      missing: lacks.map(({ missing }) => missing),
    });
  return there;
}

function requireKnown(asked: readonly (Asked | null)[], ids: readonly AgencyId[]): void {
  const unknown = ids.flatMap((_, at) => (asked[at] ? [] : [at]));
  if (unknown.length === 0) return;
  throw new Problem('not_found', 'Not every partner is on your sheet.', {
    errors: unknown.map((at) => ({
      path: `changes.${at}.partnerId`,
      message: 'is not on your sheet',
      code: 'not_found',
    })),
  });
}

/** The permissions that saving this change would take beside the sheet's own. */
function toSet(sheet: Sheet, { before, after }: Asked): Permission[] {
  const was = new Map<Module, string>(levelsOf(sheet, before));
  return levelsOf(sheet, after).flatMap(([module, level]) => {
    const needed = was.get(module) === level ? undefined : moduleEntry(module).toSet;
    return needed ? [needed] : [];
  });
}

function tally(module: Module, turns: readonly Turn[], sample: Sample[]) {
  const count = (change: Turn['change']) =>
    turns
      .filter((turn) => turn.module === module && turn.change === change)
      .reduce((sum, { records }) => sum + records.n, 0);
  return {
    module,
    gains: count('gained'),
    loses: count('lost'),
    dependsOnOthers: count('dependsOnOthers'),
    sample,
  };
}

function whyOf(call: Call, sheet: Sheet, row: PreviewedRow): string {
  const { name, timeZone } = ownAgency(call);
  return whyPaused(row.paused, {
    sheet,
    own: name,
    partner: row.name,
    startsAt: null,
    endsAt: null,
    timeZone,
  });
}
