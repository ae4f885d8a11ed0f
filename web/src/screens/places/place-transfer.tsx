import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call, newKey } from '../../api/call.ts';
import type { Candidates, Place } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { useViewAs } from '../../api/view-as.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Lookup } from '../../ui/lookup.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { toast } from '../../ui/toast.tsx';
import { transfersQuery, useTransferDeeds } from './transfer.query.ts';
import { TransferButtons } from './transfer-buttons.tsx';

/** Says that an own place is offered to another agency, for as long as nobody has decided. */
export function PlaceTransferState({ place }: { place: Place }) {
  const viewAs = useViewAs();
  const { data } = useQuery({
    ...transfersQuery({ direction: 'outgoing', status: 'offered', limit: 200 }),
    enabled: viewAs === null,
  });
  const offer = viewAs ? undefined : data?.items.find((each) => each.place.id === place.id);
  if (!offer) return null;
  return (
    <section className="waiting-transfers" aria-label="Transfer pending">
      <ul>
        <li>
          <span>
            Offered to <AgencyName agency={offer.to} /> <DateTime at={offer.createdAt} ago />
          </span>
          <TransferButtons transfer={offer} />
        </li>
      </ul>
    </section>
  );
}

/** Offers an own place to another agency. */
export const OfferDialog = ({
  place,
  opened,
  close,
}: {
  place: Place;
  opened: boolean;
  close: () => void;
}) => (
  <Dialog opened={opened} close={close} title={<>Transfer {place.addressLine}</>}>
    <Offer place={place} close={close} />
  </Dialog>
);

function Offer({ place, close }: { place: Place; close: () => void }) {
  const { offer } = useTransferDeeds();
  const [to, setTo] = useState<{ id: string; name: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const key = useRef(newKey());
  const find = async (q: string) => {
    const { items } = await call<Candidates>('GET', `/v1/places/${place.id}/transfer/candidates`, {
      query: { q },
    });
    return items.map(({ id, name, state }) => ({ value: id, label: `${name}, ${state}` }));
  };
  const choose = (id: string, name: string) => {
    key.current = newKey();
    setProblem(null);
    setTo({ id, name });
  };
  const send = async () => {
    if (!to || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await offer(place.id, to.id, key.current);
      close();
      toast(`Offered to ${to.name}`);
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Text mt="xs" mb="sm">
        The other agency accepts or declines. Once it accepts, it owns the place and decides who sees it. Your
        agency keeps the permits and inspections it created here and sees them only if the new owner shares
        the place with you.
      </Text>
      {to ? (
        <div className="picked">
          <b>{to.name}</b>
          <Button size="compact-sm" variant="default" onClick={() => setTo(null)}>
            Choose another
          </Button>
        </div>
      ) : (
        <Lookup label="Agency" id={`transfer ${place.id}`} find={find} choose={choose} />
      )}
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={close}>
          Cancel
        </Button>
        {to && (
          <Button size="sm" loading={busy} onClick={() => void send()}>
            Offer the place
          </Button>
        )}
      </Group>
    </>
  );
}
