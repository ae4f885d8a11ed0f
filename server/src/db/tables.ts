/** The tables as Kysely sees them: the columns and views that stores read and write. */
import type { AgencyCountyTable, AgencyLinkTable, AgencyTable } from './tables/agencies.ts';
import type { Time } from './tables/columns.ts';
import type {
  ImportChunkTable,
  ImportJobTable,
  ImportMemoryTable,
  ImportRejectionTable,
} from './tables/imports.ts';
import type {
  ApiKeyTable,
  CredentialTable,
  InvitationTable,
  LoginTable,
  MembershipRoleTable,
  MembershipTable,
  PersonTable,
  RoleTable,
  SavedViewTable,
  SessionTable,
  SignInFailureTable,
} from './tables/people.ts';
import type {
  CommandBoardTable,
  CommunityProfileTable,
  HydrantTable,
  HydrantTestTable,
  InspectionPhotoTable,
  InspectionTable,
  NoteTable,
  NumberSeriesTable,
  PermitTable,
  PlaceTable,
  PlaceTransferTable,
  PrePlanAttachmentTable,
  PrePlanTable,
  RecordCountTable,
  ScopeTable,
  UnitTable,
} from './tables/records.ts';
import type {
  ShareGrantTable,
  ShareInForceView,
  ShareRowTable,
  ShareSheetTable,
  ShareStateView,
} from './tables/sharing.ts';
import type { AuditEntryTable, ChangeEventTable, NoticeTable, ViewEntryTable } from './tables/traces.ts';

export interface Tables {
  agency: AgencyTable;
  agency_county: AgencyCountyTable;
  agency_link: AgencyLinkTable;
  setting: { name: string; value: string };
  person: PersonTable;
  login: LoginTable;
  membership: MembershipTable;
  role: RoleTable;
  membership_role: MembershipRoleTable;
  session: SessionTable;
  credential: CredentialTable;
  api_key: ApiKeyTable;
  invitation: InvitationTable;
  saved_view: SavedViewTable;
  sign_in_failure: SignInFailureTable;
  share_row: ShareRowTable;
  share_grant: ShareGrantTable;
  share_sheet: ShareSheetTable;
  share_state: ShareStateView;
  share_in_force: ShareInForceView;
  scope: ScopeTable;
  record_count: RecordCountTable;
  place: PlaceTable;
  permit: PermitTable;
  inspection: InspectionTable;
  hydrant: HydrantTable;
  hydrant_test: HydrantTestTable;
  pre_plan: PrePlanTable;
  pre_plan_attachment: PrePlanAttachmentTable;
  community_profile: CommunityProfileTable;
  unit: UnitTable;
  command_board: CommandBoardTable;
  note: NoteTable;
  inspection_photo: InspectionPhotoTable;
  place_transfer: PlaceTransferTable;
  import_job: ImportJobTable;
  import_chunk: ImportChunkTable;
  import_rejection: ImportRejectionTable;
  import_memory: ImportMemoryTable;
  number_series: NumberSeriesTable;
  audit_entry: AuditEntryTable;
  view_entry: ViewEntryTable;
  change_event: ChangeEventTable;
  change_reader: { name: string; tx: string; id: number };
  notice: NoticeTable;
  notice_read: { notice_id: string; membership_id: string; read_at: Time };
  idempotency_key: {
    credential: string;
    method: string;
    path: string;
    key: string;
    body_hash: Buffer;
    status: number;
    record_id: string | null;
    created_at: Time;
  };
}
