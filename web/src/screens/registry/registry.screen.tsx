import './registry.css';
import { Button, Loader, Select } from '@mantine/core';
import { useState } from 'react';
import { countiesIn } from '../../ui/counties.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Choice } from '../../ui/form-fields.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { stateChoices, stateOf } from '../../ui/us-states.ts';
import { RegistryResult } from './registry-result.tsx';
import { useRegistry } from './use-registry.ts';

/** Makes accounts of the departments of the national registry: a file, a part of it, a dry run, and then for good. */
export function RegistryScreen() {
  const [file, setFile] = useState<File | null>(null);
  const [part, setPart] = useState({ state: '', county: '' });
  const [missing, setMissing] = useState(false);
  const { outcome, problem, busy, send, forget } = useRegistry();
  const change = (next: Partial<typeof part>) => {
    setPart((before) => ({ ...before, ...next }));
    forget();
  };
  const go = (dryRun: boolean) => {
    setMissing(file === null);
    if (file) void send(file, part, dryRun);
  };
  const tried = outcome?.dryRun === true;
  const due = tried ? outcome.created + outcome.changed : 0;
  return (
    <Page
      title="Import departments"
      lead="Creates an agency for each department in the USFA registry's stations file. Existing agencies are updated. Their features and users do not change."
      narrow
    >
      <section className="registry-part">
        <FileDrop
          label="Drop the stations file here, or choose it"
          hint=".csv or .csv.gz, up to 25 MB"
          accept=".csv,.gz,text/csv,application/gzip"
          file={file}
          disabled={busy !== null}
          error={missing && !file ? 'Choose the stations file.' : null}
          onChange={(next) => {
            setFile(next);
            forget();
          }}
        />
        <div className="form-grid">
          <Choice
            size="sm"
            label="State"
            choices={stateChoices}
            empty="All states"
            value={part.state}
            onChange={(event) => change({ state: event.currentTarget.value, county: '' })}
          />
          <Select
            size="sm"
            label="County"
            searchable
            clearable
            limit={60}
            placeholder={part.state ? 'All counties' : 'Choose the state first'}
            nothingFoundMessage="No county found"
            clearButtonProps={{ 'aria-label': 'All counties' }}
            data={countiesIn(stateOf(part.state)?.fips ?? 'none')}
            value={part.county || null}
            onChange={(county) => change({ county: county ?? '' })}
          />
        </div>
        <div className="registry-go">
          <Button
            size="sm"
            variant={tried ? 'default' : 'filled'}
            disabled={busy !== null}
            onClick={() => go(true)}
          >
            Dry run
          </Button>
          {due > 0 && (
            <Button size="sm" disabled={busy !== null} onClick={() => go(false)}>
              Import {due.toLocaleString()} {due === 1 ? 'department' : 'departments'}
            </Button>
          )}
          {!tried && <span className="nothing">A dry run shows the result without saving anything.</span>}
        </div>
      </section>
      <div aria-live="polite">
        {busy && (
          <p className="registry-busy">
            <Loader size="xs" aria-hidden="true" />
            {busy === 'trying' ? 'Reading the file…' : 'Creating agencies…'}
          </p>
        )}
        <ProblemAlert problem={problem} />
        {outcome && !busy && <RegistryResult outcome={outcome} file={file?.name ?? 'registry'} />}
      </div>
    </Page>
  );
}
