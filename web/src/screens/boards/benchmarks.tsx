import { useMe } from '../../ui/me.tsx';
import { toastProblem } from '../../ui/toast.tsx';
import { benchmarkChoices } from './board-words.ts';
import type { Parts } from './parts.ts';

/** Benchmarks: one tap when reached, another when not after all. */
export function Benchmarks({ items, rights, write }: Parts) {
  const zone = useMe().agency?.timeZone;
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', ...(zone && { timeZone: zone }) });
  const marks = items.filter(({ kind }) => kind === 'benchmark');
  const names = [...new Set([...benchmarkChoices, ...marks.map(({ label }) => label)])];
  const toggle = async (label: string) => {
    const there = marks.find((each) => each.label === label);
    try {
      if (there) await write('PATCH', `/items/${there.id}`, { done: !there.doneAt }, there.version);
      else await write('POST', '/items', { kind: 'benchmark', label, done: true });
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <section className="board-card" aria-labelledby="benchmarks">
      <h2 id="benchmarks">Benchmarks</h2>
      <div className="board-marks">
        {names.map((label) => {
          const doneAt = marks.find((each) => each.label === label)?.doneAt;
          return (
            <button
              key={label}
              type="button"
              className="board-mark"
              aria-pressed={Boolean(doneAt)}
              disabled={!rights.command}
              onClick={() => void toggle(label)}
            >
              <span>{label}</span>{' '}
              <span className="board-clock">{doneAt ? time.format(new Date(doneAt)) : ''}</span>
            </button>
          );
        })}
      </div>
    </section>
  );
}
