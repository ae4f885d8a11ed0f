import { useTimeZone } from '../../ui/me.tsx';
import type { Change } from './change.ts';
import { ChangeEntry } from './change-entry.tsx';

/** Entries under the day they were made on, in the agency's zone; newest first. */
export function ChangeDays({ changes, old }: { changes: readonly Change[]; old: boolean }) {
  const zone = useTimeZone();
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeZone: zone });
  const days = Map.groupBy(changes, ({ at }) => day.format(new Date(at)));
  return (
    <div className="change-days" aria-busy={old}>
      {[...days].map(([name, entries]) => (
        <section key={name} aria-label={name}>
          <h2>{name}</h2>
          <ol>
            {entries.map((change) => (
              <ChangeEntry key={change.id} change={change} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
