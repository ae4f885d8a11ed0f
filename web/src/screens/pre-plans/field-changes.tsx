import type { ReactNode } from 'react';
import { fieldOf, fullLabel, valueText } from './pre-plan-words.ts';

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly conflict?: boolean;
}

/** Fields as they were and as they are to be, side by side. */
export const FieldChanges = ({
  changes,
  first,
}: {
  changes: readonly FieldChange[];
  /** Before each field's name, as to choose it. */
  first?: (change: FieldChange) => ReactNode;
}) => (
  <table className="differences">
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">Before</th>
        <th scope="col">After</th>
      </tr>
    </thead>
    <tbody>
      {changes.map((change) => (
        <tr key={change.field}>
          <th scope="row">
            {first?.(change) ?? fullLabel(change.field)}
            {change.conflict && <small className="plan-conflict">The plan has changed here since</small>}
          </th>
          <td className="plan-text">{textOf(change.field, change.before)}</td>
          <td className="plan-text">{textOf(change.field, change.after)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

function textOf(name: string, value: unknown): ReactNode {
  const field = fieldOf(name);
  const text = field ? valueText(field, value) : value === null ? null : String(value);
  return text ?? <span className="nothing">Not recorded</span>;
}
