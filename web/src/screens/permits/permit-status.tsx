import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Permit, PermitChange, PermitStatus } from '../../api/messages.ts';
import { isStale } from '../../api/problem.ts';
import { keys, refresh } from '../../api/queries.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { IssueDialog } from './permit-issue.tsx';
import { nextStatuses, steps } from './permit-words.ts';

type Next = Exclude<PermitStatus, 'applied'>;

const stepOf = (permit: Permit, next: Next) =>
  steps[next === 'issued' && permit.status === 'expired' ? 'renewed' : next];

/** What a permit may become next, as buttons; what can't be taken back asks first. */
export function PermitSteps({ permit }: { permit: Permit }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [next, setNext] = useState<Next>('issued');
  const possible = nextStatuses[permit.status] as readonly Next[];

  const change = async (dates: Pick<PermitChange, 'issuedOn' | 'expiresOn'> = {}) => {
    const { done } = stepOf(permit, next);
    try {
      const answer = await call<Permit>('PATCH', `/v1/permits/${permit.id}`, {
        body: { status: next, ...dates },
        ifMatch: permit.version,
      });
      client.setQueryData(keys.record('permits', permit.id), answer);
      setOpen(false);
      toast(done);
    } catch (error) {
      if (isStale(error)) await refresh(client, 'permits', permit.id);
      throw error;
    }
    void refresh(client, 'permits', permit.id);
  };
  const step = stepOf(permit, next);
  return (
    <>
      {possible.map((each) => (
        <Button
          key={each}
          size="sm"
          variant={each === 'issued' ? 'filled' : 'default'}
          onClick={() => {
            setNext(each);
            setOpen(true);
          }}
        >
          {stepOf(permit, each).button}
        </Button>
      ))}
      <IssueDialog
        permit={permit}
        step={step}
        opened={open && next === 'issued'}
        send={change}
        close={() => setOpen(false)}
      />
      <ConfirmDialog
        opened={open && next !== 'issued'}
        title={step.title(permit.number)}
        confirm={step.button}
        danger={step.danger === true}
        onConfirm={() => change()}
        onClose={() => setOpen(false)}
      >
        {step.text}
      </ConfirmDialog>
    </>
  );
}
