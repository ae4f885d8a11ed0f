import {
  type Conflict,
  type Level,
  letsChange,
  levelName,
  type ModuleEntry,
  moduleEntry,
} from '@standpipe/policy';
import { memo } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { GridCell } from './grid-parts.tsx';

/** A select is left to itself while its list is open; elsewhere arrows move between cells. */
export const LevelSelect = ({
  entry,
  level,
  label,
  invalid,
  describedBy,
  choose,
  ...place
}: {
  entry: ModuleEntry;
  level: Level;
  label: string;
  invalid: boolean;
  describedBy?: string;
  choose: (level: Level) => void;
  tabIndex?: number;
  'data-col'?: number;
  'data-autofocus'?: boolean;
}) => (
  <span className="level-select" data-words={levelName(entry.module, level)}>
    <select
      aria-label={label}
      value={level}
      data-level={level}
      data-opens={letsChange(entry.module, level) || undefined}
      {...(invalid && { 'aria-invalid': true, 'aria-describedby': describedBy })}
      {...place}
      onChange={(event) => choose(event.currentTarget.value as Level)}
    >
      {entry.levels.map((each) => (
        <option key={each.level} value={each.level}>
          {each.name}
        </option>
      ))}
    </select>
  </span>
);

/** What a row lacks before it can be saved, with the one step that mends it. */
export const Lack = ({ id, lack, fix }: { id: string; lack: Conflict; fix: (() => void) | null }) => {
  const step = `Set ${moduleEntry(lack.needs).name} to ${levelName(lack.needs, lack.level)}`;
  return (
    <span className="lack" role="alert">
      <span id={id}>
        <Icon name="alert" size={14} />
        {step} before sharing {moduleEntry(lack.module).name}.
      </span>
      {fix && (
        <button type="button" className="lack-fix" data-fix onClick={fix}>
          {step}
        </button>
      )}
    </span>
  );
};

interface CellProps {
  readonly entry: ModuleEntry;
  readonly partner: string;
  readonly level: Level;
  readonly changed: boolean;
  /** What they share; null: not shown. */
  readonly theirs: Level | null;
  /** A word about whether anyone there may read it. */
  readonly note: { readonly text: string; readonly warns: boolean } | null;
  readonly lack: Conflict | null;
  readonly column: number;
  readonly tabbable: boolean;
  readonly readOnly: boolean;
  readonly id: string;
  readonly choose: (level: Level) => void;
  readonly fix: (lack: Conflict) => void;
}

/** One module of one partner: the level we give, and below it the one they give. */
export const LevelCell = memo((props: CellProps) => {
  const { entry, partner, level, changed, theirs, note, lack, column, tabbable, readOnly, id } = props;
  return (
    <GridCell className="sheet-cell" data-changed={changed || undefined} data-lack={lack ? true : undefined}>
      {readOnly ? (
        <span className="level-text" data-level={level}>
          {levelName(entry.module, level)}
        </span>
      ) : (
        <LevelSelect
          entry={entry}
          level={level}
          label={`${entry.name} for ${partner}${changed ? ', not saved' : ''}`}
          invalid={lack !== null}
          describedBy={`${id}-lack`}
          choose={props.choose}
          tabIndex={tabbable ? 0 : -1}
          data-col={column}
        />
      )}
      {theirs && (
        <span className="theirs">
          <span className="visually-hidden">They share {levelName(entry.module, theirs)}</span>
          {/* Most give nothing of most: only what is given stands out. */}
          {theirs !== 'none' && <span aria-hidden="true">← {levelName(entry.module, theirs)}</span>}
        </span>
      )}
      {note && (
        <span className="cell-note" data-warns={note.warns || undefined}>
          {note.text}
        </span>
      )}
      {lack && <Lack id={`${id}-lack`} lack={lack} fix={readOnly ? null : () => props.fix(lack)} />}
    </GridCell>
  );
});
