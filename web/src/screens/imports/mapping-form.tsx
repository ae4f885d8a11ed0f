import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Import, ImportField, ImportTrial } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { fieldsQuery } from './import.query.ts';
import { faultsByField, withField } from './mapping.ts';
import { MappingOptions } from './mapping-options.tsx';
import { MappingRow } from './mapping-row.tsx';
import type { Mapping } from './use-mapping.ts';

/** Which column is what: our fields, each with where it comes from and what stands there. */
export function MappingForm({
  record,
  mapping,
  trial,
}: {
  record: Import;
  mapping: Mapping;
  trial: ImportTrial;
}) {
  const fields = useQuery(fieldsQuery);
  const { draft, setDraft, dirty, busy, save, discard, applyPreset } = mapping;
  return (
    <section className="mapping" aria-labelledby="mapping">
      <div className="mapping-head">
        <h2 id="mapping">Which column is what</h2>
        {record.presets.length > 0 && (
          <Choice
            size="sm"
            aria-label="Shipped mapping"
            choices={record.presets.map(({ id, name }) => ({ value: id, label: name }))}
            empty="A mapping of your own"
            value={dirty ? '' : (record.preset ?? '')}
            disabled={busy !== null}
            onChange={({ currentTarget: { value } }) => value && void applyPreset(value)}
          />
        )}
      </div>
      {fields.isPending && <Waiting what="the fields" />}
      {fields.error && (
        <ProblemAlert problem={asCallProblem(fields.error)} retry={() => void fields.refetch()} />
      )}
      {fields.data && (
        <Rows
          record={record}
          mapping={mapping}
          trial={trial}
          fields={fields.data.items.filter(({ kind }) => kind === record.kind)}
        />
      )}
      <MappingOptions record={record} faults={trial.faults} draft={draft} setDraft={setDraft} />
      {dirty && (
        <div className="form-end mapping-end">
          <Button size="sm" loading={busy === 'save'} disabled={busy !== null} onClick={() => void save()}>
            Save mapping
          </Button>
          <Button size="sm" variant="default" disabled={busy !== null} onClick={discard}>
            Discard
          </Button>
          <span className="nothing">A dry run or an import saves it, too.</span>
        </div>
      )}
    </section>
  );
}

function Rows({
  record,
  mapping: { draft, setDraft },
  trial,
  fields,
}: {
  record: Import;
  mapping: Mapping;
  trial: ImportTrial;
  fields: readonly ImportField[];
}) {
  const [all, setAll] = useState(false);
  // What was shown stays, so that a row emptied by mistake can be filled again.
  const [first] = useState(() => new Set(record.mapping.fields.map(({ field }) => field)));
  const filled = new Map(draft.fields.map((each) => [each.field, each]));
  const faults = faultsByField(trial.faults, draft);
  const becomes = new Map(trial.becomes.map(({ field, samples }) => [field, samples]));
  const missing = new Set(
    trial.faults.flatMap(({ message }) => / \(([a-zA-Z.]+)\) is not filled$/.exec(message)?.[1] ?? []),
  );
  const shown = fields.filter(
    ({ name, required }) => all || required || first.has(name) || filled.has(name) || missing.has(name),
  );
  const rest = fields.length - shown.length;
  return (
    <>
      <table className="mapping-table">
        <caption className="visually-hidden">
          Fields, where each comes from, and what samples of the file become
        </caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Comes from</th>
            <th scope="col">In the file, and what it becomes</th>
            <th scope="col">
              <span className="visually-hidden">Details</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((field) => (
            <MappingRow
              key={field.name}
              field={field}
              record={record}
              mapping={filled.get(field.name)}
              needed={field.required || missing.has(field.name)}
              fault={faults.get(field.name)}
              samples={becomes.get(field.name) ?? []}
              onChange={(next) => setDraft(withField(draft, field.name, next))}
            />
          ))}
        </tbody>
      </table>
      {(rest > 0 || all) && (
        <Button size="compact-sm" variant="subtle" mt="xs" onClick={() => setAll(!all)}>
          {all ? 'Show fewer fields' : `Show ${rest} more ${rest === 1 ? 'field' : 'fields'}`}
        </Button>
      )}
    </>
  );
}
