import { Button } from '@mantine/core';
import { type Level, type Module, moduleEntry, modulesOf, type Sheet } from '@standpipe/policy';
import { useState } from 'react';
import type { CallProblem } from '../../api/problem.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { MomentInput } from './date-fields.tsx';
import { type Drafts, useSummary } from './drafts.ts';
import type { Dates, SheetRow } from './rows.ts';
import { countText, givenText } from './wording.ts';

/** Sets a module, or on a sheet that is saved as a whole the dates, of all selected partners. */
export function BulkBar({
  sheet,
  locked = [],
  drafts,
  rows,
  refusal,
  forgetRefusal,
  save,
}: {
  sheet: Sheet;
  /** Modules that the signed-in person may not set. */
  locked?: readonly Module[];
  drafts: Drafts;
  rows: readonly SheetRow[];
  refusal: CallProblem | null;
  forgetRefusal: () => void;
  /** Stores what was applied for all partners, or for none; null on a sheet that is saved as a whole. */
  save: (() => void) | null;
}) {
  const modules = modulesOf(sheet).filter(({ module: each }) => !locked.includes(each));
  const { selected, bulk, bulkLevels } = useSummary(drafts);
  const [module, setModule] = useState<Module>(modules[0]!.module);
  const [level, setLevel] = useState<Level>('view');
  if (selected.length === 0) return null;
  const of = (ids: readonly string[]) => rows.filter(({ partner }) => ids.includes(partner.id));
  const choose = (next: Module) => {
    setModule(next);
    const levels = moduleEntry(next).levels;
    if (!levels.some((each) => each.level === level)) setLevel(levels[1]!.level);
  };
  const apply = (to: Module, at: Level, ids: readonly string[]) => {
    forgetRefusal();
    drafts.applyBulk(of(ids), { [to]: at });
  };
  const drop = (ids: readonly string[]) => {
    forgetRefusal();
    drafts.discard(ids);
    drafts.select(ids, false);
  };
  return (
    <section className="bulk" aria-label="Bulk Actions">
      <div className="bulk-line">
        <b className="bulk-title">Bulk Actions</b>
        <span role="status">{countText(selected.length, 'partner')} selected</span>
        <Choice
          size="sm"
          aria-label="Module"
          choices={modules.map((each) => ({ value: each.module, label: each.name }))}
          value={module}
          onChange={(event) => choose(event.currentTarget.value as Module)}
        />
        <Choice
          size="sm"
          aria-label="Level"
          choices={moduleEntry(module).levels.map((each) => ({ value: each.level, label: each.name }))}
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value as Level)}
        />
        <Button size="sm" variant="default" onClick={() => apply(module, level, selected)}>
          Apply
        </Button>
        <span className="bulk-end">
          {save && bulk.length > 0 && (
            <Button size="sm" aria-label={`Save ${countText(bulk.length, 'partner')}`} onClick={save}>
              Save
            </Button>
          )}
          <Button
            size="sm"
            variant="subtle"
            color="gray"
            onClick={() => drop(bulk.length > 0 ? bulk : selected)}
          >
            {bulk.length > 0 ? 'Discard' : 'Clear selection'}
          </Button>
        </span>
      </div>
      {bulk.length > 0 && (
        <p className="bulk-applied">
          Applied to {countText(bulk.length, 'partner')}, not saved yet ·{' '}
          {Object.entries(bulkLevels)
            .map(
              ([each, at]) => givenText(sheet, { [each]: at }) || `${moduleEntry(each as Module).name}: None`,
            )
            .join(' · ')}
        </p>
      )}
      {!save && <BulkDates apply={(dates) => drafts.applyDates(of(selected), dates)} />}
      {refusal && <Refused refusal={refusal} mend={(needs, at) => apply(needs, at, bulk)} leaveOut={drop} />}
    </section>
  );
}

/** The same start and end for all selected partners. */
function BulkDates({ apply }: { apply: (dates: Dates) => void }) {
  const zone = useTimeZone();
  const [startsAt, setStart] = useState<string | null>(null);
  const [endsAt, setEnd] = useState<string | null>(null);
  const backwards = startsAt !== null && endsAt !== null && endsAt <= startsAt;
  return (
    <div className="bulk-line bulk-dates">
      <MomentInput label="Starts" at={startsAt} zone={zone} change={setStart} />
      <MomentInput
        label="Ends"
        at={endsAt}
        zone={zone}
        change={setEnd}
        error={backwards ? 'The end must be after the start.' : null}
      />
      <Button size="sm" variant="default" disabled={backwards} onClick={() => apply({ startsAt, endsAt })}>
        Apply dates
      </Button>
    </div>
  );
}

/** A row that keeps the whole save from being stored. */
interface Missing {
  readonly partnerId: string;
  readonly module: Module;
  readonly level: Level;
}

const isMissing = (each: unknown): each is Missing =>
  typeof each === 'object' && each !== null && 'partnerId' in each && 'module' in each;

const mostNames = 5;
function namesOf(messages: readonly string[]): string {
  const names = messages.map((message) => message.slice(0, message.indexOf(': ')));
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ');
}

/** Nothing was saved: which partners it failed for and why, in the server's words, and the ways on. */
function Refused({
  refusal,
  mend,
  leaveOut,
}: {
  refusal: CallProblem;
  mend: (needs: Module, level: Level) => void;
  leaveOut: (ids: readonly string[]) => void;
}) {
  const missing = refusal.missing.filter(isMissing);
  const first = missing[0];
  // One line for all partners that lack the same, names after it.
  const lines = [
    ...Map.groupBy(refusal.errors, ({ message }) => message.slice(message.indexOf(': ') + 2)),
  ].map(([fix, errors]) =>
    errors.length === 1
      ? errors[0]!.message
      : `${countText(errors.length, 'partner')}: ${fix} (${namesOf(errors.map(({ message }) => message))})`,
  );
  const entry = first && moduleEntry(first.module);
  const level = entry?.levels.find((each) => each.level === first?.level)?.name;
  return (
    <div className="bulk-refused" role="alert">
      <p>
        <Icon name="alert" size={16} />
        <b>Nothing was saved.</b> {lines.length === 0 && refusal.message}
      </p>
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {first && entry && (
        <p className="bulk-ways">
          <Button size="compact-md" onClick={() => mend(first.module, first.level)}>
            Set {entry.name} to {level} for all of them
          </Button>
          <Button
            size="compact-md"
            variant="default"
            onClick={() => leaveOut(missing.map((each) => each.partnerId))}
          >
            Leave {countText(missing.length, 'partner')} out
          </Button>
        </p>
      )}
    </div>
  );
}
