import './permission-boxes.css';
import { Checkbox } from '@mantine/core';
import { useId } from 'react';
import { useMe } from './me.tsx';
import { permissionAreas, verbOf } from './permission-areas.ts';

/**
 * Permissions to be given, subject by subject. Those one does not hold oneself can't be given: they are said once per
 * subject, and stay as they are; what is there already may be taken away.
 */
export function PermissionBoxes({
  value,
  had = [],
  onlyOwn = false,
  readOnly = false,
  onChange,
}: {
  value: readonly string[];
  /** What was held before the change: it may be taken away, and given back until it is saved. */
  had?: readonly string[];
  /** Leaves out what one does not hold. */
  onlyOwn?: boolean;
  readOnly?: boolean;
  onChange: (value: readonly string[]) => void;
}) {
  const { permissions: granted } = useMe();
  const mayGive = (each: string) => granted.includes(each) || had.includes(each);
  const all = permissionAreas.flatMap(({ permissions }) => permissions);
  const set = (some: readonly string[], on: boolean) =>
    onChange(all.filter((each) => (some.includes(each) ? on : value.includes(each))));
  return (
    <div className="permission-boxes">
      {permissionAreas
        .map((area) => ({
          ...area,
          permissions: area.permissions.filter((each) => !onlyOwn || mayGive(each)),
        }))
        .filter(({ permissions }) => permissions.length > 0)
        .map(({ area, name, permissions }) => (
          <Subject
            key={area}
            name={name}
            permissions={permissions}
            value={value}
            mayGive={(each) => !readOnly && mayGive(each)}
            reason={readOnly ? null : lackText(permissions.filter((each) => !mayGive(each)))}
            set={set}
          />
        ))}
    </div>
  );
}

const lackText = (lacking: readonly string[]): string | null =>
  lacking.length === 0
    ? null
    : `You do not have ${lacking.map(verbOf).join(', ')} yourself, so you cannot give ${lacking.length === 1 ? 'it' : 'them'}.`;

function Subject({
  name,
  permissions,
  value,
  mayGive,
  reason,
  set,
}: {
  name: string;
  permissions: readonly string[];
  value: readonly string[];
  mayGive: (permission: string) => boolean;
  reason: string | null;
  set: (some: readonly string[], on: boolean) => void;
}) {
  const id = useId();
  const open = permissions.filter(mayGive);
  const on = open.filter((each) => value.includes(each));
  return (
    <fieldset className="permission-subject" aria-labelledby={id}>
      {open.length > 1 ? (
        <Checkbox
          size="sm"
          id={`${id}-all`}
          className="permission-name"
          label={<span id={id}>{name}</span>}
          aria-label={`Everything in ${name}`}
          checked={on.length === open.length}
          indeterminate={on.length > 0 && on.length < open.length}
          onChange={(event) => set(open, event.currentTarget.checked)}
        />
      ) : (
        <span className="permission-name permission-plain" id={id}>
          {name}
        </span>
      )}
      <div className="permission-verbs">
        {permissions.map((each) => (
          <Checkbox
            key={each}
            size="sm"
            label={verbOf(each)}
            description={each}
            checked={value.includes(each)}
            disabled={!mayGive(each)}
            {...(reason && !mayGive(each) && { 'aria-describedby': `${id}-why` })}
            onChange={(event) => set([each], event.currentTarget.checked)}
          />
        ))}
        {reason && (
          <p className="permission-why" id={`${id}-why`}>
            {reason}
          </p>
        )}
      </div>
    </fieldset>
  );
}
