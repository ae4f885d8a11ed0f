/** Command boards. Sources: api.md *Records* and *Settled details*, rules.md *Command*, *Division*, *Late entries*, *The end*. */
import { type Static, Type } from 'typebox';
import {
  AgencyRef,
  Id,
  line,
  listParameters,
  Nullable,
  oneOf,
  Point,
  page,
  recordHead,
  recordParameters,
  strict,
  Time,
  text,
} from './common.ts';

const Person = strict({ id: Id, name: Type.String() });
const Epoch = Type.Integer({ minimum: 0, description: "The board's epoch that the writer has seen." });

const incident = {
  incidentName: line(200),
  type: Nullable(line(100)),
  location: Nullable(Point),
  strategy: Nullable(line(60)),
};

/** A board as its reader may see it; a field that is not open to them is absent. */
export const CommandBoard = strict({
  ...recordHead,
  ...incident,
  status: oneOf(['open', 'ended']),
  holder: strict({ agency: AgencyRef, user: Nullable(Person), since: Time }),
  epoch: Type.Integer(),
  seq: Type.Integer({ description: 'The number of the last entry of its log.' }),
  endedAt: Nullable(Time),
  notes: Type.Optional(Nullable(Type.String())),
});
export const CommandBoardPage = page(CommandBoard);

export const NewCommandBoard = strict({
  incidentName: incident.incidentName,
  ...Type.Partial(
    strict({
      type: incident.type,
      location: incident.location,
      strategy: incident.strategy,
      withheld: Type.Boolean(),
    }),
  ).properties,
});
export type NewCommandBoard = Static<typeof NewCommandBoard>;

export const CommandBoardChange = strict({
  epoch: Epoch,
  ...Type.Partial(strict({ ...incident, notes: Nullable(text(4000)), withheld: Type.Boolean() })).properties,
});
export type CommandBoardChange = Static<typeof CommandBoardChange>;

const { bbox: _none, ...parameters } = recordParameters(['createdAt', 'updatedAt', 'incidentName']);
export const CommandBoardParameters = strict({
  ...parameters,
  status: Type.Optional(oneOf(['open', 'ended'])),
});

export const BoardEntry = strict({
  id: Id,
  seq: Type.Integer(),
  kind: Type.String(),
  text: Type.String(),
  epoch: Type.Integer(),
  divisionId: Nullable(Id),
  agency: AgencyRef,
  user: Nullable(Person),
  at: Time,
  receivedAt: Time,
  late: Type.Boolean(),
});
export const BoardEntryPage = page(BoardEntry);
export const BoardEntryParameters = strict({
  limit: listParameters.limit,
  cursor: listParameters.cursor,
  after: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Only later than this number, oldest first.' }),
  ),
});

const clientId = Type.String({ minLength: 1, maxLength: 100 });
export const NewBoardEntry = strict({
  epoch: Epoch,
  text: line(4000),
  kind: Type.Optional(line(40)),
  divisionId: Type.Optional(Nullable(Id)),
  clientId: Type.Optional(clientId),
});
export type NewBoardEntry = Static<typeof NewBoardEntry>;

/** What a device wrote under an earlier epoch, while its agency was in command. */
export const LateEntries = strict({
  epoch: Epoch,
  entries: Type.Array(strict({ text: line(4000), at: Time, clientId }), { minItems: 1, maxItems: 200 }),
});
export type LateEntries = Static<typeof LateEntries>;
export const BoardEntries = strict({ items: Type.Array(BoardEntry) });

export const Division = strict({
  id: Id,
  name: Type.String(),
  kind: Type.String(),
  agency: Nullable(AgencyRef),
  version: Type.Integer(),
});
export const Divisions = strict({ items: Type.Array(Division) });
export const NewDivision = strict({
  epoch: Epoch,
  name: line(100),
  kind: Type.Optional(oneOf(['division', 'group', 'branch'])),
});
export type NewDivision = Static<typeof NewDivision>;
export const HandDivision = strict({ epoch: Epoch, agencyId: Nullable(Id) });
export type HandDivision = Static<typeof HandDivision>;

export const BoardTransfer = strict({
  id: Id,
  kind: oneOf(['assume', 'ask', 'offer', 'takeBack', 'returned']),
  status: oneOf(['pending', 'accepted', 'declined', 'cancelled', 'lapsed']),
  from: AgencyRef,
  to: AgencyRef,
  toUserId: Nullable(Id),
  user: Nullable(Person),
  reason: Nullable(Type.String()),
  epoch: Type.Integer(),
  createdAt: Time,
  decidedAt: Nullable(Time),
});
export const BoardTransferPage = page(BoardTransfer);
export const BoardTransferParameters = strict({ limit: listParameters.limit, cursor: listParameters.cursor });

export const NewTransfer = Type.Union([
  strict({ kind: Type.Literal('assume'), epoch: Epoch }),
  strict({ kind: Type.Literal('ask'), epoch: Epoch }),
  strict({
    kind: Type.Literal('offer'),
    epoch: Epoch,
    toAgencyId: Id,
    toUserId: Type.Optional(Nullable(Id)),
  }),
]);
export type NewTransfer = Static<typeof NewTransfer>;

export const AtEpoch = strict({ epoch: Epoch });
export const WithReason = strict({ epoch: Epoch, reason: line(1000) });

/** Agencies that command, or a division, can be given to. */
export const BoardAgencies = strict({ items: Type.Array(AgencyRef) });
