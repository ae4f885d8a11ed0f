import type { NewUnit, UnitChange } from '@standpipe/contract';
import { type Call, ownAgency } from '../http/call.ts';
import { type Columns, type Domain, ownAgencyOnly } from '../records/domain.ts';
import { type DeviceRow, deviceContent } from './device.content.ts';

const columnsOf = ({ callSign, ...rest }: UnitChange): Columns => ({
  ...rest,
  ...(callSign !== undefined && { call_sign: callSign }),
});

/** Tells the live stream about units once this transaction has committed. */
export const emitUnits = (call: Pick<Call, 'afterCommit' | 'house'>, ids: readonly string[]): void =>
  call.afterCommit(() => call.house.topics.unitsTouched(ids));

/** What units have of their own. */
export const unitDomain: Domain<DeviceRow, NewUnit, UnitChange> = {
  kind: 'device',
  content: (_call, row) => deviceContent(row),
  begin: async (call, wanted) => ({
    columns: { status: 'signedOut', ...columnsOf(wanted), owner_id: ownAgency(call).id },
  }),
  ask: async (_call, _row, change) => columnsOf(change),
  changed: async (call, { id }) => emitUnits(call, [id]),
  refusal: (row) => ownAgencyOnly(row, "This unit is {agency}'s: only {agency} can do this with it."),
};
