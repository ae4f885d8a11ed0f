import { Button } from '@mantine/core';
import { useState } from 'react';
import type { BoardTransfer } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { useMe } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { transferText } from './board-words.ts';
import { ChoiceDialog } from './choice-dialog.tsx';
import type { Parts } from './parts.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useBoardAgencies, useTransfers } from './use-board.ts';

/** Who is in command, and how command is taken, asked for, offered, accepted and taken back. */
export function CommandPanel({ board, rights, write }: Parts) {
  const me = useMe();
  const own = me.agency?.id;
  const { holder } = board;
  const [asked, setAsked] = useState<'offer' | 'takeBack' | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const pending = useTransfers(board.id).filter(({ status }) => status === 'pending');
  const agencies = useBoardAgencies(board.id, asked === 'offer');
  const mine = holder.user?.id === me.user.id && holder.agency.id === own;
  const inAgency = holder.agency.id === own;
  const go = async (under: string, body?: object) => {
    setBusy(true);
    setProblem(null);
    try {
      await write('POST', under, body);
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const buttons = (
    <>
      {rights.can('assume') && !mine && (
        <Button
          className="board-tap"
          loading={busy}
          onClick={() => void go('/transfers', { kind: 'assume' })}
        >
          Take command
        </Button>
      )}
      {rights.can('assume') && !inAgency && (
        <Button
          className="board-tap"
          variant="default"
          disabled={busy}
          onClick={() => void go('/transfers', { kind: 'ask' })}
        >
          Ask for command
        </Button>
      )}
      {rights.command && (
        <Button className="board-tap" variant="default" onClick={() => setAsked('offer')}>
          Offer command…
        </Button>
      )}
      {rights.can('takeBack') && !inAgency && (
        <Button className="board-tap" variant="default" onClick={() => setAsked('takeBack')}>
          Take back…
        </Button>
      )}
    </>
  );
  return (
    <section className="board-card board-command" aria-labelledby="in-command">
      <div className="board-holder">
        <h2 id="in-command">In command</h2>
        <p className="board-commander" data-nobody={holder.user === null || undefined}>
          {board.status === 'ended' ? 'Ended' : (holder.user?.name ?? 'Nobody is in command')}
        </p>
        <p className="board-since">
          <AgencyName agency={holder.agency} /> since <DateTime at={holder.since} />
        </p>
      </div>
      {board.status === 'open' && <div className="board-buttons">{buttons}</div>}
      <ProblemAlert problem={problem} />
      {pending.map((each) => (
        <Pending key={each.id} transfer={each} own={own} rights={rights} busy={busy} go={go} />
      ))}
      {asked === 'offer' && (
        <ChoiceDialog
          title="Offer command"
          label="To"
          choices={agencies
            .filter(({ id }) => id !== own)
            .map(({ id, name }) => ({ value: id, label: name }))}
          none="No other agency can take command of this board. The board's agency sets Command to Command Transfer for a partner."
          confirm="Offer command"
          onConfirm={(toAgencyId) => write('POST', '/transfers', { kind: 'offer', toAgencyId })}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'takeBack' && (
        <ReasonDialog
          title={`Take command back from ${holder.agency.name}?`}
          label="Reason"
          confirm="Take command back"
          onConfirm={(reason) => write('POST', '/take-back', { reason })}
          onClose={() => setAsked(null)}
        >
          Everyone on the board reads the reason.
        </ReasonDialog>
      )}
    </section>
  );
}

function Pending({
  transfer,
  own,
  rights,
  busy,
  go,
}: {
  transfer: BoardTransfer;
  own: string | undefined;
  rights: Parts['rights'];
  busy: boolean;
  go: (under: string) => Promise<void>;
}) {
  const answer = (step: string) => void go(`/transfers/${transfer.id}/${step}`);
  const mayAnswer =
    transfer.to.id === own && (transfer.kind === 'offer' ? rights.can('assume') : rights.command);
  return (
    <div className="board-pending" role="status">
      <span>{transferText(transfer)}</span>
      <div className="board-buttons">
        {mayAnswer && (
          <>
            <Button className="board-tap" disabled={busy} onClick={() => answer('accept')}>
              {transfer.kind === 'ask' ? 'Give command' : 'Accept command'}
            </Button>
            <Button className="board-tap" variant="default" disabled={busy} onClick={() => answer('decline')}>
              Decline
            </Button>
          </>
        )}
        {transfer.from.id === own && (
          <Button className="board-tap" variant="default" disabled={busy} onClick={() => answer('cancel')}>
            Cancel this
          </Button>
        )}
      </div>
    </div>
  );
}
