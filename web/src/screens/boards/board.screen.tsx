import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { CommandBoard } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { Assignments } from './assignments.tsx';
import { Benchmarks } from './benchmarks.tsx';
import { BoardActions } from './board-actions.tsx';
import { BoardLog } from './board-log.tsx';
import { clockText } from './board-words.ts';
import './boards.css';
import { CommandPanel } from './command-panel.tsx';
import { MaydayButton, Maydays } from './maydays.tsx';
import { ParPanel } from './par-panel.tsx';
import { Staff } from './staff.tsx';
import { Strategy } from './strategy.tsx';
import {
  noun,
  useAccountability,
  useBoardLive,
  useDivisions,
  useItems,
  useRights,
  useWrite,
} from './use-board.ts';

/** One command board: who is in command, maydays, units and where they are, PAR, and the log. */
export function BoardScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<CommandBoard>(noun, id));
  const live = useBoardLive(id);
  return (
    <RecordState query={query} what="board" back={{ label: 'All boards', to: '/command-boards' }}>
      {(board) => <BoardPage key={board.id} board={board} live={live} />}
    </RecordState>
  );
}

function BoardPage({ board, live }: { board: CommandBoard; live: boolean }) {
  const divisions = useDivisions(board.id);
  const items = useItems(board.id);
  const { data, now } = useAccountability(board.id);
  const rights = useRights(board, divisions);
  const write = useWrite(board);
  const parts = { board, divisions, items, rights, write, now };
  const lasted = (board.endedAt ? Date.parse(board.endedAt) : now) - Date.parse(board.createdAt);
  return (
    <Page
      title={board.incidentName}
      crumbs={[{ label: 'Command boards', to: '/command-boards' }]}
      lead={
        <span className="record-lead">
          <StatusBadge kind="commandBoard" status={board.status} />
          {board.type && <span>{board.type}</span>}
          {board.strategy && <strong>{board.strategy}</strong>}
          <span className="board-clock">{clockText(lasted)}</span>
          <Provenance record={board} long />
          {board.withheld && <WithheldMark />}
        </span>
      }
      actions={
        <>
          <MaydayButton {...parts} />
          <BoardActions board={board} write={write} />
        </>
      }
    >
      {!live && (
        <Alert color="yellow" mb="md" icon={<Icon name="offline" />}>
          This board is not being updated. Reconnecting…
        </Alert>
      )}
      <Maydays maydays={data?.maydays ?? []} {...parts} />
      <CommandPanel {...parts} />
      <div className="board-columns">
        <div className="board-main">
          <Assignments {...parts} />
        </div>
        <div className="board-side">
          {rights.command && <Strategy board={board} write={write} />}
          <ParPanel accountability={data} {...parts} />
          <Staff {...parts} />
          <Benchmarks {...parts} />
        </div>
      </div>
      <BoardLog board={board} divisions={divisions} rights={rights} write={write} />
    </Page>
  );
}
