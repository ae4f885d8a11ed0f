/** What stands on a command board: units, staff, benchmarks, PAR and maydays. Source: rules.md *Command*, *Division*. */
import { type Static, Type } from 'typebox';
import { AtEpoch } from './command-board.ts';
import { AgencyRef, Id, line, Nullable, oneOf, strict, Time } from './common.ts';

const Epoch = AtEpoch.properties.epoch;

/** Where a unit stands when it is in no division. */
export const itemPosts = ['staging', 'rehab', 'rit'] as const;

const content = {
  label: line(60),
  name: Nullable(line(120)),
  crew: Nullable(Type.Integer({ minimum: 0, maximum: 99 })),
  divisionId: Nullable(Id),
  post: Nullable(oneOf(itemPosts)),
};

export const BoardItem = strict({
  id: Id,
  version: Type.Integer(),
  kind: oneOf(['unit', 'staff', 'benchmark'], {
    description: 'A unit by its call sign, a staff position, or a benchmark.',
  }),
  ...content,
  since: Type.Unsafe<Static<typeof Time>>({ ...Time, description: 'Since when it is where it is.' }),
  doneAt: Nullable(Time),
  createdAt: Time,
});
export type BoardItem = Static<typeof BoardItem>;
export const BoardItems = strict({ items: Type.Array(BoardItem) });

const optional = Type.Partial(
  strict({ name: content.name, crew: content.crew, divisionId: content.divisionId, post: content.post }),
).properties;

export const NewBoardItem = strict({
  epoch: Epoch,
  kind: BoardItem.properties.kind,
  label: content.label,
  ...optional,
  done: Type.Optional(Type.Boolean({ description: 'A benchmark that is reached already.' })),
});
export type NewBoardItem = Static<typeof NewBoardItem>;

export const BoardItemChange = strict({
  epoch: Epoch,
  label: Type.Optional(content.label),
  ...optional,
  done: Type.Optional(Type.Boolean({ description: 'A benchmark is reached, or is not after all.' })),
});
export type BoardItemChange = Static<typeof BoardItemChange>;

const ParAnswer = strict({ itemId: Id, reported: Type.Integer(), at: Time });
export const Par = strict({
  id: Id,
  reason: Type.String(),
  startedAt: Time,
  endedAt: Nullable(Time),
  allPar: Type.Boolean({ description: 'It ended with every unit present in full.' }),
  answers: Type.Array(ParAnswer),
});
export type Par = Static<typeof Par>;

const lunar = {
  unit: Nullable(line(60)),
  name: Nullable(line(120)),
  location: Nullable(line(200)),
  assignment: Nullable(line(200)),
  air: Nullable(line(100)),
  resources: Nullable(line(500)),
};
export const Mayday = strict({
  id: Id,
  ...lunar,
  divisionId: Nullable(Id),
  calledAt: Time,
  agency: AgencyRef,
  clearedAt: Nullable(Time),
  clearReason: Nullable(Type.String()),
});
export type Mayday = Static<typeof Mayday>;

export const Accountability = strict({
  now: Type.Unsafe<Static<typeof Time>>({ ...Time, description: "The server's time." }),
  parDueAt: Nullable(Time),
  par: Nullable(Par),
  maydays: Type.Array(Mayday),
});
export type Accountability = Static<typeof Accountability>;

export const NewPar = strict({ epoch: Epoch, reason: line(200) });
export type NewPar = Static<typeof NewPar>;
export const NewParAnswer = strict({
  epoch: Epoch,
  itemId: Id,
  reported: Type.Integer({ minimum: 0, maximum: 99 }),
});
export type NewParAnswer = Static<typeof NewParAnswer>;
export const ParEnd = strict({
  epoch: Epoch,
  outcome: oneOf(['allPar', 'stopped'], {
    description: '"allPar" only once every unit on the board has answered in full.',
  }),
});
export type ParEnd = Static<typeof ParEnd>;

export const NewMayday = strict({
  epoch: Epoch,
  ...Type.Partial(strict({ ...lunar, divisionId: content.divisionId })).properties,
});
export type NewMayday = Static<typeof NewMayday>;
