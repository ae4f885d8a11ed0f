import './shown-once.css';
import { Button } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import { Icon } from './icon.tsx';

/** A link or key that is in this one answer and nowhere else: to be copied now. */
export function ShownOnce({ label, value, note }: { label: string; value: string; note: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const id = useId();
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setSaid('Copied');
    } catch {
      setSaid('Selected. Press Ctrl+C to copy.');
    }
  };
  return (
    <div className="shown-once">
      <label htmlFor={id}>{label}</label>
      <div className="shown-once-line">
        <input
          ref={field}
          id={id}
          readOnly
          value={value}
          aria-describedby={`${id}-note`}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button size="sm" leftSection={<Icon name="copy" size={16} />} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      <p id={`${id}-note`}>{note}</p>
      <p role="status" className="shown-once-said">
        {said}
      </p>
    </div>
  );
}
