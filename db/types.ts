// Generated from the database by tools/generate.ts; do not edit.
import type { ColumnType } from "kysely";

export type ArrayType<T> = ArrayTypeImpl<T> extends (infer U)[]
  ? U[]
  : ArrayTypeImpl<T>;

export type ArrayTypeImpl<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S[], I[], U[]>
  : T[];

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface AuditCheck {
  asked_at: Timestamp;
  asked_by: string;
  day: string;
  faults: number;
  id: string;
  links: number;
  rows: number;
}

export interface AuditEvent {
  account: string | null;
  action: string;
  at: Timestamp;
  detail: Json | null;
  home: string;
  id: string;
  ip: string | null;
  mac: Buffer;
  object_home: string | null;
  object_id: string | null;
  object_kind: string | null;
  post: string | null;
  purpose: string | null;
  result: string;
  role: string | null;
  sealed: Generated<boolean>;
  trace: string;
  unit_id: number | null;
}

export interface AuditFinding {
  account_id: string;
  at: Timestamp;
  bucket: string;
  id: string;
  n: number;
  remark: string | null;
  reviewed_at: Timestamp | null;
  reviewed_by: string | null;
  rule: string;
  scope: string;
  since: Timestamp;
  verdict: string | null;
}

export interface AuditSeal {
  day: string;
  digest: Buffer;
  events: string[];
  home: string;
  sealed_at: Timestamp;
  seq: number;
}

export interface CasesAct {
  case_id: string;
  codes: Generated<string[]>;
  home: string;
  id: string;
  issued_on: string;
  issuer: string;
  key: string;
  number: string;
  removed_at: Timestamp | null;
  served_on: string | null;
  track_id: string | null;
  valid_until: string | null;
}

export interface CasesApproval {
  action: string;
  approvers: Generated<string[]>;
  can: string;
  case_id: string;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decided_post: string | null;
  decision: string | null;
  head_version: number;
  home: string;
  id: string;
  remark: Buffer | null;
  request: Buffer;
  requested_at: Timestamp;
  requested_by: string;
  requested_post: string;
  scope: string;
}

export interface CasesBody {
  case_id: string;
  data: Buffer;
  data_key: Buffer;
  home: string;
  version: Generated<number>;
}

export interface CasesCalendarDay {
  day: string;
  name: string;
  source: string;
  type: string;
}

export interface CasesClaim {
  case_id: string;
  home: string;
  purpose: string;
  token: Buffer;
}

export interface CasesClock {
  basis_en: string;
  basis_zh: string;
  case_id: string;
  due_at: Timestamp;
  first_due_at: Timestamp;
  home: string;
  key: string;
  outcome: string | null;
  provisional: Generated<boolean>;
  round: Generated<number>;
  rule: string;
  rule_from: string;
  started_at: Timestamp;
  stopped_at: Timestamp | null;
  track_id: string | null;
  warned: Generated<number>;
}

export interface CasesDraft {
  account_id: string;
  id: string;
  kind: string;
  saved_at: Timestamp;
  sealed: Buffer;
}

export interface CasesFile {
  added_at: Timestamp;
  added_by: string;
  case_id: string;
  home: string;
  id: string;
  media_type: string;
  name: Buffer;
  page: number | null;
  paper: string | null;
  purpose: string;
  removed_at: Timestamp | null;
  size: number;
  turn: Generated<number>;
}

export interface CasesFileContent {
  case_id: string;
  home: string;
  id: string;
  sealed: Buffer;
}

export interface CasesHandover {
  accepted_at: Timestamp | null;
  agreed_at: Timestamp | null;
  agreed_by: string | null;
  from_account: string;
  from_post: string;
  home: string;
  id: string;
  prepared_at: Timestamp;
  prepared_by: string;
  scope: string;
  to_account: string;
  to_post: string;
  unit_id: number;
  withdrawn_at: Timestamp | null;
  witness: string | null;
}

export interface CasesHandoverRow {
  handover_id: string;
  home: string;
  matter_home: string;
  matter_id: string;
  moved_to: string | null;
  to_post: string;
}

export interface CasesHead {
  access: Generated<number>;
  /**
   * The first two steps of scope (43/02): equal for all of a city, so that its lists come in order from an index. Ask by area when the place is two steps deep, else by the range of scope (docs/decisions/0003).
   */
  area: Generated<string | null>;
  barred: Generated<string[]>;
  batch_id: string | null;
  category: string | null;
  channel: string | null;
  closed_at: Timestamp | null;
  created_at: Timestamp;
  created_by: string;
  decided_at: Timestamp | null;
  flags: Generated<string[]>;
  home: string;
  id: string;
  kind: string;
  kind_version: number;
  /**
   * How much a quick note left to be filled in by the desk above (待补); the list itself is derived from the sealed body.
   */
  lacks: Generated<number>;
  next_due_at: Timestamp | null;
  next_due_clock: string | null;
  /**
   * When the clock that ends at next_due_at is marked as due soon.
   */
  next_due_soon_at: Generated<Timestamp | null>;
  /**
   * When the clock began that ends at next_due_at: by the share of its time a list marks what is due soon.
   */
  next_due_started_at: Timestamp | null;
  /**
   * The earliest day of an open promise (cases.obligation), for the work list of the owner; a promise outlives the closing of its matter.
   */
  next_promise_on: string | null;
  notify_mode: string | null;
  number: string;
  opened_at: Timestamp;
  owner_post: string | null;
  persons: Generated<number>;
  phase: number;
  result: string | null;
  scope: string;
  source_ref: string | null;
  status: string;
  title: string | null;
  touched_at: Timestamp;
  unit_id: number;
  version: Generated<number>;
  viewers: Generated<string[]>;
  /**
   * Who the matter waits for: null the owner, approval, below, outside.
   */
  waiting: string | null;
}

export interface CasesLetter {
  case_id: string;
  home: string;
  issued: string;
  printed_at: Timestamp;
  printed_by: string;
  reason: string | null;
  round: number;
  sealed: Buffer;
}

export interface CasesLink {
  case_id: string;
  confirmed_at: Timestamp;
  confirmed_by: string;
  home: string;
  other_home: string;
  other_id: string;
  relation: string;
}

export interface CasesNotice {
  at: Timestamp;
  case_id: string | null;
  home: string | null;
  id: string;
  key: string;
  read_at: Timestamp | null;
  /**
   * Deputies who read it while they stood in; the holder has read it at read_at.
   */
  seen_by: Generated<string[]>;
  to_post: string;
  vars: Generated<Json>;
}

export interface CasesObligation {
  amount_fen: number | null;
  by_party: string | null;
  case_id: string;
  done_on: string | null;
  due_on: string;
  home: string;
  id: string;
  key: string;
  outcome: string | null;
  removed_at: Timestamp | null;
  sealed: Buffer | null;
  unit_id: number | null;
}

export interface CasesPart {
  case_id: string;
  home: string;
  id: string;
  key: string;
  position: number;
  recorded_at: Timestamp;
  removed_at: Timestamp | null;
  sealed: Buffer;
}

export interface CasesParty {
  birth_year: number | null;
  case_id: string;
  home: string;
  id: string;
  person_home: string | null;
  person_id: string | null;
  residence: string | null;
  role: string;
  sealed: Buffer;
  sex: string | null;
}

export interface CasesQuota {
  campaign: string;
  kind: string;
  places: number;
  unit_id: number;
}

export interface CasesSerial {
  home: string;
  kind: string;
  last: number;
  year: number;
}

export interface CasesSourceLine {
  case_id: string;
  home: string;
  sealed: Buffer;
}

export interface CasesStep {
  account_id: string | null;
  action: string;
  case_id: string;
  from_status: string | null;
  home: string;
  left_house: Generated<boolean>;
  note: Buffer | null;
  occurred_at: Timestamp;
  payload: Generated<Json>;
  post_id: string | null;
  recorded_at: Timestamp;
  replaced: Buffer | null;
  reverses: number | null;
  seq: number;
  to_status: string | null;
  track_id: string | null;
  unit_id: number | null;
}

export interface CasesTrack {
  case_id: string;
  closed_at: Timestamp | null;
  home: string;
  id: string;
  key: string;
  opened_at: Timestamp;
  phase: number;
  removed_at: Timestamp | null;
  status: string;
}

export interface CasesVote {
  case_id: string;
  cast_at: Timestamp;
  home: string;
  post_id: string;
  round: string;
  score: string;
}

export interface ExchangeBatch {
  created_at: Timestamp;
  created_by: string;
  created_post: string;
  /**
   * The file on the desk it was written from; null when it came by the command line.
   */
  desk_id: string | null;
  /**
   * SHA-256 of the cells as read, so that the same table saved in another encoding is the same file.
   */
  digest: Buffer;
  finished_at: Timestamp | null;
  home: string;
  id: string;
  /**
   * Numbers that could not be taken back, with the reason.
   */
  kept: Json | null;
  kind: string;
  /**
   * Rows left out because they had been imported before.
   */
  known: Generated<number>;
  /**
   * The name of the file, sealed: it may hold names of people.
   */
  name: Buffer | null;
  name_digest: Buffer;
  /**
   * Rows left out because they have faults; more than zero only with --partial.
   */
  refused: Generated<number>;
  rows: number;
  scope: string;
  status: string;
  taken_back_at: Timestamp | null;
  taken_back_by: string | null;
  taken_back_reason: string | null;
  unit_id: number;
  written: Generated<number>;
}

export interface ExchangeDesk {
  answers: Generated<Json>;
  batch_id: string | null;
  /**
   * Faulty rows of the last check that are counted but not kept: a file with more than can be corrected in place.
   */
  beyond: Generated<number>;
  check_done: Generated<number>;
  /**
   * Rows the check under way has to go through; 0 while the file is being opened.
   */
  check_total: Generated<number>;
  /**
   * What the last check found, sealed: how the file is laid out, what is asked, what was passed over.
   */
  checked: Buffer | null;
  content: Buffer | null;
  created_at: Timestamp;
  created_by: string;
  created_post: string;
  home: string;
  id: string;
  kind: string;
  name: Buffer;
  problem: Json | null;
  ready: Generated<number>;
  rows: Generated<number>;
  run_at: Timestamp | null;
  /**
   * Rows the batch had when the run began, for the rate.
   */
  run_from: Generated<number>;
  scope: string;
  size: number;
  status: string;
  touched_at: Timestamp;
  unit_id: number;
}

export interface ExchangeDeskRow {
  desk_id: string;
  /**
   * Imported already, or said to be the matter that stands under its number; null while it may still go in.
   */
  fate: string | null;
  faulty: boolean;
  /**
   * Civil month (Asia/Shanghai) of a row that was corrected since the last check and is right now.
   */
  month: string | null;
  row: number;
  sealed: Buffer;
}

export interface ExchangeMemory {
  /**
   * The file of which this was said; null where it was said before this was kept.
   */
  desk_id: string | null;
  field: Generated<string>;
  id: string;
  kind: string;
  part: string;
  scope: string;
  /**
   * The heading or the word, sealed.
   */
  sealed: Buffer | null;
  set_at: Timestamp;
  set_by: string;
  target: string;
  unit_id: number;
  /**
   * Keyed digest of the heading or the word, as hex. Rows without a sealed text are of before and hold it in clear until their unit comes to the import again.
   */
  word: string;
}

export interface FiguresCell {
  category: string;
  channel: string;
  def_version: number;
  level: string;
  measure: string;
  month: string;
  n: number;
  result: string;
  unit_id: number;
}

export interface FiguresMeasure {
  beside: Generated<string[]>;
  classes: Generated<string[]>;
  measure: string;
  sensitive: boolean;
  stock: boolean;
}

export interface FiguresMonthLock {
  locked_at: Timestamp;
  month: string;
}

export interface FiguresMoved {
  above: number[];
  from_month: string;
  to_month: string;
  unit_id: number;
}

export interface FiguresPosting {
  batch_id: string | null;
  booked_month: string;
  category: Generated<string>;
  channel: Generated<string>;
  def_version: number;
  folded: Generated<boolean>;
  home: string;
  id: Generated<number>;
  late_for: Generated<string | null>;
  level: Generated<string>;
  measure: string;
  month: string;
  n: number;
  posted_at: Timestamp;
  record_id: string;
  result: Generated<string>;
  unit_id: number;
}

export interface FiguresRecut {
  due: boolean;
}

export interface FormsForm {
  /**
   * What fills which cell: [{sheet, cell, fill}], see modules/forms/contract.ts.
   */
  bindings: Generated<Json>;
  created_at: Timestamp;
  created_by: string;
  /**
   * The .xlsx, sealed: an empty form should name nobody, but people upload last year's.
   */
  file: Buffer;
  home: string;
  id: string;
  name: string;
  saved_at: Timestamp;
  saved_by: string;
  scope: string;
  unit_id: number;
  version: Generated<number>;
  /**
   * The cells shown for clicking (SheetView[] of modules/forms/contract.ts), sealed like the file; null in forms of before, which are read anew.
   */
  view: Buffer | null;
}

export interface IdentityAccessGrant {
  account_id: string;
  created_at: Timestamp;
  expires_at: Timestamp;
  id: string;
  purpose: string;
  reason: string;
  record_home: string;
  record_id: string;
  remark: string | null;
  reviewed_at: Timestamp | null;
  reviewed_by: string | null;
  scope: string;
  verdict: string | null;
}

export interface IdentityAccount {
  created_at: Timestamp;
  demo: Generated<boolean>;
  held_by: string | null;
  id: string;
  last_in: Timestamp | null;
  /**
   * The list the account was opened from; null for one opened by itself.
   */
  list_id: string | null;
  must_change: Generated<boolean>;
  name: string;
  password: string;
  password_at: Timestamp;
  /**
   * It holds a post or ever did; kept by a trigger, so that those who wait for their first one are found at once.
   */
  posted: Generated<boolean>;
  scope: string | null;
  status: Generated<string>;
  totp: Buffer | null;
  totp_used: Generated<number>;
  username: string;
  version: Generated<number>;
}

export interface IdentityAttempt {
  account_id: string | null;
  failed: number;
  key: Buffer;
  since: Timestamp;
  until: Timestamp | null;
}

export interface IdentityChallenge {
  challenge: string;
  expires_at: Timestamp;
  purpose: string;
}

export interface IdentityDesk {
  account_id: string | null;
  agent: string;
  asked_at: Timestamp;
  decided_at: Timestamp | null;
  device_id: string | null;
  expires_at: Timestamp;
  ip: string;
  number: number;
  others: number[];
  poll: Buffer;
  post_id: string | null;
  refused: Generated<boolean>;
  scan: Buffer;
  taken_at: Timestamp | null;
}

export interface IdentityDevice {
  account_id: string;
  bound_at: Timestamp;
  counter: Generated<number>;
  credential: string | null;
  failed: Generated<number>;
  id: string;
  kind: string;
  last_in: Timestamp | null;
  name: string;
  pin: string | null;
  public_key: Buffer | null;
  removed_at: Timestamp | null;
  removed_by: string | null;
  secret: Buffer;
  transports: string[] | null;
}

export interface IdentityEmergency {
  account_id: string;
  at: Timestamp;
  id: string;
}

export interface IdentityKnown {
  account_id: string;
  at: Timestamp;
  place: Buffer;
}

export interface IdentityPost {
  account_id: string;
  home: string;
  id: string;
  left_told_at: Timestamp | null;
  phone: string | null;
  role: string;
  scope: string;
  title_en: string;
  title_zh: string;
  unit_id: number;
  valid_from: string;
  valid_to: string | null;
}

export interface IdentityProposal {
  account_id: string;
  decided_at: Timestamp | null;
  decided_by: string | null;
  id: string;
  phone: string | null;
  post_id: string | null;
  proposed_at: Timestamp;
  proposed_by: string;
  role: string;
  scope: string;
  unit_id: number;
}

export interface IdentitySession {
  account_id: string;
  agent: string | null;
  created_at: Timestamp;
  device_id: string | null;
  expires_at: Timestamp;
  full_until: Timestamp | null;
  ip: string | null;
  last_seen_at: Timestamp;
  light: Generated<boolean>;
  post_id: string;
  token_hash: Buffer;
}

export interface IdentitySlip {
  account_id: string;
  code: Buffer;
  expires_at: Timestamp;
  id: string;
  issued_at: Timestamp;
  issued_by: string;
  purpose: string;
  used_at: Timestamp | null;
  withdrawn_at: Timestamp | null;
}

export interface OfficeDeputy {
  accepted_at: Timestamp | null;
  accepted_by: string | null;
  account_id: string;
  deputy_account: string;
  deputy_post: string;
  ended_at: Timestamp | null;
  ended_by: string | null;
  from_day: string;
  home: string;
  id: string;
  named_at: Timestamp;
  named_by: string;
  post_id: string;
  restricted: Generated<boolean>;
  scope: string;
  to_day: string | null;
  unit_id: number;
}

export interface OfficeDuty {
  day: string;
  home: string;
  name: string;
  phone: string | null;
  post_id: string | null;
  saved_at: Timestamp;
  saved_by: string;
  scope: string;
  shift: string;
  unit_id: number;
}

export interface OfficePhrase {
  account_id: string;
  home: string;
  id: string;
  place: string;
  saved_at: Timestamp;
  sealed: Buffer;
  unit_id: number | null;
}

export interface OfficePhraseUse {
  account_id: string;
  phrase: string;
  used: Generated<number>;
  used_at: Timestamp;
}

export interface OrgUnit {
  /**
   * Six digits down to the county, nine for a township, twelve for a village; 000000 is the nation. Unique among living units.
   */
  code: string;
  id: Generated<number>;
  kind: Generated<string>;
  level: string;
  name: string;
  /**
   * Toneless pinyin without spaces; only above the village, to keep 620,000 rows short.
   */
  name_pinyin: string | null;
  /**
   * First letters of the toneless pinyin of the whole name, with its digits; lower case.
   */
  name_pinyin_initials: string;
  parent_id: number | null;
  /**
   * Path made of the code at birth; survives changes of code and name, follows only a move or merger. The parent's scope is this one without its last segment.
   */
  scope: string;
  /**
   * Urban-rural class 111 to 220 of the statistics bureau; null when the source list does not carry it.
   */
  urban_rural: number | null;
  valid_from: string;
  /**
   * First day it no longer exists; null while it lives. A unit that ended or changed is fully described by its rows in unit_span.
   */
  valid_to: string | null;
}

export interface OrgUnitAt {
  code: string | null;
  level: string | null;
  name: string | null;
  parent_id: number | null;
  scope: string | null;
  unit_id: number | null;
  valid_from: string | null;
  valid_to: string | null;
}

export interface OrgUnitChange {
  id: Generated<number>;
  into_unit: number | null;
  made_at: Timestamp;
  made_by: string | null;
  on_date: string;
  source: string;
  unit_id: number;
  what: string;
}

export interface OrgUnitSpan {
  code: string;
  name: string;
  parent_id: number | null;
  unit_id: number;
  valid_from: string;
  valid_to: string | null;
}

export interface OrgUnitSuccessor {
  from_unit: number;
  on_date: string;
  share: string;
  to_unit: number;
}

export interface PapersBook {
  created_at: Timestamp;
  created_by: string;
  forms: string[];
  home: string;
  id: string;
  prefix: string;
  scope: string;
  unit_id: number;
  version: Generated<number>;
}

export interface PapersIssued {
  book_id: string;
  case_home: string;
  case_id: string;
  corrected_at: Timestamp | null;
  corrected_by: string | null;
  corrected_reason: string | null;
  form: string;
  home: string;
  id: string;
  n: number;
  scope: string;
  step: number;
  taken_at: Timestamp;
  taken_by: string;
  taken_post: string;
  unit_id: number;
  void_at: Timestamp | null;
  void_by: string | null;
  void_reason: string | null;
  year: number;
}

export interface PapersPhotoLink {
  account_id: string;
  case_id: string;
  created_at: Timestamp;
  ended: string | null;
  expires_at: Timestamp;
  files: Generated<string[]>;
  home: string;
  id: string;
  key: Buffer | null;
  opened_at: Timestamp | null;
  post_id: string;
  session: Buffer | null;
  token: Buffer;
}

export interface PapersYear {
  book_id: string;
  closed_at: Timestamp | null;
  closed_by: string | null;
  first: number;
  home: string;
  last: number;
  year: number;
}

export interface PlatformMigration {
  applied_at: Generated<Timestamp>;
  checksum: string;
  name: string;
}

export interface PracticeCopy {
  asked_at: Timestamp;
  done: Generated<number>;
  fault: string | null;
  fault_at: Timestamp | null;
  made_at: Timestamp | null;
  only_one: Generated<boolean>;
  total: Generated<number>;
}

export interface ReportsEdition {
  audience: string;
  complete: Generated<boolean>;
  document: Json;
  home: string;
  report_id: string;
  stated: Json;
}

export interface ReportsFrozenFigure {
  audience: string;
  def_version: number;
  figure: string;
  home: string;
  measure: string;
  n: number | null;
  period: string;
  place: number;
  records: number | null;
  report_id: string;
  spec: Json;
  value: string | null;
  why: string | null;
}

export interface ReportsReport {
  created_at: Timestamp;
  created_by: string;
  /**
   * Why it was frozen although the check had found something; null where nothing was found.
   */
  freeze_note: string | null;
  frozen_at: Timestamp | null;
  frozen_by: string | null;
  /**
   * Highest posting there was when the figures were frozen; pending are lower ids that had not appeared by then, because ids do not commit in order. Everything else at or below high was counted.
   */
  high: number | null;
  home: string;
  id: string;
  owner_unit: number;
  pending: ArrayType<number> | null;
  period: string;
  saved_at: Timestamp;
  saved_by: string;
  scope: string;
  status: Generated<string>;
  template: string;
  template_version: number;
  /**
   * What people typed, by audience and slot; kept apart from the generated text, which is never stored before freezing.
   */
  texts: Generated<Json>;
  unit_id: number;
  version: Generated<number>;
}

export interface RunningBackup {
  bytes: number | null;
  ended_at: Timestamp;
  fault: string | null;
  file: string;
  id: string;
  origin: string;
  rows: number | null;
  started_at: Timestamp;
}

export interface SearchPerson {
  form: number;
  home: string;
  record_id: string;
  token: Buffer;
}

export interface SearchText {
  grams: number[];
  home: string;
  opened_at: Timestamp;
  record_id: string;
}

export interface VaultKek {
  created_at: Timestamp;
  domain: string;
  home: string;
  version: number;
  wrapped: Buffer;
}

export interface DB {
  "audit.check": AuditCheck;
  "audit.event": AuditEvent;
  "audit.finding": AuditFinding;
  "audit.seal": AuditSeal;
  "cases.act": CasesAct;
  "cases.approval": CasesApproval;
  "cases.body": CasesBody;
  "cases.calendar_day": CasesCalendarDay;
  "cases.claim": CasesClaim;
  "cases.clock": CasesClock;
  "cases.draft": CasesDraft;
  "cases.file": CasesFile;
  "cases.file_content": CasesFileContent;
  "cases.handover": CasesHandover;
  "cases.handover_row": CasesHandoverRow;
  "cases.head": CasesHead;
  "cases.letter": CasesLetter;
  "cases.link": CasesLink;
  "cases.notice": CasesNotice;
  "cases.obligation": CasesObligation;
  "cases.part": CasesPart;
  "cases.party": CasesParty;
  "cases.quota": CasesQuota;
  "cases.serial": CasesSerial;
  "cases.source_line": CasesSourceLine;
  "cases.step": CasesStep;
  "cases.track": CasesTrack;
  "cases.vote": CasesVote;
  "exchange.batch": ExchangeBatch;
  "exchange.desk": ExchangeDesk;
  "exchange.desk_row": ExchangeDeskRow;
  "exchange.memory": ExchangeMemory;
  "figures.cell": FiguresCell;
  "figures.measure": FiguresMeasure;
  "figures.month_lock": FiguresMonthLock;
  "figures.moved": FiguresMoved;
  "figures.posting": FiguresPosting;
  "figures.recut": FiguresRecut;
  "forms.form": FormsForm;
  "identity.access_grant": IdentityAccessGrant;
  "identity.account": IdentityAccount;
  "identity.attempt": IdentityAttempt;
  "identity.challenge": IdentityChallenge;
  "identity.desk": IdentityDesk;
  "identity.device": IdentityDevice;
  "identity.emergency": IdentityEmergency;
  "identity.known": IdentityKnown;
  "identity.post": IdentityPost;
  "identity.proposal": IdentityProposal;
  "identity.session": IdentitySession;
  "identity.slip": IdentitySlip;
  "office.deputy": OfficeDeputy;
  "office.duty": OfficeDuty;
  "office.phrase": OfficePhrase;
  "office.phrase_use": OfficePhraseUse;
  "org.unit": OrgUnit;
  "org.unit_at": OrgUnitAt;
  "org.unit_change": OrgUnitChange;
  "org.unit_span": OrgUnitSpan;
  "org.unit_successor": OrgUnitSuccessor;
  "papers.book": PapersBook;
  "papers.issued": PapersIssued;
  "papers.photo_link": PapersPhotoLink;
  "papers.year": PapersYear;
  "platform.migration": PlatformMigration;
  "practice.copy": PracticeCopy;
  "reports.edition": ReportsEdition;
  "reports.frozen_figure": ReportsFrozenFigure;
  "reports.report": ReportsReport;
  "running.backup": RunningBackup;
  "search.person": SearchPerson;
  "search.text": SearchText;
  "vault.kek": VaultKek;
}
