import { ClientPreviewQuery, type Preview, PreviewHead, UserPreviewQuery } from '@standpipe/contract';
import { type AgencyId, type Module, type Sheet, sheets } from '@standpipe/policy';
import { bodyOf, type Call, ownAgency } from '../http/call.ts';
import { type Pause, whyPaused } from '../sharing/wording.ts';
import { countClasses, type RecordClass } from './counts.store.ts';
import { forecast, previewed, type Turn, visibleTo } from './forecast.ts';
import { type Asked, askedFor, requireAll } from './preview.asked.ts';
import { type Dates, type Moment, momentsOf, outsideDates } from './preview.moments.ts';
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
  const moments = asked.map((each) =>
    momentsOf(each, storedDates(each.row), each.row.now).map((moment) => ({
      ...moment,
      turns: each.row.paused.length > 0 ? [] : turnsOf(sheet, own.id, each.row, moment, classes),
    })),
  );
  const lists = moments
    .flat()
    .flatMap(({ turns }) => modules.map((module) => turns.filter((turn) => turn.module === module)));
  const samples = await sampleTurns(call, lists);
  const talliesOf = (turns: readonly Turn[]) =>
    modules.map((module) => tally(module, turns, samples.shift()!));
  return {
    partners: asked.map((each, at) => {
      const why = whyOf(call, sheet, each);
      const [save, ...later] = moments[at]!.map(({ turns, ...moment }) => ({
        ...moment,
        modules: talliesOf(turns),
      }));
      return {
        partnerId: each.row.partner_id,
        ...why,
        modules: save!.modules.map((module) => ({ ...module, ...why })),
        later: later.map((moment) => ({ ...moment.later!, modules: moment.modules })),
      };
    }),
  };
}

const storedDates = ({ starts_at, ends_at }: PreviewedRow): Dates => ({
  startsAt: starts_at,
  endsAt: ends_at,
});

const turnsOf = (
  sheet: Sheet,
  own: AgencyId,
  row: PreviewedRow,
  { before, after }: Moment,
  classes: readonly RecordClass[],
): Turn[] =>
  forecast(
    sheet,
    own,
    {
      partner: row.partner_id,
      before: { ...row.beside, ...before },
      after: { ...row.beside, ...after },
    },
    classes,
  );

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

/** What keeps a row from counting both before and after the save, dates included where they were asked for. */
function whyOf(call: Call, sheet: Sheet, { row, dates }: Asked): { why?: string } {
  const { name, timeZone } = ownAgency(call);
  const dated: Pause[] = !outsideDates(dates, storedDates(row), row.now)
    ? []
    : [dates?.endsAt && Date.parse(dates.endsAt) <= Date.parse(row.now) ? 'ended' : 'notStarted'];
  const paused = [...row.paused, ...dated];
  if (paused.length === 0) return {};
  return {
    why: whyPaused(paused, {
      sheet,
      own: name,
      partner: row.name,
      startsAt: dates?.startsAt ?? null,
      endsAt: dates?.endsAt ?? null,
      timeZone,
    }),
  };
}
