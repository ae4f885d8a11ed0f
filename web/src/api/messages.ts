/** What the API sends and takes, as the contract says it. */
import type * as contract from '@standpipe/contract';
import type { Static } from 'typebox';

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

export type AgencyRef = Static<typeof contract.AgencyRef>;
export type Access = Static<typeof contract.Access>;
export type Point = Static<typeof contract.Point>;

export type Me = Static<typeof contract.Me>;
export type Account = Static<typeof contract.Account>;
export type Sessions = Static<typeof contract.Sessions>;
export type ApiKey = Static<typeof contract.ApiKey>;
export type LinkKey = Static<typeof contract.LinkKey>;
export type AgencyKey = Static<typeof contract.AgencyKeys>['items'][number];
export type Invitations = Static<typeof contract.Invitations>;
export type Administrators = Static<typeof contract.Administrators>;
export type User = Static<typeof contract.User>;
export type Role = Static<typeof contract.Role>;
export type InvitationRead = Static<typeof contract.InvitationRead>;
export type SetupRead = Static<typeof contract.SetupRead>;
export type Welcome = Static<typeof contract.Welcome>;

export type Agency = Static<typeof contract.Agency>;
export type AgencyChange = Static<typeof contract.AgencyChange>;
export type AgencyUser = Static<typeof contract.AgencyUser>;
export type Link = Static<typeof contract.Link>;
export type ServerHealth = contract.ServerHealth;
export type RegistryOutcome = contract.RegistryOutcome;
export type DemoWelcome = contract.DemoWelcome;

export type ImportKind = contract.ImportKind;
export type ImportSummary = Static<typeof contract.ImportSummary>;
export type Import = Static<typeof contract.Import>;
export type ImportMapping = contract.ImportMapping;
export type FieldMapping = contract.FieldMapping;
export type FieldSamples = contract.FieldSamples;
export type ImportTrial = Static<typeof contract.ImportTrialAnswer>;
export type ImportSystems = Static<typeof contract.ImportSystems>;
export type ImportField = Static<typeof contract.ImportFields>['items'][number];

export type Place = Static<typeof contract.Place>;
export type PlaceTransfer = Static<typeof contract.PlaceTransfer>;

export type DocumentMail = contract.DocumentMail;

export type Permit = Static<typeof contract.Permit>;
export type PermitChange = Static<typeof contract.PermitChange>;
export type PermitStatus = contract.PermitStatus;

export type Inspection = Static<typeof contract.Inspection>;
export type InspectionChange = Static<typeof contract.InspectionChange>;
export type InspectionStatus = contract.InspectionStatus;
export type ChecklistItem = contract.ChecklistItem;
export type Violation = contract.Violation;

export type Hydrant = contract.Hydrant;
export type HydrantTest = contract.HydrantTest;
export type NewHydrantTest = contract.NewHydrantTest;
export type Note = contract.Note;
export type NewNote = contract.NewNote;
export type Version = Static<typeof contract.Version>;
export type PrePlan = contract.PrePlan;
export type PrePlanAttachment = contract.PrePlanAttachment;
export type CommunityProfile = contract.CommunityConnect;
export type Revealed = Static<typeof contract.Revealed>;
export type PrePlanSuggestion = contract.PrePlanSuggestion;
export type PrePlanSuggested = Static<typeof contract.PrePlanSuggested>;
export type Versions = Page<Static<typeof contract.Version>>;
export type Unit = Static<typeof contract.Unit>;
export type SeenBy = Static<typeof contract.SeenBy>;

export type CommandBoard = Static<typeof contract.CommandBoard>;
export type BoardEntry = Static<typeof contract.BoardEntry>;
export type BoardTransfer = Static<typeof contract.BoardTransfer>;
export type Division = Static<typeof contract.Division>;
export type BoardItem = Static<typeof contract.BoardItem>;
export type Accountability = Static<typeof contract.Accountability>;
export type Mayday = Static<typeof contract.Mayday>;
export type Conversation = Static<typeof contract.Conversation>;
export type ConversationCandidates = Static<typeof contract.ConversationCandidates>;
export type Message = Static<typeof contract.Message>;

export type Changes = Static<typeof contract.Changes>;
export type Views = Static<typeof contract.Views>;

export type SearchHit = Static<typeof contract.SearchHit>;

export type Partner = Static<typeof contract.Partner>;
export type ClientSharing = Static<typeof contract.ClientSharing>;
export type ClientSharingRow = Static<typeof contract.ClientSharingRow>;
export type ClientSharingSave = contract.ClientSharingSave;
export type ClientSharingBulk = contract.ClientSharingBulk;
export type UserSharing = Static<typeof contract.UserSharing>;
export type UserSharingSave = contract.UserSharingSave;
export type Candidates = Static<typeof contract.Candidates>;

export type AudienceQuery = contract.AudienceQuery;
export type Audience = contract.Audience;
export type ExplainQuery = contract.ExplainQuery;
export type Explanation = contract.Explanation;
export type Preview = contract.Preview;
export type SharingOverview = contract.SharingOverview;
export type DarkRecords = Static<typeof contract.DarkRecords>;

export type Notice = Static<typeof contract.Notice>;
export type NoticePage = Static<typeof contract.NoticePage>;

export type AgencySettings = contract.AgencySettings;
