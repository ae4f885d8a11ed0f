import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Accountability, BoardItem } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { clockText, parReasons, parTone } from './board-words.ts';
import { ChoiceDialog } from './choice-dialog.tsx';
import type { Parts } from './parts.ts';

/** PAR by head count: the clock, each unit's answer, and "All PAR" when the server says that it is. */
export function ParPanel({
  accountability,
  items,
  rights,
  write,
  now,
}: Parts & { accountability: Accountability | null }) {
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const par = accountability?.par ?? null;
  const running = par && !par.endedAt ? par : null;
  const units = items.filter(({ kind }) => kind === 'unit');
  const go = async (under: string, body: object) => {
    setProblem(null);
    try {
      await write('POST', under, body);
    } catch (error) {
      setProblem(asCallProblem(error));
    }
  };
  return (
    <section className="board-card" aria-labelledby="par">
      <div className="board-head">
        <h2 id="par">PAR</h2>
        <ParClock due={accountability?.parDueAt ?? null} now={now} />
      </div>
      <ProblemAlert problem={problem} />
      {running ? (
        <>
          <p role="status">
            {running.reason}. {running.answers.length} of {units.length} units have answered.
          </p>
          <ul className="board-par">
            {units.map((unit) => (
              <ParUnit
                key={unit.id}
                unit={unit}
                reported={running.answers.find(({ itemId }) => itemId === unit.id)?.reported ?? null}
                may={rights.in(unit.divisionId)}
                answer={(reported) => go(`/par/${running.id}/answers`, { itemId: unit.id, reported })}
              />
            ))}
          </ul>
          {rights.command && (
            <div className="board-buttons">
              <Button
                className="board-tap"
                onClick={() => void go(`/par/${running.id}/end`, { outcome: 'allPar' })}
              >
                All PAR
              </Button>
              <Button
                className="board-tap"
                variant="default"
                onClick={() => void go(`/par/${running.id}/end`, { outcome: 'stopped' })}
              >
                Stop PAR
              </Button>
            </div>
          )}
        </>
      ) : (
        <>
          <p className={par ? undefined : 'nothing'}>
            {par ? (
              <>
                {par.allPar ? 'All units PAR' : 'Last PAR was stopped'}, <DateTime at={par.endedAt} />
              </>
            ) : (
              'No PAR yet.'
            )}
          </p>
          {rights.command && (
            <Button className="board-tap" onClick={() => setAsked(true)}>
              Start PAR
            </Button>
          )}
        </>
      )}
      {asked && (
        <ChoiceDialog
          title="Start PAR"
          label="Reason"
          choices={parReasons.map((value) => ({ value, label: value }))}
          none=""
          confirm="Start"
          onConfirm={(reason) => write('POST', '/par', { reason })}
          onClose={() => setAsked(false)}
        />
      )}
    </section>
  );
}

function ParClock({ due, now }: { due: string | null; now: number }) {
  if (!due) return null;
  const left = Date.parse(due) - now;
  return (
    <span className="board-par-clock" data-tone={parTone(left)}>
      {left > 0 ? `PAR due in ${clockText(left)}` : `PAR overdue by ${clockText(-left)}`}
    </span>
  );
}

function ParUnit({
  unit,
  reported,
  may,
  answer,
}: {
  unit: BoardItem;
  reported: number | null;
  may: boolean;
  answer: (reported: number) => Promise<void>;
}) {
  const expected = unit.crew ?? 1;
  const [count, setCount] = useState(expected);
  const change = (step: number) => setCount((before) => Math.min(99, Math.max(0, before + step)));
  return (
    <li data-short={(reported !== null && reported < expected) || undefined}>
      <strong>{unit.label}</strong>
      <span>
        {reported === null ? 'no answer' : `${reported} present`}
        {unit.crew !== null && ` of ${unit.crew}`}
      </span>
      {may && (
        <span className="board-step">
          <Button
            className="board-tap"
            variant="default"
            aria-label={`${unit.label}: one less`}
            onClick={() => change(-1)}
          >
            −
          </Button>
          <Button
            className="board-tap"
            variant="default"
            aria-label={`${unit.label}: one more`}
            onClick={() => change(1)}
          >
            +
          </Button>
          <Button className="board-tap" onClick={() => void answer(count)}>
            {unit.label} PAR {count}
          </Button>
        </span>
      )}
    </li>
  );
}
