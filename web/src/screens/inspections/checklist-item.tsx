import { Textarea, UnstyledButton } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import type { ChecklistItem } from '../../api/messages.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { type Result, results, resultWord } from './inspection-words.ts';

const signs: Readonly<Record<Result, IconName>> = { pass: 'check', fail: 'cross', notApplicable: 'minus' };

/** An item with its three answers, large enough for gloves; pressing the one that is chosen takes it back. */
export function ChecklistQuestion({
  number,
  item,
  enter,
  children,
}: {
  number: number;
  item: ChecklistItem;
  enter: (change: { result?: Result | undefined; note?: string }) => void;
  /** What a failed item offers. */
  children?: ReactNode;
}) {
  const [noting, setNoting] = useState(false);
  const id = useId();
  const hasNote = noting || Boolean(item.note);
  return (
    <li className="question" data-result={item.result}>
      <p className="question-words" id={id}>
        <span className="question-number" aria-hidden="true">
          {number}
        </span>
        {item.item}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that can be taken back, not fields of a form */}
      <div className="answers" role="group" aria-labelledby={id}>
        {results.map(({ value, spoken, short }) => (
          <UnstyledButton
            key={value}
            className="answer"
            data-answer={value}
            aria-pressed={item.result === value}
            aria-label={spoken}
            onClick={() => enter({ result: item.result === value ? undefined : value })}
          >
            <Icon name={signs[value]} size={20} />
            {short}
          </UnstyledButton>
        ))}
        <UnstyledButton
          className="answer answer-note"
          aria-label={`Note on: ${item.item}`}
          aria-expanded={hasNote}
          disabled={Boolean(item.note)}
          onClick={() => setNoting(!noting)}
        >
          <Icon name="edit" size={20} />
        </UnstyledButton>
      </div>
      {(hasNote || item.result === 'fail') && (
        <div className="question-more">
          {hasNote && (
            <Textarea
              size="sm"
              className="question-note"
              aria-label={`Note on: ${item.item}`}
              placeholder="Note"
              autosize
              minRows={1}
              maxRows={6}
              maxLength={1000}
              autoFocus={noting}
              value={item.note ?? ''}
              onChange={(event) => enter({ note: event.currentTarget.value })}
            />
          )}
          {item.result === 'fail' && children}
        </div>
      )}
    </li>
  );
}

/** An item and its answer, to be read. */
export const ChecklistAnswer = ({ number, item }: { number: number; item: ChecklistItem }) => (
  <li className="question question-read" data-result={item.result}>
    <p className="question-words">
      <span className="question-number" aria-hidden="true">
        {number}
      </span>
      {item.item}
      {item.note && <span className="question-said">{item.note}</span>}
    </p>
    <span className="answer-read" data-answer={item.result}>
      {item.result && <Icon name={signs[item.result]} size={18} />}
      {resultWord(item.result)}
    </span>
  </li>
);
