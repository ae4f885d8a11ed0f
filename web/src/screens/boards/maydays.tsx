import { Button, Group, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Mayday } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { clockText, type LunarField, lunarFields, lunarLabels, maydayText } from './board-words.ts';
import type { Parts } from './parts.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** Opens the mayday form; the second tap sends it, with whatever is known. */
export function MaydayButton({ board, rights, write }: Parts) {
  const [opened, setOpened] = useState(false);
  const [values, setValues] = useState<Partial<Record<LunarField, string>>>({});
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  if (board.status !== 'open' || !(rights.command || rights.mine.length > 0)) return null;
  const send = async () => {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setProblem(null);
    const filled = Object.fromEntries(
      Object.entries(values).flatMap(([field, text]) => (text?.trim() ? [[field, text.trim()]] : [])),
    );
    try {
      const divisionId = rights.command ? null : rights.mine[0];
      await write('POST', '/maydays', { ...filled, divisionId });
      setValues({});
      setOpened(false);
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        className="board-tap board-danger"
        color="red.8"
        leftSection={<Icon name="alert" size={18} />}
        onClick={() => setOpened(true)}
      >
        Mayday
      </Button>
      <Dialog opened={opened} close={() => setOpened(false)} title="Mayday">
        <div className="board-form">
          <Button
            className="board-tap board-danger"
            color="red.8"
            fullWidth
            loading={busy}
            data-autofocus
            onClick={() => void send()}
          >
            Call mayday
          </Button>
          <ProblemAlert problem={problem} />
          {lunarFields.map((field) => (
            <TextInput
              key={field}
              label={lunarLabels[field]}
              value={values[field] ?? ''}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => {
                const { value } = event.currentTarget;
                setValues((before) => ({ ...before, [field]: value }));
              }}
            />
          ))}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
          </Group>
        </div>
      </Dialog>
    </>
  );
}

/** Every open mayday, on top of the board of everyone who sees it. */
export function Maydays({ maydays, rights, write, now }: Parts & { maydays: readonly Mayday[] }) {
  const [clearing, setClearing] = useState<string | null>(null);
  const open = maydays.filter(({ clearedAt }) => clearedAt === null);
  if (open.length === 0) return null;
  return (
    <div role="alert" className="board-maydays">
      {open.map((each) => (
        <div key={each.id} className="board-mayday">
          <Icon name="alert" />
          <div>
            <strong>Mayday</strong>{' '}
            <span className="board-clock">{clockText(now - Date.parse(each.calledAt))}</span>
            <p>{maydayText(each) || 'No details yet.'}</p>
          </div>
          {rights.in(each.divisionId) && (
            <Button className="board-tap" variant="default" onClick={() => setClearing(each.id)}>
              Clear mayday…
            </Button>
          )}
        </div>
      ))}
      {clearing && (
        <ReasonDialog
          title="Clear this mayday?"
          label="Reason"
          confirm="Clear mayday"
          danger
          onConfirm={(reason) => write('POST', `/maydays/${clearing}/clear`, { reason })}
          onClose={() => setClearing(null)}
        />
      )}
    </div>
  );
}
