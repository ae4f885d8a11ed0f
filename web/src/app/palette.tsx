import { Loader, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { asCallProblem } from '../api/problem.ts';
import { AgencyMark } from '../ui/agency-mark.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFindings } from './findings.ts';
import type { Found } from './found.ts';

/** Finds records, agencies and screens: by typing, arrows and Enter, or by hand. */
export default function Palette({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 180);
  const { groups, busy, error } = useFindings(q);
  const all = groups.flatMap((group) => group.found);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const chosen = Math.min(at, all.length - 1);

  useEffect(() => {
    list.current?.querySelector(`#found-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const go = (found: Found) => {
    close();
    void navigate({ to: found.to, search: found.search ?? {} });
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length > 0) {
      event.preventDefault();
      setAt((chosen + step + all.length) % all.length);
    } else if (event.key === 'Enter' && all[chosen]) {
      event.preventDefault();
      go(all[chosen]);
    }
  };
  return (
    <Modal.Root opened onClose={close} size={620} yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content aria-label="Search">
        <Modal.Body className="palette">
          <TextInput
            data-autofocus
            size="md"
            variant="unstyled"
            role="combobox"
            aria-label="Search"
            aria-expanded="true"
            aria-controls="found"
            aria-autocomplete="list"
            aria-activedescendant={all[chosen] && `found-${chosen}`}
            placeholder="Address, number, name…"
            leftSection={<Icon name="search" />}
            rightSection={busy && <Loader size="xs" />}
            maxLength={200}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={press}
          />
          <div id="found" role="listbox" aria-label="Found" className="palette-list" ref={list}>
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, not fieldsets
              <div key={group.name} role="group" aria-label={group.name}>
                <p className="palette-group" aria-hidden="true">
                  {group.name}
                </p>
                {group.found.map((found) => {
                  const index = all.indexOf(found);
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's business
                    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
                    <div
                      key={found.key}
                      id={`found-${index}`}
                      role="option"
                      aria-selected={index === chosen}
                      className="palette-item"
                      onMouseMove={() => setAt(index)}
                      onClick={() => go(found)}
                    >
                      <Icon name={found.icon} />
                      <span className="palette-words">
                        <span>{found.label}</span>
                        {found.sublabel && <small>{found.sublabel}</small>}
                      </span>
                      {found.owner && (
                        <span className="palette-owner">
                          <AgencyMark color={found.owner.color} />
                          {found.owner.name}
                        </span>
                      )}
                    </div>
                  );
                })}
              </div>
            ))}
          </div>
          <p className="palette-state" role="status">
            {error
              ? asCallProblem(error).message
              : q !== '' && !busy && all.length === 0
                ? `Nothing you can see matches “${q}”.`
                : ''}
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
