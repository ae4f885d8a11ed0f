import type { CommandBoard } from '../../api/messages.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { toast, toastProblem } from '../../ui/toast.tsx';
import { strategies } from './board-words.ts';
import type { Write } from './use-board.ts';

/** The incident's strategy; a change of it asks for a PAR. */
export function Strategy({ board, write }: { board: CommandBoard; write: Write }) {
  const named: readonly string[] = strategies;
  const { strategy = null, version } = board;
  const others = strategy && !named.includes(strategy) ? [strategy] : [];
  const change = async (next: string) => {
    try {
      await write('PATCH', '', { strategy: next || null }, version);
      if (strategy && next)
        toast(`Strategy: ${next}. Start a PAR.`, {
          undo: async () => void (await write('PATCH', '', { strategy }, version + 1)),
        });
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <section className="board-card">
      <Choice
        label="Strategy"
        empty="Not named"
        choices={[...named, ...others].map((value) => ({ value, label: value }))}
        value={strategy ?? ''}
        onChange={(event) => void change(event.currentTarget.value)}
      />
    </section>
  );
}
