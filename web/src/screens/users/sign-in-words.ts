import type { User } from '../../api/messages.ts';

/** How a user signs in, or why they cannot yet, in few words. */
export const signInWords: Record<User['signIn'], string> = {
  invited: 'Invited',
  agencyPassword: 'Agency password',
  ownAccount: 'Own account',
  awaitingApproval: 'Waiting for approval',
  approvalExpired: 'Not approved in time',
};

/** The same in a sentence or two, with what an administrator can do. */
export const signInText: Record<User['signIn'], string> = {
  invited:
    'They have not accepted the invitation yet and cannot sign in. You can send a new one; it ends the earlier one.',
  agencyPassword:
    'They sign in with a password that your agency handed out. It opens your agency only. You can set another; it ends their sessions and API keys.',
  ownAccount:
    'They accepted with their own account and choose its password themselves. If you set a password here, only that password opens your agency from then on.',
  awaitingApproval:
    'The operator of this server added them. They cannot sign in for your agency until an administrator accepts them.',
  approvalExpired: 'The operator added them, and nobody accepted them within 7 days. They cannot sign in.',
};
