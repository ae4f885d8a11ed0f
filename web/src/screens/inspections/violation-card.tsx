import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Inspection } from '../../api/messages.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DayText, dayIn } from '../../ui/date-time.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { toast, toastProblem } from '../../ui/toast.tsx';
import { saveInspection } from './inspection-save.ts';
import { PhotoStrip } from './photo-strip.tsx';
import { changeViolation } from './violation-changes.ts';

/** One violation: what, how bad, until when, and what it looks like. */
export function ViolationCard({
  inspection,
  at,
  editable,
  edit,
}: {
  inspection: Inspection;
  at: number;
  editable: boolean;
  edit: () => void;
}) {
  const client = useQueryClient();
  const today = dayIn(useTimeZone());
  const [asked, setAsked] = useState(false);
  const violation = inspection.violations[at]!;
  const { code, description, severity, status, correctBy, correctedOn, photos = [] } = violation;
  const late = status === 'open' && correctBy !== undefined && correctBy < today;

  const remove = async () => {
    await saveInspection(
      client,
      inspection.id,
      changeViolation(at, violation, () => null),
    );
    setAsked(false);
    toast('Violation removed');
    for (const id of photos)
      await call('DELETE', `/v1/inspections/${inspection.id}/photos/${id}`, { ifMatch: 1 }).catch(
        toastProblem,
      );
  };
  const correct = () =>
    saveInspection(
      client,
      inspection.id,
      changeViolation(at, violation, (before) => ({ ...before, status: 'corrected', correctedOn: today })),
    ).then(() => toast('Marked as corrected'), toastProblem);
  return (
    <li className="violation">
      <div className="violation-head">
        <p className="violation-words">{description}</p>
        {editable && (
          <div className="violation-buttons">
            {status === 'open' && (
              <Button size="compact-md" variant="default" onClick={() => void correct()}>
                Mark as corrected
              </Button>
            )}
            <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" size={34} aria-label={`More on: ${description}`}>
                  <Icon name="dots" />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={edit}>Change…</Menu.Item>
                <Menu.Item className="menu-danger" onClick={() => setAsked(true)}>
                  Remove…
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </div>
        )}
      </div>
      <p className="violation-facts">
        <StatusBadge kind="violation" status={status} />
        {code && <span>{code}</span>}
        {severity && <span>{severity}</span>}
        {correctBy && (
          <span data-late={late || undefined}>
            {late ? 'was due' : 'due'} <DayText on={correctBy} />
          </span>
        )}
        {correctedOn && (
          <span>
            corrected <DayText on={correctedOn} />
          </span>
        )}
      </p>
      <PhotoStrip inspection={inspection} at={at} editable={editable} />
      <ConfirmDialog
        opened={asked}
        title="Remove this violation?"
        confirm="Remove"
        danger
        onConfirm={remove}
        onClose={() => setAsked(false)}
      >
        This removes the violation from the inspection and its report
        {photos.length > 0 ? ', and its photos are deleted' : ''}. If it was corrected, mark it as corrected
        instead.
      </ConfirmDialog>
    </li>
  );
}
