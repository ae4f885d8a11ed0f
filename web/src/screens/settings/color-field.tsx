import { TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { AgencyInitials, AgencyMark } from '../../ui/agency-mark.tsx';
import { isColor } from './settings-values.ts';

/** Colors that are easy to tell apart on maps and in lists, in light and in dark. */
const colors = [
  ['#2f6f9f', 'Blue'],
  ['#2c7c7c', 'Teal'],
  ['#3f7d4e', 'Green'],
  ['#4f6b2f', 'Olive'],
  ['#8a6d1f', 'Ochre'],
  ['#b5532b', 'Rust'],
  ['#a6452f', 'Brick'],
  ['#a03f6b', 'Raspberry'],
  ['#7a4f9a', 'Purple'],
  ['#5b5fa8', 'Indigo'],
] as const;

/** An agency's colour: one of ten, or any other; with how it will look beside the name. */
export function ColorField({
  name,
  value,
  error,
  onChange,
}: {
  name: string;
  value: string;
  error: ReactNode;
  onChange: (value: string) => void;
}) {
  const group = useId();
  const shown = isColor(value) ? value.trim() : '#7d8b95';
  return (
    <div className="color-field">
      <div className="color-choice">
        <div className="swatches" role="radiogroup" aria-label="Color">
          {colors.map(([color, label]) => (
            <label key={color} className="swatch" title={label}>
              <input
                type="radio"
                name={group}
                className="visually-hidden"
                aria-label={label}
                checked={shown.toLowerCase() === color}
                onChange={() => onChange(color)}
              />
              <span style={{ backgroundColor: color }} aria-hidden="true" />
            </label>
          ))}
        </div>
        <div className="color-own">
          <input
            type="color"
            aria-label="Another color"
            value={shown}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <TextInput
            size="sm"
            aria-label="Color code"
            value={value}
            error={error}
            maxLength={7}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </div>
      </div>
      <figure className="color-preview">
        {(['light', 'dark'] as const).map((ground) => (
          <div key={ground} className="color-ground" data-ground={ground}>
            <AgencyInitials name={name} color={shown} />
            <span className="color-row">
              <AgencyMark color={shown} />
              {name}
            </span>
          </div>
        ))}
        <figcaption>How partners see your agency, in light and dark.</figcaption>
      </figure>
    </div>
  );
}
