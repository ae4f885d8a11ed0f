import { Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useRef } from 'react';
import { AgencyMark } from '../../ui/agency-mark.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { isOvertaken, useDrafts, useRowState } from './drafts.ts';
import { PartnerFacts, pausedWord } from './partner-cell.tsx';
import { stateText } from './row-words.ts';
import { levelsOf, type SheetRow } from './rows.ts';
import { useSheetSetting } from './sheet-context.ts';
import { givenText } from './wording.ts';

/** A sheet on a phone: partners below each other with what they are given in words; each opens as a page of its own. */
export const SheetList = memo(({ rows, label }: { rows: readonly SheetRow[]; label: string }) => {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 92,
    getItemKey: (index) => rows[index]?.partner.id ?? index,
    overscan: 6,
    initialRect: { width: 390, height: 800 },
    useFlushSync: false,
  });
  return (
    <div className="sheet-box" ref={box}>
      <ul className="sheet-list" aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row && (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                style={{ transform: `translateY(${start}px)` }}
              >
                <ListLine row={row} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
});

const ListLine = memo(({ row }: { row: SheetRow }) => {
  const { sheet, openDetail, readOnly } = useSheetSetting();
  const drafts = useDrafts();
  const { id, name, color } = row.partner;
  const state = useRowState(id);
  const zone = useTimeZone();
  const given = givenText(sheet, levelsOf(row, state.draft));
  const unsaved = stateText(state);
  return (
    <div
      className="list-line"
      data-changed={unsaved ? true : undefined}
      data-removed={state.removed || undefined}
    >
      {!readOnly && (
        <Checkbox
          aria-label={`Select ${name}`}
          checked={state.selected}
          onChange={(event) => drafts.select([id], event.currentTarget.checked)}
        />
      )}
      <button type="button" className="list-open" onClick={() => openDetail(id)}>
        <span className="list-name">
          <AgencyMark color={color} />
          <span>{name}</span>
        </span>
        <span className="partner-line">
          <PartnerFacts row={row} />
          {!row.inForce && <span className="sheet-badge paused">{pausedWord(row, zone)}</span>}
        </span>
        <span className="list-given" data-none={given ? undefined : true}>
          {given || 'Nothing shared'}
        </span>
        {unsaved && <span className="partner-state">{unsaved}</span>}
        {isOvertaken(row, state) && <span className="partner-state">Changed by someone else</span>}
      </button>
      <Icon name="right" size={16} />
    </div>
  );
});
