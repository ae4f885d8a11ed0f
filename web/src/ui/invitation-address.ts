/** A link that is handed out leads to where this page was opened: the server does not know under which address. */
export const invitationAddress = (token: string): string => `${location.origin}/invitation/${token}`;
