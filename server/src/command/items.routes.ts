import {
  Accountability,
  BoardAgencies,
  BoardItem,
  BoardItemChange,
  BoardItems,
  Mayday,
  NewBoardItem,
  NewMayday,
  NewPar,
  NewParAnswer,
  ParEnd,
  WithReason,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { House } from '../house.ts';
import { patchOf, pathId } from '../http/call.ts';
import { mount } from '../http/route.ts';
import { readBoardAgencies } from './agencies.service.ts';
import { boardWrite, older, one, update, view } from './board-route.ts';
import { addItem, changeItem, dropItem, readItems } from './items.service.ts';
import { callMayday, endMayday } from './maydays.service.ts';
import { answerPar, finishPar, readAccountability, startPar } from './par.service.ts';

const AtEpochQuery = Type.Object(
  { epoch: Type.Integer({ minimum: 0, description: "The board's epoch that the writer has seen." }) },
  { additionalProperties: false },
);

export function itemRoutes(app: FastifyInstance, house: House): void {
  const items = `${one}/items`;
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: items,
      summary: 'Units, staff positions and benchmarks on a board',
      answers: BoardItems,
    },
    (call) => readItems(call, pathId(call)),
  );
  boardWrite(
    app,
    house,
    'items',
    {
      summary: 'Put a unit, staff position or benchmark on the board',
      body: NewBoardItem,
      answers: BoardItem,
      status: 201,
    },
    addItem,
  );
  mount(
    app,
    house,
    {
      ...update,
      method: 'PATCH',
      path: `${items}/:itemId`,
      summary: 'Move or change a unit, staff position or benchmark',
      body: BoardItemChange,
      refuses: older,
      answers: BoardItem,
    },
    (call) => changeItem(call, pathId(call), () => patchOf(call, BoardItemChange)),
  );
  mount(
    app,
    house,
    {
      ...update,
      method: 'DELETE',
      path: `${items}/:itemId`,
      summary: 'Take a unit, staff position or benchmark off the board',
      query: AtEpochQuery,
      refuses: older,
      answers: null,
      status: 204,
    },
    (call, { epoch }) => dropItem(call, pathId(call), epoch),
  );
  accountabilityRoutes(app, house);
}

function accountabilityRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: `${one}/agencies`,
      summary: 'Agencies that command, or a division, can be given to',
      answers: BoardAgencies,
    },
    (call) => readBoardAgencies(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: `${one}/accountability`,
      summary: 'The PAR that runs or was last, when the next one is due, and maydays',
      answers: Accountability,
    },
    (call) => readAccountability(call, pathId(call)),
  );
  const status = 201 as const;
  boardWrite(
    app,
    house,
    'par',
    { summary: 'Start a PAR', body: NewPar, answers: Accountability, status },
    startPar,
  );
  boardWrite(
    app,
    house,
    'par/:parId/answers',
    {
      summary: "A unit's answer: how many of its crew are present",
      body: NewParAnswer,
      answers: Accountability,
    },
    answerPar,
  );
  boardWrite(
    app,
    house,
    'par/:parId/end',
    {
      summary: 'End a PAR; "all PAR" only once every unit answered in full',
      body: ParEnd,
      answers: Accountability,
    },
    finishPar,
  );
  boardWrite(
    app,
    house,
    'maydays',
    { summary: 'Call a mayday', body: NewMayday, answers: Mayday, status },
    callMayday,
  );
  boardWrite(
    app,
    house,
    'maydays/:maydayId/clear',
    { summary: 'Clear a mayday, with a reason', body: WithReason, answers: Mayday },
    endMayday,
  );
}
