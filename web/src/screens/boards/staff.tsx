import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Choice } from '../../ui/form-fields.tsx';
import { AddForm } from './add-form.tsx';
import { staffPositions } from './board-words.ts';
import type { Parts } from './parts.ts';

const choices = staffPositions.map((value) => ({ value, label: value }));

/** Staff positions and who fills them. A position that is there already is filled anew. */
export function Staff({ items, rights, write }: Parts) {
  const [position, setPosition] = useState<string>(staffPositions[0]);
  const [name, setName] = useState('');
  const staff = items.filter(({ kind }) => kind === 'staff');
  const fill = async () => {
    const there = staff.find(({ label }) => label === position);
    if (there) await write('PATCH', `/items/${there.id}`, { name: name.trim() }, there.version);
    else await write('POST', '/items', { kind: 'staff', label: position, name: name.trim() });
    setName('');
  };
  return (
    <section className="board-card" aria-labelledby="staff">
      <div className="board-head">
        <h2 id="staff">Staff</h2>
        {rights.command && (
          <AddForm open="Assign" title="Assign a staff position" ready={name.trim() !== ''} send={fill}>
            <Choice
              label="Position"
              choices={choices}
              value={position}
              onChange={(event) => setPosition(event.currentTarget.value)}
            />
            <TextInput
              label="Name"
              value={name}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </AddForm>
        )}
      </div>
      {staff.length === 0 ? (
        <p className="nothing">No position is filled.</p>
      ) : (
        <dl className="board-staff">
          {staff.map((each) => (
            <div key={each.id}>
              <dt>{each.label}</dt>
              <dd>{each.name ?? '—'}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
