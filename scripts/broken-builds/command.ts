import { type Break, broken, turnsRed } from './break.ts';

const command = 'server/src/command/command.test.ts';

/** Command boards. */
export const commandBoards: readonly Break[] = [
  broken(
    'a write on a board does not compare the epoch',
    'server/src/command/boards.service.ts',
    ['if (body.epoch !== row.epoch)', 'if (body.epoch > row.epoch)'],
    turnsRed(command, 'with an older epoch writes nothing at all'),
    turnsRed(
      command,
      'assumed by sixteen at once has one winner, and every other write of that epoch is 409',
    ),
  ),
  broken(
    '"all PAR" is taken while a unit has not answered',
    'server/src/command/par.service.ts',
    ['if (open.length > 0)', 'if (open.length > 500)'],
    turnsRed(
      'server/src/command/items.test.ts',
      '“all PAR” is refused until every unit has answered in full',
    ),
  ),
  broken(
    "a division's agency writes in other divisions",
    'server/src/command/items.service.ts',
    ['return agencies.size === 1 ? [...agencies][0]! : null;', 'return [...agencies].at(-1)!;'],
    turnsRed(
      'server/src/command/items.test.ts',
      'the agency of one division moves units within it, and neither in nor out nor elsewhere',
    ),
  ),
  broken(
    'command stays with a partner whose grant fell',
    'server/src/command/settle.ts',
    ['onAccessChange(settleCommand);', 'void settleCommand;'],
    turnsRed(command, 'returns to the owner with the save that lowers the grant, with nobody named'),
  ),
];
