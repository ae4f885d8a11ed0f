import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CommandBoard } from '../../api/messages.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useCan } from '../../ui/me.tsx';
import { toast } from '../../ui/toast.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import type { Write } from './use-board.ts';

/** Ends a board, or reopens one that has ended. */
export function BoardActions({ board, write }: { board: CommandBoard; write: Write }) {
  const can = useCan(board);
  const [asked, setAsked] = useState<'end' | 'reopen' | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      {can('edit') && board.status === 'open' && (
        <Button variant="default" className="board-tap" onClick={() => setAsked('end')}>
          End…
        </Button>
      )}
      {can('restore') && (
        <Button variant="default" className="board-tap" onClick={() => setAsked('reopen')}>
          Reopen…
        </Button>
      )}
      <ConfirmDialog
        opened={asked === 'end'}
        title={`End the board for ${board.incidentName}?`}
        confirm="End the board"
        onConfirm={async () => {
          await write('POST', '/end');
          close();
          toast('Board ended');
        }}
        onClose={close}
      >
        Everyone can still read it. Nobody can write on it until {board.agency.name} reopens it.
      </ConfirmDialog>
      {asked === 'reopen' && (
        <ReasonDialog
          title="Reopen this board?"
          label="Reason"
          confirm="Reopen"
          onConfirm={(reason) => write('POST', '/reopen', { reason })}
          onClose={close}
        >
          You will be in command.
        </ReasonDialog>
      )}
    </>
  );
}
