import './file-drop.css';
import { useState } from 'react';
import { bytesText } from './bytes.ts';
import { Icon } from './icon.tsx';

/** A file to be dropped here or picked. The field itself covers the box, so that both are the browser's own. */
export function FileDrop({
  label,
  hint,
  accept,
  file,
  error,
  disabled = false,
  onChange,
}: {
  label: string;
  hint: string;
  accept: string;
  file: File | null;
  error?: string | null;
  disabled?: boolean;
  onChange: (file: File | null) => void;
}) {
  const [over, setOver] = useState(false);
  return (
    <div className="file-drop" data-over={over || undefined} data-bad={error ? '' : undefined}>
      <Icon name={file ? 'log' : 'upload'} size={24} />
      <div className="file-drop-words">
        <strong>{file ? file.name : label}</strong>
        <span>{file ? `${bytesText(file.size)} · Choose another file` : hint}</span>
        {error && (
          <span className="file-drop-fault" role="alert">
            {error}
          </span>
        )}
      </div>
      <input
        type="file"
        aria-label={label}
        aria-invalid={error ? true : undefined}
        accept={accept}
        disabled={disabled}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen) onChange(chosen);
        }}
      />
    </div>
  );
}
