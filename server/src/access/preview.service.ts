import { ClientPreviewQuery, type Preview, PreviewHead, UserPreviewQuery } from '@standpipe/contract';
import { type Module, type Sheet, sheets } from '@standpipe/policy';
import { bodyOf, type Call, ownAgency } from '../http/call.ts';
import { whyPaused } from '../sharing/wording.ts';
import { countClasses } from './counts.store.ts';
import { forecast, previewed, type Turn, visibleTo } from './forecast.ts';
import { askedFor, requireAll } from './preview.asked.ts';
import type { PreviewedRow } from './preview.store.ts';
import { type Sample, sampleTurns } from './sampling.ts';

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
