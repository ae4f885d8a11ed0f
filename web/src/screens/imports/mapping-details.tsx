import { MultiSelect } from '@mantine/core';
import type { FieldMapping, Import, ImportField } from '../../api/messages.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { samplesOf, without } from './mapping.ts';
import { ValueMap } from './value-map.tsx';

const readings = [
  { value: 'titleCase', label: 'Capital first letters (MAIN ST → Main St)' },
  { value: 'sanFranciscoAddress', label: 'Address of San Francisco’s inspections' },
  { value: 'sanFranciscoUnit', label: 'Unit of San Francisco’s inspections' },
];
const formats = [
  { value: 'YYYY-MM-DD', label: '2026-11-29' },
  { value: 'MM/DD/YYYY', label: '11/29/2026 (month first)' },
  { value: 'DD/MM/YYYY', label: '29/11/2026 (day first)' },
  { value: 'DD.MM.YYYY', label: '29.11.2026' },
  { value: 'YYYYMMDD', label: '20261129' },
  { value: 'YYYY/MM/DD', label: '2026/11/29' },
  { value: 'MM-DD-YYYY', label: '11-29-2026 (month first)' },
  { value: 'DD-MM-YYYY', label: '29-11-2026 (day first)' },
  { value: 'M/D/YY', label: '11/29/26 (month first)' },
  { value: 'D/M/YY', label: '29/11/26 (day first)' },
  { value: 'D-Mon-YYYY', label: '29-Nov-2026' },
  { value: 'Mon D, YYYY', label: 'Nov 29, 2026' },
  { value: 'excelSerial', label: 'Excel’s count of days (46355)' },
  { value: 'epochSeconds', label: 'Seconds since 1970' },
  { value: 'epochMilliseconds', label: 'Milliseconds since 1970' },
];

/** How the cells of a field are read: several columns, dates, capitals, and what each value becomes. */
export function MappingDetails({
  field,
  record,
  mapping,
  onChange,
}: {
  field: ImportField;
  record: Import;
  mapping: FieldMapping;
  onChange: (mapping: FieldMapping) => void;
}) {
  const columns = mapping.columns ?? [];
  const dated = field.type === 'day' || field.type === 'moment';
  const set = (name: 'format' | 'read' | 'pick', value: string) =>
    onChange(value ? { ...mapping, [name]: value } : (without(mapping, name) as FieldMapping));
  return (
    <div className="mapping-details">
      <div className="mapping-ways">
        <MultiSelect
          size="sm"
          label="Columns"
          searchable
          maxValues={6}
          data={record.columns.map(({ name }) => name)}
          value={columns}
          onChange={(next) => next.length > 0 && onChange({ ...mapping, columns: next })}
        />
        {columns.length > 1 && (
          <Choice
            size="sm"
            label="Of several columns"
            choices={[
              { value: 'join', label: 'All, one after the other' },
              { value: 'first', label: 'The first that is not empty' },
              { value: 'known', label: 'The first whose value is listed below' },
            ]}
            value={mapping.pick ?? 'join'}
            onChange={({ currentTarget: { value } }) => set('pick', value)}
          />
        )}
        {dated && (
          <Choice
            size="sm"
            label="Dates look like"
            choices={formats}
            empty="As they are written"
            value={mapping.format ?? ''}
            onChange={({ currentTarget: { value } }) => set('format', value)}
          />
        )}
        {!dated && (
          <Choice
            size="sm"
            label="Read as"
            choices={readings}
            empty="It is written"
            value={mapping.read === 'asIs' ? '' : (mapping.read ?? '')}
            onChange={({ currentTarget: { value } }) => set('read', value)}
          />
        )}
      </div>
      {!dated && (
        <ValueMap field={field} mapping={mapping} samples={samplesOf(record, mapping)} onChange={onChange} />
      )}
    </div>
  );
}
