import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Import, ImportMapping } from '../../api/messages.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { TimeZoneField } from '../../ui/time-zone-field.tsx';
import { systemsQuery } from './import.query.ts';
import { without } from './mapping.ts';

type MissingPoints = NonNullable<ImportMapping['missingPoints']>;

/** What is said of the file as a whole: how a record is found again, and what rows may make. */
export function MappingOptions({
  record,
  faults,
  draft,
  setDraft,
}: {
  record: Import;
  faults: Import['faults'];
  draft: ImportMapping;
  setDraft: (next: ImportMapping) => void;
}) {
  const { kind, columns } = record;
  const columnsOfPoints = draft.fields.some(({ field }) => field === 'lng' || field === 'location');
  const systems = useQuery({ ...systemsQuery, enabled: columnsOfPoints });
  const keyFault = faults.find(({ path }) => path.startsWith('mapping.key'));
  const text = (name: 'source' | 'timeZone', value: string) =>
    setDraft(value ? { ...draft, [name]: value } : without(draft, name));
  return (
    <div className="mapping-options">
      <h3>Finding records again</h3>
      <div className="form-grid">
        <MultiSelect
          size="sm"
          className="field-wide"
          label="Columns that tell one record from another"
          description="Imported again, a row changes the record it made before."
          searchable
          maxValues={6}
          data={columns.map(({ name }) => name)}
          value={draft.key.filter((name) => columns.some((column) => column.name === name))}
          error={keyFault && draft.key.length === 0 ? 'Choose at least one column.' : undefined}
          onChange={(key) => setDraft({ ...draft, key })}
        />
        <TextInput
          size="sm"
          className="field-short"
          label="Source"
          description="Where two systems number alike"
          placeholder="Optional"
          maxLength={40}
          value={draft.source ?? ''}
          onChange={(event) => text('source', event.currentTarget.value)}
        />
      </div>
      {columnsOfPoints && (
        <div className="form-grid">
          <Select
            size="sm"
            className="field-wide"
            label="Coordinate system of the points"
            description="Choose one where they are in feet or meters. Degrees stay as they are."
            placeholder="Degrees (WGS 84)"
            searchable
            clearable
            limit={50}
            nothingFoundMessage="No system of that name"
            data={(systems.data?.items ?? []).map(({ id, name }) => ({
              value: id,
              label: `${name} (${id})`,
            }))}
            value={draft.crs ?? null}
            onChange={(crs) => setDraft(crs ? { ...draft, crs } : without(draft, 'crs'))}
          />
        </div>
      )}
      {kind !== 'hydrant' && (
        <div className="form-grid">
          <Choice
            size="sm"
            className="field-wide"
            label="Places whose row has no point"
            description="An approximate point is marked as such until you set it on the map."
            choices={[
              { value: 'zip', label: 'Put them at the middle of their ZIP' },
              { value: 'county', label: 'Put them at the middle of the county' },
            ]}
            empty="Reject the row"
            value={draft.missingPoints ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setDraft(
                value === ''
                  ? without(draft, 'missingPoints')
                  : { ...draft, missingPoints: value as MissingPoints },
              )
            }
          />
        </div>
      )}
      <div className="mapping-checks">
        <Checkbox
          label="Bring back records that were deleted here"
          description="Otherwise such a row is rejected."
          checked={draft.bringBack === true}
          onChange={(event) =>
            setDraft(
              event.currentTarget.checked ? { ...draft, bringBack: true } : without(draft, 'bringBack'),
            )
          }
        />
      </div>
      {(kind === 'permit' || kind === 'inspection') && (
        <div className="mapping-checks">
          <Checkbox
            label="Make a place where we have none at the address"
            description="Otherwise such a row is rejected. Needs the permission Addresses - Create."
            checked={draft.newPlaces !== false}
            onChange={(event) =>
              setDraft(
                event.currentTarget.checked ? without(draft, 'newPlaces') : { ...draft, newPlaces: false },
              )
            }
          />
          {kind === 'inspection' && (
            <Checkbox
              label="Rows with one key are one inspection"
              description="Each row is then a violation of it."
              checked={draft.grouped === true}
              onChange={(event) =>
                setDraft(
                  event.currentTarget.checked ? { ...draft, grouped: true } : without(draft, 'grouped'),
                )
              }
            />
          )}
        </div>
      )}
      {kind === 'inspection' && (
        <div className="form-grid">
          <TimeZoneField
            label="Time zone of the file"
            description="Of times that do not say one"
            placeholder="Your agency's own"
            empty
            value={draft.timeZone ?? ''}
            onChange={(zone) => text('timeZone', zone)}
          />
        </div>
      )}
    </div>
  );
}
