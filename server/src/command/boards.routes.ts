import {
  AtEpoch,
  BoardEntries,
  BoardEntry,
  BoardEntryPage,
  BoardEntryParameters,
  BoardTransfer,
  BoardTransferPage,
  BoardTransferParameters,
  CommandBoard,
  CommandBoardChange,
  CommandBoardPage,
  CommandBoardParameters,
  Division,
  Divisions,
  HandDivision,
  LateEntries,
  NewBoardEntry,
  NewCommandBoard,
  NewDivision,
  NewTransfer,
  WithReason,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, patchOf, pathId } from '../http/call.ts';
import { guardOf, mount, mountCreate } from '../http/route.ts';
import { listRecords, type RecordQuery } from '../records/list.ts';
import { readRecord } from '../records/verbs.ts';
import { common, older, one, path, rules, update, view, boardWrite as write } from './board-route.ts';
import { boardListing } from './boards.list.ts';
import { boardDomain, createBoard, patchBoard } from './boards.service.ts';
import { handOver, makeDivision, readDivisions } from './divisions.service.ts';
import { endBoard, reopenBoard } from './end.service.ts';
import { addLateEntries, readEntries, writeEntry } from './entries.service.ts';
import { itemRoutes } from './items.routes.ts';
import './settle.ts';
import { answerTransfer, readTransfers, takeBack, transfer } from './transfers.service.ts';

export function commandBoardRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path,
      summary: 'Command boards you may see, of your agency and shared with it',
      query: CommandBoardParameters,
      answers: CommandBoardPage,
    },
    (call, query) => listRecords(call, boardListing, query as RecordQuery),
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      path,
      summary: 'Start a command board; you are in command',
      guard: guardOf(rules, 'create'),
      body: NewCommandBoard,
      answers: CommandBoard,
      location: (id) => `${path}/${id}`,
    },
    (call) => createBoard(call, bodyOf(call, NewCommandBoard)),
    (call, id) => readRecord(call, boardDomain, id),
  );
  mount(
    app,
    house,
    { ...view, method: 'GET', path: one, summary: 'Read a command board', answers: CommandBoard },
    (call) => readRecord(call, boardDomain, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...update,
      method: 'PATCH',
      path: one,
      summary: 'Change what a board says of its incident, as who is in command',
      body: CommandBoardChange,
      refuses: older,
      answers: CommandBoard,
    },
    (call) => patchBoard(call, pathId(call), () => patchOf(call, CommandBoardChange)),
  );
  logRoutes(app, house);
  divisionRoutes(app, house);
  transferRoutes(app, house);
  endRoutes(app, house);
  itemRoutes(app, house);
}

function logRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: `${one}/entries`,
      summary: "A board's log, complete",
      query: BoardEntryParameters,
      answers: BoardEntryPage,
    },
    (call, query) => readEntries(call, pathId(call), query),
  );
  const created = 201 as const;
  write(
    app,
    house,
    'entries',
    {
      summary: 'Write into the log: who is in command everywhere, a division’s agency in its division',
      body: NewBoardEntry,
      answers: BoardEntry,
      status: created,
    },
    writeEntry,
  );
  write(
    app,
    house,
    'late-entries',
    {
      summary: 'Add what a device wrote under an epoch that your agency held',
      body: LateEntries,
      answers: BoardEntries,
      status: created,
    },
    addLateEntries,
  );
}

function divisionRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: `${one}/divisions`,
      summary: 'Divisions, groups and branches of a board',
      answers: Divisions,
    },
    (call) => readDivisions(call, pathId(call)),
  );
  write(
    app,
    house,
    'divisions',
    { summary: 'Make a division, group or branch', body: NewDivision, answers: Division, status: 201 },
    makeDivision,
  );
  write(
    app,
    house,
    'divisions/:did/hand',
    {
      summary: 'Hand a division to an agency, or take it back (null)',
      body: HandDivision,
      answers: Division,
    },
    handOver,
  );
}

function transferRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: `${one}/transfers`,
      summary: 'How command of a board was and is to be transferred, the latest first',
      query: BoardTransferParameters,
      answers: BoardTransferPage,
    },
    (call, query) => readTransfers(call, pathId(call), query),
  );
  write(
    app,
    house,
    'transfers',
    {
      summary: 'Assume command, ask for it, or offer it',
      body: NewTransfer,
      answers: BoardTransfer,
      status: 201,
    },
    transfer,
  );
  for (const [answer, summary] of [
    ['accept', 'Accept an offer, or give command to who asked for it'],
    ['decline', 'Decline an offer, or a question for command'],
    ['cancel', 'Cancel your own offer or question'],
  ] as const)
    write(
      app,
      house,
      `transfers/:tid/${answer}`,
      { summary, body: AtEpoch, answers: BoardTransfer },
      (call, id, read) => answerTransfer(call, id, answer, read),
    );
  write(
    app,
    house,
    'take-back',
    {
      summary: 'Take command back as the agency of the board, with a reason',
      body: WithReason,
      answers: CommandBoard,
    },
    takeBack,
  );
}

function endRoutes(app: FastifyInstance, house: House): void {
  write(
    app,
    house,
    'end',
    { summary: 'End a board: everybody reads, nobody writes', body: AtEpoch, answers: CommandBoard },
    endBoard,
  );
  write(
    app,
    house,
    'reopen',
    {
      summary: 'Reopen an ended board of your agency, with a reason',
      body: WithReason,
      answers: CommandBoard,
    },
    reopenBoard,
  );
}
