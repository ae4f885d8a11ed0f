import { Button, Checkbox, Popover } from '@mantine/core';
import type { AgencyRef } from '../../api/messages.ts';
import type { MapLayer } from '../../map/layers.ts';
import { AgencyMark } from '../../ui/agency-mark.tsx';
import { Icon } from '../../ui/icon.tsx';

/** What the map shows: which kinds of record, and whose. Own records are filled, others' are rings. */
export function LayerList({
  layers,
  agencies,
  mine,
  off,
  hidden,
  onOff,
  onHidden,
}: {
  layers: readonly MapLayer[];
  agencies: readonly AgencyRef[];
  mine: string;
  off: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
  onOff: (noun: string) => void;
  onHidden: (agency: string) => void;
}) {
  const left = off.size + hidden.size;
  return (
    <Popover position="bottom-start" width={300} withRoles={false} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="layers" />} aria-haspopup="dialog">
          {left > 0 ? `Layers, ${left} off` : 'Layers'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Layers" className="layer-list">
        <fieldset>
          <legend>Records</legend>
          {layers.map(({ noun, label, icon }) => (
            <Checkbox
              key={noun}
              size="md"
              checked={!off.has(noun)}
              onChange={() => onOff(noun)}
              label={
                <span className="layer-name">
                  <Icon name={icon} size={16} /> {label}
                </span>
              }
            />
          ))}
        </fieldset>
        <fieldset>
          <legend>Agencies</legend>
          {agencies.map(({ id, name, color }) => (
            <Checkbox
              key={id}
              size="md"
              checked={!hidden.has(id)}
              onChange={() => onHidden(id)}
              label={
                <span className="layer-name">
                  <AgencyMark color={color} /> {name}
                  {id === mine && <small>Ours</small>}
                </span>
              }
            />
          ))}
        </fieldset>
        <p className="layer-key">
          <span className="key-own" aria-hidden="true" /> Ours: filled{' '}
          <span className="key-shared" aria-hidden="true" /> Shared with us: ring
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}
