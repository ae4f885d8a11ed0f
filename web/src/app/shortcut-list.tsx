import { Kbd, Modal } from '@mantine/core';
import { useState } from 'react';
import { type Shortcut, useShortcuts } from '../ui/shortcuts.ts';

const isApple = /Mac|iP(hone|ad)/.test(navigator.platform);

/** "mod+k" as it stands on the keyboard at hand. */
const keyTexts = (keys: string) =>
  keys
    .split(' ')
    .map((key) =>
      key.replace(/^mod\+(.)$/, (_, letter: string) => `${isApple ? '⌘' : 'Ctrl'} ${letter.toUpperCase()}`),
    );

/** What works by a key on this page. */
export default function ShortcutList({ close }: { close: () => void }) {
  const shown = useShortcuts();
  const [all] = useState(shown);
  const byLabel = Map.groupBy(all, ({ label }: Shortcut) => label);
  return (
    <Modal.Root opened onClose={close} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <div className="dialog-head">
            <Modal.Title>Keyboard shortcuts</Modal.Title>
            <Modal.CloseButton size="lg" aria-label="Close" />
          </div>
          <dl className="shortcut-list">
            {[...byLabel].map(([label, shortcuts]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  {shortcuts.map(({ keys }, index) => (
                    <span key={keys}>
                      {index > 0 && ' or '}
                      {keyTexts(keys).map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
