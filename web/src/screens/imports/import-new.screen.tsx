import './imports.css';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { call, newKey } from '../../api/call.ts';
import type { Import, ImportKind } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { keys, refresh } from '../../api/queries.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { importKinds } from './import-words.ts';

const longest = 10 * 60_000;
const crumbs = [{ label: 'Import and export', to: '/admin/imports' }];

/** What is brought in, and its file. Nothing is imported yet. */
export function NewImportScreen() {
  const { permissions } = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const kinds = (Object.keys(importKinds) as ImportKind[]).filter((each) =>
    permissions.includes(importKinds[each].create),
  );
  const [kind, setKind] = useState<ImportKind | undefined>(kinds[0]);
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef(newKey());
  const changed = () => {
    key.current = newKey();
    setProblem(null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(!file);
    if (!file || !kind || busy) return;
    setBusy(true);
    setProblem(null);
    const body = new FormData();
    body.append('file', file);
    try {
      const options = { query: { kind }, body, idempotencyKey: key.current, timeout: longest };
      const made = await call<Import>('POST', '/v1/imports', options);
      client.setQueryData(keys.record('imports', made.id), made);
      void refresh(client, 'imports');
      await navigate({ to: `/admin/imports/${made.id}` as string, replace: true });
    } catch (error) {
      changed();
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const fault = problem?.errors.find(({ path }) => path === 'file');
  return (
    <Page title="New import" crumbs={crumbs} narrow>
      <form onSubmit={submit} noValidate className="record-form">
        <fieldset>
          <legend>What is in the file</legend>
          <div className="import-kinds">
            {kinds.map((each) => (
              <label key={each} data-chosen={each === kind || undefined}>
                <input
                  type="radio"
                  name="kind"
                  checked={each === kind}
                  onChange={() => {
                    setKind(each);
                    changed();
                  }}
                />
                <span>
                  <strong>{importKinds[each].many}</strong>
                  <small>{importKinds[each].about}</small>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>File</legend>
          <FileDrop
            label="Drop a file here, or choose it"
            hint="CSV or GeoJSON, plain, zip or gzip, up to 25 MB"
            accept=".csv,.tsv,.txt,.geojson,.geojsonl,.json,.zip,.gz,text/csv,application/geo+json,application/zip,application/gzip"
            file={file}
            disabled={busy}
            error={fault ? `The file ${fault.message}.` : missing && !file ? 'Choose a file.' : null}
            onChange={(next) => {
              setFile(next);
              changed();
            }}
          />
          <p className="imports-note">
            Next you say which column is what, and a dry run shows what would happen. Nothing is written
            before you start the import.
          </p>
        </fieldset>
        {!fault && <ProblemAlert problem={problem} />}
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Upload
          </Button>
          <Button
            size="sm"
            variant="default"
            renderRoot={(link) => <Link to={'/admin/imports' as string} {...link} />}
          >
            Cancel
          </Button>
        </div>
      </form>
    </Page>
  );
}
