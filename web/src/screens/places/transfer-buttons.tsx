import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { PlaceTransfer } from '../../api/messages.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useMay, useMe } from '../../ui/me.tsx';
import { toast } from '../../ui/toast.tsx';
import { type Decision, useTransferDeeds } from './transfer.query.ts';

interface Words {
  readonly button: string;
  readonly title: string;
  readonly text: string;
  readonly done: string;
}

const words: Record<Decision, (transfer: PlaceTransfer) => Words> = {
  accept: ({ place, from }) => ({
    button: 'Accept',
    title: `Accept ${place.addressLine}?`,
    text: `Your agency will own the place and decide who sees it. ${from.name} loses ownership. Permits and inspections stay with the agencies that created them.`,
    done: `${place.addressLine} now belongs to your agency`,
  }),
  decline: ({ place, from }) => ({
    button: 'Decline',
    title: `Decline ${place.addressLine}?`,
    text: `The place stays with ${from.name}, which is notified. They can offer it again.`,
    done: `${place.addressLine} declined`,
  }),
  withdraw: ({ place, to }) => ({
    button: 'Withdraw the offer',
    title: `Withdraw the offer of ${place.addressLine}?`,
    text: `The place stays with your agency. ${to.name} is notified.`,
    done: 'Offer withdrawn',
  }),
};

/** What may be done about an offer that still stands. */
export function TransferButtons({ transfer }: { transfer: PlaceTransfer }) {
  const navigate = useNavigate();
  const us = useMe().agency?.id;
  const mayTake = useMay('Addresses - Create');
  const mayGive = useMay('Addresses - Edit');
  const { decide } = useTransferDeeds();
  const [asked, setAsked] = useState<Decision | null>(null);
  const [last, setLast] = useState<Decision>('accept');
  if (transfer.status !== 'offered') return null;
  const incoming = transfer.to.id === us;
  const possible: Decision[] = incoming
    ? mayTake
      ? ['accept', 'decline']
      : []
    : mayGive
      ? ['withdraw']
      : [];
  const ask = (decision: Decision) => {
    setLast(decision);
    setAsked(decision);
  };
  const { title, text, button, done } = words[last](transfer);
  const go = async () => {
    await decide(transfer, last);
    setAsked(null);
    toast(done);
    if (last === 'accept') await navigate({ to: `/places/${transfer.place.id}` as never });
  };
  return (
    <span className="transfer-buttons">
      {possible.map((decision) => (
        <Button
          key={decision}
          size="compact-md"
          variant={decision === 'accept' ? 'filled' : 'default'}
          aria-label={`${words[decision](transfer).button}: ${transfer.place.addressLine}`}
          onClick={() => ask(decision)}
        >
          {words[decision](transfer).button}
        </Button>
      ))}
      <ConfirmDialog
        opened={asked !== null}
        title={title}
        confirm={button}
        onConfirm={go}
        onClose={() => setAsked(null)}
      >
        {text}
      </ConfirmDialog>
    </span>
  );
}
