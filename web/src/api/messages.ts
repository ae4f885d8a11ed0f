/** What the API sends, as the contract says it. */
import type * as contract from '@standpipe/contract';
import type { Static } from 'typebox';

export type Me = Static<typeof contract.Me>;
export type Agency = Static<typeof contract.Agency>;
export type AgencyPage = Static<typeof contract.AgencyPage>;
export type InvitationRead = Static<typeof contract.InvitationRead>;
export type SetupRead = Static<typeof contract.SetupRead>;
export type Welcome = Static<typeof contract.Welcome>;
export type Notice = Static<typeof contract.Notice>;
export type NoticePage = Static<typeof contract.NoticePage>;
