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
    'command stays with a partner whose grant fell',
    'server/src/command/settle.ts',
    ['onAccessChange(settleCommand);', 'void settleCommand;'],
    turnsRed(command, 'returns to the owner with the save that lowers the grant, with nobody named'),
  ),
];
