import { Button, Textarea } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../../api/call.ts';
import type { BoardEntry, CommandBoard, Division, Page } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { keys } from '../../api/queries.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Choice } from '../../ui/form-fields.tsx';
import { useMe } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';
import type { Parts } from './parts.ts';
import { noun } from './use-board.ts';

type LogParts = Pick<Parts, 'board' | 'divisions' | 'rights' | 'write'>;

/** The log, newest first, and a field to write into it. */
export function BoardLog(parts: LogParts) {
  const { board, divisions } = parts;
  const own = useMe().agency?.id;
  const list = useInfiniteQuery({
    queryKey: keys.under(noun, board.id, 'entries'),
    queryFn: ({ pageParam, signal }) =>
      call<Page<BoardEntry>>('GET', `/v1/${noun}/${board.id}/entries`, {
        query: { limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="log" className="board-log">
      <h2 id="log">Log</h2>
      <EntryForm {...parts} />
      {list.error && <ProblemAlert problem={asCallProblem(list.error)} retry={() => void list.refetch()} />}
      <ol aria-label="Log entries">
        {entries.map((entry) => (
          <li key={entry.id} data-kind={entry.kind}>
            <DateTime at={entry.at} />
            <span className="board-entry">
              {entry.text}
              <small>
                {entry.divisionId && `${nameOf(divisions, entry.divisionId)} · `}
                {entry.user?.name ?? 'Standpipe'}
                {entry.agency.id !== own && `, ${entry.agency.name}`}
                {entry.late && (
                  <>
                    {' '}
                    · late entry, received <DateTime at={entry.receivedAt} />
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier entries
        </Button>
      )}
    </section>
  );
}

const nameOf = (divisions: readonly Division[], id: string) =>
  divisions.find((each) => each.id === id)?.name ?? 'A division';

/** What is being written: from which epoch on, and under which name it is sent, so that a repeat adds nothing. */
interface Draft {
  readonly text: string;
  readonly epoch: number;
  readonly clientId: string;
  readonly at: string;
}

const begin = ({ epoch }: CommandBoard, text: string): Draft => ({
  text,
  epoch,
  clientId: newKey(),
  at: new Date().toISOString(),
});

/** Writes an entry. Where command has changed meanwhile, the text stays and can be added as a late entry. */
function EntryForm({ board, divisions, rights, write }: LogParts) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [chosen, setChosen] = useState('');
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const open = divisions.filter(({ id }) => rights.in(id));
  const mayWrite = rights.command || rights.mine.length > 0;
  const text = draft?.text ?? '';
  const overtaken = draft !== null && text.trim() !== '' && (draft.epoch !== board.epoch || !mayWrite);
  if (!mayWrite && !overtaken) return null;
  const divisionId = chosen || (rights.command ? null : (rights.mine[0] ?? null));
  const run = async (work: (written: Draft) => Promise<unknown>) => {
    if (!draft || !text.trim()) return;
    setBusy(true);
    setProblem(null);
    try {
      await work(draft);
      setDraft(null);
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const add = ({ clientId }: Draft) => write('POST', '/entries', { text: text.trim(), divisionId, clientId });
  const addLate = async ({ epoch, clientId, at }: Draft) => {
    await write('POST', '/late-entries', { epoch, entries: [{ text: text.trim(), at, clientId }] });
    toast('Added as a late entry');
  };
  return (
    <form
      className="board-entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(overtaken ? addLate : add);
      }}
    >
      <Textarea
        label="New entry"
        value={text}
        autosize
        minRows={2}
        maxLength={4000}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setDraft((before) => (before?.text ? { ...before, text: value } : begin(board, value)));
        }}
      />
      {overtaken && (
        <p className="board-overtaken" role="status">
          Command has changed since you began to write: {board.holder.agency.name} is in command. Your text is
          still here. Add it as a late entry, or discard it.
        </p>
      )}
      <ProblemAlert problem={problem} />
      <div className="board-buttons">
        {!overtaken && open.length > 0 && (
          <Choice
            aria-label="Division"
            choices={open.map(({ id, name }) => ({ value: id, label: name }))}
            {...(rights.command && { empty: 'Whole incident' })}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        )}
        <Button type="submit" className="board-tap" loading={busy} disabled={!text.trim()}>
          {overtaken ? 'Add as late entry' : 'Add entry'}
        </Button>
        {overtaken && (
          <Button variant="default" className="board-tap" onClick={() => setDraft(null)}>
            Discard
          </Button>
        )}
      </div>
    </form>
  );
}
