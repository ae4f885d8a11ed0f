import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RegistryOutcome } from '../../api/messages.ts';
import { Figures } from '../../ui/figures.tsx';
import { Icon } from '../../ui/icon.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { rejectedCsv } from './rejected-csv.ts';

const shown = 8;

/** What came of a registry file, or would: figures, what was left out and why, what a person should look at. */
export function RegistryResult({ outcome, file }: { outcome: RegistryOutcome; file: string }) {
  const { dryRun, created, changed, unchanged, rejected, rejectedRows, notes } = outcome;
  const name = `rejected-${file.replace(/\.csv(\.gz)?$|\.gz$/i, '')}.csv`;
  return (
    <section className="registry-result" aria-labelledby="result">
      <h2 id="result">{dryRun ? 'Dry run result' : 'Imported'}</h2>
      <Figures
        items={[
          [dryRun ? 'Would be added' : 'Added', created],
          [dryRun ? 'Would change' : 'Changed', changed],
          ['Unchanged', unchanged],
          ['Rejected rows', rejected, rejected > 0 ? 'bad' : undefined],
        ]}
      />
      {!dryRun && (
        <p>
          New agencies have no users and no features yet.{' '}
          <Link to="/operator/agencies" className="text-link">
            Go to the agencies
          </Link>{' '}
          to enable sharing and add first administrators.
        </p>
      )}
      {rejectedRows.length > 0 && (
        <>
          <div className="registry-list-head">
            <h3>Rejected rows</h3>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<Icon name="download" size={16} />}
              onClick={() => saveFile(name, rejectedCsv(rejectedRows))}
            >
              Rejected rows (CSV)
            </Button>
          </div>
          <Lines lines={rejectedRows.map(({ line, reason }) => [line, reason])} all={rejected} />
        </>
      )}
      {notes.length > 0 && (
        <>
          <div className="registry-list-head">
            <h3>Needs review</h3>
          </div>
          <Lines lines={notes.map(({ line, note }) => [line, note])} all={notes.length} />
        </>
      )}
    </section>
  );
}

const Lines = ({ lines, all }: { lines: readonly (readonly [number, string])[]; all: number }) => (
  <>
    <ul className="registry-lines">
      {lines.slice(0, shown).map(([line, text]) => (
        <li key={`${line} ${text}`}>
          <span>Line {line.toLocaleString()}</span> {text}
        </li>
      ))}
    </ul>
    {all > shown && <p className="nothing">and {(all - shown).toLocaleString()} more</p>}
  </>
);
