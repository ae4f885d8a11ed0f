import { ActionIcon } from '@mantine/core';
import { useState } from 'react';
import type { Point } from '../api/messages.ts';
import { Icon } from './icon.tsx';

/** "29.79466, -98.73197": latitude first, as people and map sites write it. */
export const coordinatesText = ({ coordinates: [longitude, latitude] }: Point): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;

const shownFor = 2000;

/** A point in figures, to be read or copied. */
export function Coordinates({ point }: { point: Point }) {
  const [said, setSaid] = useState('');
  const text = coordinatesText(point);
  const say = (words: string) => {
    setSaid(words);
    setTimeout(() => setSaid(''), shownFor);
  };
  const copy = () => {
    // Browsers give out the clipboard over https and on this machine only.
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject();
    done.then(
      () => say('Copied'),
      () => say('Select the coordinates to copy them'),
    );
  };
  return (
    <span className="coordinates">
      <span className="coordinates-text">{text}</span>
      <ActionIcon variant="subtle" color="gray" size="md" aria-label="Copy the coordinates" onClick={copy}>
        <Icon name={said === 'Copied' ? 'check' : 'copy'} size={16} />
      </ActionIcon>
      <span role="status" className="coordinates-said">
        {said}
      </span>
    </span>
  );
}
