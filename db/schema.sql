-- The present state of the database, for review. Generated from the migrations by tools/generate.ts; do not edit.

table audit."check" -- row-level security, forced
-- Checks of one day of the audit chain that an auditor asked for. Not sensitive: counts only. Ids are in order of time.
(
  id uuid not null,
  day date not null,
  asked_by uuid not null,
  asked_at timestamp with time zone not null,
  rows integer not null,
  links integer not null,
  faults integer not null
)
-- constraints
  FOREIGN KEY (asked_by) REFERENCES identity.account(id)
  PRIMARY KEY (id)
-- policies
  check_engine for all to nuanjia_owner, nuanjia_system using true with check true
  check_read for select to nuanjia_app using (app.role() = 'auditor'::text)
-- grants
  nuanjia_app: select
  nuanjia_system: delete, insert, select, update

table audit.event -- row-level security, forced
-- One row per write and per identified read (domain/11 section 3). detail holds ids and field names, never values.
(
  at timestamp with time zone not null,
  id uuid not null,
  home text not null,
  account uuid,
  post uuid,
  unit_id integer,
  role text,
  ip text,
  action text not null,
  object_kind text,
  object_home text,
  object_id uuid,
  purpose text,
  result text not null,
  detail jsonb,
  trace text not null,
  mac bytea not null,
  sealed boolean not null default false
)
-- constraints
  PRIMARY KEY (at, id)
-- indexes
  CREATE INDEX event_account ON ONLY audit.event USING btree (account, at)
  CREATE INDEX event_changes ON ONLY audit.event USING btree (at DESC, id DESC) WHERE audit.is_change(action)
  CREATE INDEX event_counted ON ONLY audit.event USING btree (account, at) WHERE (action = ANY (ARRAY['cases.reveal'::text, 'cases.formFull'::text, 'exchange.export'::text, 'exchange.left'::text, 'forms.fill'::text]))
  CREATE INDEX event_object ON ONLY audit.event USING btree (object_home, object_id, at)
  CREATE INDEX event_unsealed ON ONLY audit.event USING btree (home, at) WHERE (NOT sealed)
-- policies
  event_readers for select to nuanjia_guard using true
  event_seal for all to nuanjia_owner, nuanjia_system using true
  event_write for insert to nuanjia_app, nuanjia_public, nuanjia_system with check true
-- grants
  nuanjia_app: insert
  nuanjia_guard: select
  nuanjia_public: insert
  nuanjia_system: insert, select

table audit.finding -- row-level security, forced
-- Looking that is out of the ordinary, by the rules of modules/audit/rules.ts: whose, when, how often; never what was seen. bucket is the day or hour (Asia/Shanghai) it is one finding of.
(
  id uuid not null,
  rule text not null,
  account_id uuid not null,
  bucket text not null,
  scope text not null,
  since timestamp with time zone not null,
  at timestamp with time zone not null,
  n integer not null,
  reviewed_at timestamp with time zone,
  reviewed_by uuid,
  verdict text,
  remark text
)
-- constraints
  CHECK (((reviewed_at IS NULL) = (verdict IS NULL)))
  CHECK ((char_length(remark) <= 500))
  CHECK ((verdict = ANY (ARRAY['normal'::text, 'act'::text])))
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  PRIMARY KEY (id)
  UNIQUE (rule, account_id, bucket)
-- indexes
  CREATE INDEX finding_newest ON audit.finding USING btree (at DESC, id DESC)
  CREATE INDEX finding_open ON audit.finding USING btree (at DESC, id DESC) WHERE (reviewed_at IS NULL)
-- policies
  finding_engine for all to nuanjia_owner, nuanjia_system using true with check true
  finding_read for select to nuanjia_app using ((app.role() = 'auditor'::text) AND (scope >= app.watch()) AND (scope < ("left"(app.watch(), '-1'::integer) || '0'::text)))
  finding_review for update to nuanjia_app using ((app.role() = 'auditor'::text) AND (scope >= app.watch()) AND (scope < ("left"(app.watch(), '-1'::integer) || '0'::text))) with check (reviewed_by = app.account())
-- grants
  nuanjia_app: select
  nuanjia_system: delete, insert, select, update

table audit.seal -- row-level security, forced
-- The chain: each digest is HMAC-SM3 over the digest before it and the MACs of its events, in id order.
(
  home text not null,
  day date not null,
  seq integer not null,
  sealed_at timestamp with time zone not null,
  events uuid[] not null,
  digest bytea not null
)
-- constraints
  PRIMARY KEY (home, day, seq)
-- indexes
  CREATE INDEX seal_day ON audit.seal USING btree (day)
-- policies
  seal_all for all to nuanjia_owner, nuanjia_system using true with check true
  seal_guard for select to nuanjia_guard using true
-- grants
  nuanjia_guard: select
  nuanjia_system: insert, select

table cases.act -- row-level security, forced
-- A paper another body issued (order, warning letter, judgment); a federation records it and never issues it.
(
  home text not null,
  case_id uuid not null,
  id uuid not null,
  key text not null,
  track_id uuid,
  issuer text not null,
  number text not null,
  issued_on date not null,
  valid_until date,
  served_on date,
  codes text[] not null default '{}'::text[],
  removed_at timestamp with time zone
)
-- constraints
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, id)
-- policies
  act_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  act_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = act.home) AND (h.id = act.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  act_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = act.home) AND (h.id = act.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  act_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = act.home) AND (h.id = act.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  act_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = act.home) AND (h.id = act.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.approval -- row-level security, forced
-- A transition another person must agree to; nobody decides on her own request.
(
  home text not null,
  case_id uuid not null,
  id uuid not null,
  action text not null,
  request bytea not null,
  head_version integer not null,
  scope text not null,
  can text not null,
  approvers uuid[] not null default '{}'::uuid[],
  requested_by uuid not null,
  requested_post uuid not null,
  requested_at timestamp with time zone not null,
  decision text,
  decided_by uuid,
  decided_post uuid,
  decided_at timestamp with time zone,
  remark bytea
)
-- constraints
  CHECK (((decision IS NULL) = (decided_at IS NULL)))
  CHECK (((decided_by IS NULL) OR (decision = 'withdrawn'::text) OR (decided_by <> requested_by)))
  CHECK ((decision = ANY (ARRAY['agreed'::text, 'returned'::text, 'withdrawn'::text])))
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, id)
-- indexes
  CREATE INDEX approval_asked ON cases.approval USING gin (approvers) WHERE (decision IS NULL)
  CREATE UNIQUE INDEX approval_open ON cases.approval USING btree (home, case_id, action) WHERE (decision IS NULL)
  CREATE INDEX approval_waiting ON cases.approval USING btree (scope, requested_at) WHERE (decision IS NULL)
-- policies
  approval_ask for insert to nuanjia_app with check ((requested_by = app.account()) AND (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = approval.home) AND (h.id = approval.case_id) AND ((h.access = 0) OR (h.viewers && app.keys()))))))
  approval_decide for update to nuanjia_app using ((decision IS NULL) AND (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = approval.home) AND (h.id = approval.case_id))))) with check (decided_by = app.account())
  approval_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  approval_read for select to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = approval.home) AND (h.id = approval.case_id))))
  approval_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = approval.home) AND (h.id = approval.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  approval_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = approval.home) AND (h.id = approval.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  approval_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = approval.home) AND (h.id = approval.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.body -- row-level security, forced
-- The fields of the kind as one sealed JSON; data_key is the wrapped key of the whole record: deleting it erases the record.
(
  home text not null,
  case_id uuid not null,
  data_key bytea not null,
  data bytea not null,
  version integer not null default 1
)
-- constraints
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id)
-- policies
  body_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  body_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = body.home) AND (h.id = body.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  body_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = body.home) AND (h.id = body.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  body_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = body.home) AND (h.id = body.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  body_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = body.home) AND (h.id = body.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select, update
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.calendar_day -- row-level security, forced
-- Days of a holiday notice of the State Council as an administrator loaded them; they win over the built-in years (domain/11 section 8). Not sensitive.
(
  day date not null,
  type text not null,
  name text not null,
  source text not null
)
-- constraints
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60)))
  CHECK (((char_length(source) >= 1) AND (char_length(source) <= 120)))
  CHECK ((type = ANY (ARRAY['OFF'::text, 'WORK'::text, 'HALF_F'::text])))
  PRIMARY KEY (day)
-- policies
  calendar_day_change for update to nuanjia_app using (app.role() = 'admin'::text)
  calendar_day_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  calendar_day_load for insert to nuanjia_app with check (app.role() = 'admin'::text)
  calendar_day_read for select to nuanjia_app using true
-- grants
  nuanjia_app: insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.claim -- row-level security, forced
-- Once per person (or person and year): only the service asks it.
(
  home text not null,
  purpose text not null,
  token bytea not null,
  case_id uuid not null
)
-- constraints
  PRIMARY KEY (home, purpose, token)
-- policies
  claim_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  claim_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = claim.home) AND (h.id = claim.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  claim_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = claim.home) AND (h.id = claim.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  claim_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = claim.home) AND (h.id = claim.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  claim_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = claim.home) AND (h.id = claim.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.clock -- row-level security, forced
-- A running or stopped deadline with the rule and edition it rests on; due_at is the instant after the last moment (Asia/Shanghai midnight).
(
  home text not null,
  case_id uuid not null,
  key text not null,
  round integer not null default 1,
  track_id uuid,
  rule text not null,
  rule_from date not null,
  basis_zh text not null,
  basis_en text not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  first_due_at timestamp with time zone not null,
  provisional boolean not null default false,
  stopped_at timestamp with time zone,
  outcome text,
  warned smallint not null default 0
)
-- constraints
  CHECK (((stopped_at IS NULL) = (outcome IS NULL)))
  CHECK ((outcome = ANY (ARRAY['met'::text, 'missed'::text, 'void'::text])))
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, key, round)
-- indexes
  CREATE INDEX clock_provisional ON cases.clock USING btree (home) WHERE (provisional AND (stopped_at IS NULL))
  CREATE INDEX clock_running ON cases.clock USING btree (home, due_at) WHERE (stopped_at IS NULL)
-- policies
  clock_begin for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = clock.home) AND (h.id = clock.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  clock_change for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = clock.home) AND (h.id = clock.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  clock_drop for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = clock.home) AND (h.id = clock.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  clock_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  clock_head for select to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = clock.home) AND (h.id = clock.case_id))))
  clock_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = clock.home) AND (h.id = clock.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  clock_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = clock.home) AND (h.id = clock.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  clock_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = clock.home) AND (h.id = clock.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: delete, insert, select, update
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.draft -- row-level security, forced
-- An unfinished registration, sealed with a key of the account; only its author reads it; kept 30 days (domain/11 section 9).
(
  account_id uuid not null,
  id uuid not null,
  kind text not null,
  sealed bytea not null,
  saved_at timestamp with time zone not null
)
-- constraints
  PRIMARY KEY (account_id, id)
-- policies
  draft_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  draft_own for all to nuanjia_app using (account_id = app.account())
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.file -- row-level security, forced
-- An attachment or a paper of a matter: sealed name, kind and size; the bytes stand in file_content. Taken away by a date, never deleted.
(
  home text not null,
  case_id uuid not null,
  id uuid not null,
  purpose text not null,
  name bytea not null,
  media_type text not null,
  size integer not null,
  added_by uuid not null,
  added_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  paper uuid,
  page smallint,
  turn smallint not null default 0
)
-- constraints
  CHECK (((paper IS NULL) = (page IS NULL)))
  CHECK ((size > 0))
  CHECK ((turn = ANY (ARRAY[0, 90, 180, 270])))
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, id)
-- policies
  file_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  file_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = file.home) AND (h.id = file.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  file_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = file.home) AND (h.id = file.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  file_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = file.home) AND (h.id = file.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  file_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = file.home) AND (h.id = file.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.file_content -- row-level security, forced
-- The encrypted bytes of an attachment or a paper; in the database so that a backup and a crash keep row and content together.
(
  home text not null,
  case_id uuid not null,
  id uuid not null,
  sealed bytea not null
)
-- constraints
  FOREIGN KEY (home, case_id, id) REFERENCES cases.file(home, case_id, id)
  PRIMARY KEY (home, case_id, id)
-- policies
  file_content_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  file_content_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = file_content.home) AND (h.id = file_content.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  file_content_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = file_content.home) AND (h.id = file_content.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  file_content_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = file_content.home) AND (h.id = file_content.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  file_content_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = file_content.home) AND (h.id = file_content.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.handover -- row-level security, forced
-- A hand-over list (移交清单): prepared by the leaver or who presides over her, accepted by the successor, who is never the preparer; agreed_by is the leaver, or the security administrator, where somebody else prepared it. witness is the 监交人.
(
  home text not null,
  id uuid not null,
  from_post uuid not null,
  from_account uuid not null,
  to_post uuid not null,
  to_account uuid not null,
  unit_id integer not null,
  scope text not null,
  witness text,
  prepared_by uuid not null,
  prepared_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  agreed_by uuid,
  agreed_at timestamp with time zone
)
-- constraints
  CHECK (((agreed_by IS NULL) = (agreed_at IS NULL)))
  CHECK ((from_account <> to_account))
  CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL)))
  CHECK ((home ~ '^[0-9]{6}$'::text))
  CHECK (((agreed_by <> prepared_by) AND (agreed_by <> to_account)))
  CHECK ((prepared_by <> to_account)) NOT VALID
  CHECK (((char_length(witness) >= 1) AND (char_length(witness) <= 50)))
  FOREIGN KEY (agreed_by) REFERENCES identity.account(id)
  FOREIGN KEY (from_account) REFERENCES identity.account(id)
  FOREIGN KEY (from_post) REFERENCES identity.post(id)
  FOREIGN KEY (prepared_by) REFERENCES identity.account(id)
  FOREIGN KEY (to_account) REFERENCES identity.account(id)
  FOREIGN KEY (to_post) REFERENCES identity.post(id)
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (home, id)
-- indexes
  CREATE INDEX handover_by ON cases.handover USING btree (prepared_by)
  CREATE INDEX handover_from ON cases.handover USING btree (from_account)
  CREATE UNIQUE INDEX handover_open ON cases.handover USING btree (home, from_post) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL))
  CREATE INDEX handover_place ON cases.handover USING btree (scope, prepared_at DESC)
  CREATE INDEX handover_to ON cases.handover USING btree (to_account)
-- policies
  handover_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  handover_prepare for insert to nuanjia_app with check ((prepared_by = app.account()) AND (to_account <> app.account()) AND (accepted_at IS NULL) AND (withdrawn_at IS NULL) AND (agreed_by IS NULL) AND ((from_account = app.account()) OR (office.presides(scope) AND (app.role() <> 'security'::text))) AND (EXISTS ( SELECT 1
   FROM identity.post p
  WHERE ((p.id = handover.from_post) AND (p.account_id = handover.from_account) AND (p.unit_id = handover.unit_id)))) AND (EXISTS ( SELECT 1
   FROM identity.post p
  WHERE ((p.id = handover.to_post) AND (p.account_id = handover.to_account)))))
  handover_read for select to nuanjia_app using ((((app.account() = from_account) OR (app.account() = to_account)) OR (app.account() = prepared_by)) OR office.presides(scope))
  handover_withdraw for update to nuanjia_app using ((accepted_at IS NULL) AND ((app.account() = from_account) OR (app.account() = prepared_by))) with check (accepted_at IS NULL)
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.handover_row -- row-level security, forced
-- One matter of a hand-over and to whom it is meant to go; moved_to is who has it since: somebody else where that one may not read it.
(
  home text not null,
  handover_id uuid not null,
  matter_home text not null,
  matter_id uuid not null,
  to_post uuid not null,
  moved_to uuid
)
-- constraints
  FOREIGN KEY (home, handover_id) REFERENCES cases.handover(home, id)
  FOREIGN KEY (moved_to) REFERENCES identity.post(id)
  FOREIGN KEY (to_post) REFERENCES identity.post(id)
  PRIMARY KEY (home, handover_id, matter_home, matter_id)
-- policies
  handover_row_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  handover_row_prepare for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.handover o
  WHERE ((o.home = handover_row.home) AND (o.id = handover_row.handover_id) AND (o.accepted_at IS NULL) AND (o.prepared_by = app.account()))))
  handover_row_read for select to nuanjia_app using ((EXISTS ( SELECT 1
   FROM cases.handover o
  WHERE ((o.home = handover_row.home) AND (o.id = handover_row.handover_id)))) AND (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = handover_row.matter_home) AND (h.id = handover_row.matter_id)))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.head -- row-level security, forced
-- One matter of any kind: number, class, state, clocks, place. access 0 open, 1 restricted (限定知悉), 2 closed to named keys; viewers and barred hold keys u:account p:post o:unit g:grant.
(
  home text not null,
  id uuid not null,
  kind text not null,
  kind_version integer not null,
  number text not null,
  unit_id integer not null,
  scope text not null,
  area text generated: ((split_part(scope, '/'::text, 2) || '/'::text) || split_part(scope, '/'::text, 3)),
  category text,
  channel text,
  status text not null,
  phase smallint not null,
  title text,
  opened_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  closed_at timestamp with time zone,
  result text,
  next_due_at timestamp with time zone,
  next_due_started_at timestamp with time zone,
  next_due_clock text,
  next_promise_on date,
  owner_post uuid,
  persons integer not null default 1,
  flags text[] not null default '{}'::text[],
  notify_mode text,
  access smallint not null default 0,
  viewers text[] not null default '{}'::text[],
  barred text[] not null default '{}'::text[],
  waiting text,
  batch_id uuid,
  source_ref text,
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  touched_at timestamp with time zone not null,
  lacks smallint not null default 0,
  next_due_soon_at timestamp with time zone generated: cases.soon_at(next_due_started_at, next_due_at)
)
-- constraints
  CHECK ((access = ANY (ARRAY[0, 1, 2])))
  CHECK (((phase = 0) OR (decided_at IS NOT NULL)))
  CHECK (((phase < 2) OR (closed_at IS NOT NULL)))
  CHECK (((next_due_at IS NULL) = (next_due_started_at IS NULL)))
  CHECK ((home ~ '^[0-9]{6}$'::text))
  CHECK ((lacks >= 0))
  CHECK (((persons >= 0) AND (persons <= 100000)))
  CHECK ((phase = ANY (ARRAY[0, 1, 2])))
  CHECK ((char_length(title) <= 60))
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (home, id)
  UNIQUE (home, number)
-- indexes
  CREATE INDEX head_area ON cases.head USING btree (area, opened_at DESC, id DESC)
  CREATE INDEX head_batch ON cases.head USING btree (batch_id) WHERE (batch_id IS NOT NULL)
  CREATE INDEX head_category ON cases.head USING btree (kind, category, opened_at DESC, id DESC)
  CREATE INDEX head_due ON cases.head USING btree (scope, next_due_at) WHERE (next_due_at IS NOT NULL)
  CREATE INDEX head_due_all ON cases.head USING btree (next_due_at, id, next_due_soon_at) WHERE (next_due_at IS NOT NULL)
  CREATE INDEX head_due_area ON cases.head USING btree (area, next_due_at, id, next_due_soon_at) WHERE (next_due_at IS NOT NULL)
  CREATE INDEX head_lacking ON cases.head USING btree (scope, opened_at DESC) WHERE (lacks > 0)
  CREATE INDEX head_newest ON cases.head USING btree (opened_at DESC, id DESC)
  CREATE INDEX head_owner ON cases.head USING btree (owner_post, next_due_at, id) WHERE (phase < 2)
  CREATE INDEX head_place ON cases.head USING btree (scope, opened_at DESC)
  CREATE INDEX head_promised ON cases.head USING btree (owner_post, next_promise_on) WHERE (next_promise_on IS NOT NULL)
  CREATE UNIQUE INDEX head_source ON cases.head USING btree (home, kind, source_ref) WHERE (source_ref IS NOT NULL)
  CREATE INDEX head_unowned ON cases.head USING btree (unit_id, next_due_at, id) WHERE ((owner_post IS NULL) AND ((phase = 0) OR ((phase = 1) AND (next_due_at IS NOT NULL))))
  CREATE INDEX head_viewers ON cases.head USING gin (viewers) WHERE (viewers <> '{}'::text[])
  CREATE INDEX head_waiting ON cases.head USING btree (scope, next_due_at) WHERE ((waiting = 'below'::text) AND (next_due_at IS NOT NULL))
  CREATE INDEX head_waiting_all ON cases.head USING btree (next_due_at, id) WHERE ((waiting = 'below'::text) AND (next_due_at IS NOT NULL))
-- policies
  head_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  head_insert for insert to nuanjia_app with check ((scope >= app.lo()) AND (scope < app.hi()) AND (barred = '{}'::text[]) AND ((viewers = '{}'::text[]) OR (viewers && app.keys())))
  head_read for select to nuanjia_app using cases.visible(scope, access, viewers, barred)
  head_update for update to nuanjia_app using (cases.visible(scope, access, viewers, barred) AND (((access = 0) AND (scope >= app.lo()) AND (scope < app.hi())) OR (viewers && app.team_keys())))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.letter -- row-level security, forced
-- The words of a numbered letter as they went out, sealed with the key of the matter: round 1 when it took its number (papers.issued), the others 更正重印 with their reason. Absent for what was printed before this table. Never changed.
(
  home text not null,
  case_id uuid not null,
  issued uuid not null,
  round integer not null,
  sealed bytea not null,
  reason text,
  printed_by uuid not null,
  printed_at timestamp with time zone not null
)
-- constraints
  CHECK (((round = 1) = (reason IS NULL)))
  CHECK ((reason = ANY (ARRAY['written'::text, 'told'::text, 'found'::text])))
  CHECK ((round >= 1))
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, issued, round)
-- policies
  letter_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  letter_open for select to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = letter.home) AND (h.id = letter.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
-- grants
  nuanjia_app: select
  nuanjia_guard: insert, select
  nuanjia_system: delete, insert, select, update

table cases.link -- row-level security, forced
-- That a matter repeats another or is merged into it, shown at both ends to whoever may open the other, because both are of one person; no foreign key to the other end because it may have another home.
(
  home text not null,
  case_id uuid not null,
  relation text not null,
  other_home text not null,
  other_id uuid not null,
  confirmed_by uuid not null,
  confirmed_at timestamp with time zone not null
)
-- constraints
  CHECK ((relation = ANY (ARRAY['repeat-of'::text, 'merged-into'::text])))
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, relation, other_home, other_id)
-- indexes
  CREATE INDEX link_other ON cases.link USING btree (other_home, other_id)
-- policies
  link_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  link_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = link.home) AND (h.id = link.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  link_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = link.home) AND (h.id = link.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  link_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = link.home) AND (h.id = link.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  link_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = link.home) AND (h.id = link.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.notice -- row-level security, forced
-- A notice in the app; its sentence is a typed key and never tells what a matter is about.
(
  id uuid not null,
  to_post uuid not null,
  at timestamp with time zone not null,
  key text not null,
  home text,
  case_id uuid,
  vars jsonb not null default '{}'::jsonb,
  read_at timestamp with time zone,
  seen_by uuid[] not null default '{}'::uuid[]
)
-- constraints
  FOREIGN KEY (to_post) REFERENCES identity.post(id)
  PRIMARY KEY (id)
-- indexes
  CREATE INDEX notice_post ON cases.notice USING btree (to_post, at DESC, id DESC)
  CREATE INDEX notice_unread ON cases.notice USING btree (to_post) WHERE (read_at IS NULL)
-- policies
  notice_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  notice_own for select to nuanjia_app using ((to_post = app.post()) AND (NOT guard.case_shuts(home, case_id)))
  notice_read for update to nuanjia_app using (to_post = app.post())
-- grants
  nuanjia_app: select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.obligation -- row-level security, forced
-- Something promised by a day: performance item, repayment, visit. Money in fen.
(
  home text not null,
  case_id uuid not null,
  id uuid not null,
  key text not null,
  by_party uuid,
  unit_id integer,
  amount_fen bigint,
  due_on date not null,
  done_on date,
  outcome text,
  sealed bytea,
  removed_at timestamp with time zone
)
-- constraints
  CHECK ((amount_fen >= 0))
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, id)
-- policies
  obligation_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  obligation_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = obligation.home) AND (h.id = obligation.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  obligation_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = obligation.home) AND (h.id = obligation.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  obligation_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = obligation.home) AND (h.id = obligation.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  obligation_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = obligation.home) AND (h.id = obligation.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select, update
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.part -- row-level security, forced
-- Repeating rows of a kind (incidents, sessions, clauses), each sealed.
(
  home text not null,
  case_id uuid not null,
  id uuid not null,
  key text not null,
  "position" integer not null,
  sealed bytea not null,
  recorded_at timestamp with time zone not null,
  removed_at timestamp with time zone
)
-- constraints
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, id)
-- policies
  part_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  part_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = part.home) AND (h.id = part.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  part_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = part.home) AND (h.id = part.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  part_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = part.home) AND (h.id = part.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  part_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = part.home) AND (h.id = part.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.party -- row-level security, forced
-- A person as stated when noted: a sealed snapshot, because it is evidence; the link to a person record is optional.
(
  home text not null,
  case_id uuid not null,
  id uuid not null,
  role text not null,
  sealed bytea not null,
  sex text,
  birth_year integer,
  residence text,
  person_home text,
  person_id uuid
)
-- constraints
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, id)
-- policies
  party_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  party_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = party.home) AND (h.id = party.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  party_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = party.home) AND (h.id = party.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  party_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = party.home) AND (h.id = party.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  party_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = party.home) AND (h.id = party.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.quota -- row-level security, forced
-- How many places a unit has in a campaign.
(
  campaign text not null,
  kind text not null,
  unit_id integer not null,
  places integer not null
)
-- constraints
  CHECK ((places >= 0))
  FOREIGN KEY (unit_id) REFERENCES org.unit(id)
  PRIMARY KEY (campaign, kind, unit_id)
-- policies
  quota_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  quota_read for select to nuanjia_app using true
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.serial -- row-level security, forced
-- Last serial given; numbers are home-kind-year-serial, made by the server.
(
  home text not null,
  kind text not null,
  year integer not null,
  last integer not null
)
-- constraints
  PRIMARY KEY (home, kind, year)
-- policies
  serial_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  serial_use for all to nuanjia_app using true with check true
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.source_line -- row-level security, forced
-- The line of the register an imported matter comes from: file, sheet, row and its cells as they stood, sealed with the key of the matter.
(
  home text not null,
  case_id uuid not null,
  sealed bytea not null
)
-- constraints
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id)
-- policies
  source_line_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  source_line_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = source_line.home) AND (h.id = source_line.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  source_line_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = source_line.home) AND (h.id = source_line.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  source_line_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = source_line.home) AND (h.id = source_line.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  source_line_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = source_line.home) AND (h.id = source_line.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.step -- row-level security, forced
-- The timeline, append only by grant. payload holds codes, ids and dates, never words of people; those are in the sealed note, and what a correction replaced (old and new) in the sealed replaced.
(
  home text not null,
  case_id uuid not null,
  seq integer not null,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  account_id uuid,
  post_id uuid,
  unit_id integer,
  action text not null,
  track_id uuid,
  from_status text,
  to_status text,
  note bytea,
  replaced bytea,
  payload jsonb not null default '{}'::jsonb,
  left_house boolean not null default false,
  reverses integer
)
-- constraints
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, seq)
-- policies
  step_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  step_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = step.home) AND (h.id = step.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  step_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = step.home) AND (h.id = step.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  step_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = step.home) AND (h.id = step.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  step_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = step.home) AND (h.id = step.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.track -- row-level security, forced
-- A proceeding beside the case with states of its own: protection order, judicial confirmation, review.
(
  home text not null,
  case_id uuid not null,
  id uuid not null,
  key text not null,
  status text not null,
  phase smallint not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  removed_at timestamp with time zone
)
-- constraints
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, id)
-- policies
  track_begin for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = track.home) AND (h.id = track.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  track_change for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = track.home) AND (h.id = track.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  track_drop for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = track.home) AND (h.id = track.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  track_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  track_head for select to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = track.home) AND (h.id = track.case_id))))
  track_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = track.home) AND (h.id = track.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  track_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = track.home) AND (h.id = track.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  track_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = track.home) AND (h.id = track.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select, update
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table cases.vote -- row-level security, forced
-- One member of a panel, one score per round.
(
  home text not null,
  case_id uuid not null,
  round text not null,
  post_id uuid not null,
  score numeric(5,2) not null,
  cast_at timestamp with time zone not null
)
-- constraints
  FOREIGN KEY (home, case_id) REFERENCES cases.head(home, id)
  PRIMARY KEY (home, case_id, round, post_id)
-- policies
  vote_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  vote_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = vote.home) AND (h.id = vote.case_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
  vote_team_adds for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = vote.home) AND (h.id = vote.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  vote_team_changes for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = vote.home) AND (h.id = vote.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
  vote_team_drops for delete to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = vote.home) AND (h.id = vote.case_id) AND (((h.access = 0) AND (h.scope >= app.lo()) AND (h.scope < app.hi())) OR (h.viewers && app.team_keys())))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table exchange.batch -- row-level security, forced
-- One import of one file. Only digests of the file and its name are kept: both may hold names of people. A batch that stays at writing was interrupted; the same file goes on with it.
(
  id uuid not null,
  home text not null,
  unit_id integer not null,
  scope text not null,
  kind text not null,
  digest bytea not null,
  name_digest bytea not null,
  status text not null,
  rows integer not null,
  written integer not null default 0,
  known integer not null default 0,
  refused integer not null default 0,
  created_by uuid not null,
  created_post uuid not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  taken_back_by uuid,
  taken_back_at timestamp with time zone,
  taken_back_reason text,
  name bytea,
  kept jsonb,
  desk_id uuid
)
-- constraints
  CHECK (((written >= 0) AND (written <= rows)))
  CHECK (((status = 'writing'::text) = (finished_at IS NULL)))
  CHECK (((taken_back_by IS NULL) = (status = ANY (ARRAY['writing'::text, 'done'::text]))))
  CHECK ((((taken_back_by IS NULL) = (taken_back_at IS NULL)) AND ((taken_back_by IS NULL) = (taken_back_reason IS NULL))))
  CHECK ((home ~ '^[0-9]{6}$'::text))
  CHECK ((known >= 0))
  CHECK ((refused >= 0))
  CHECK ((rows >= 0))
  CHECK ((status = ANY (ARRAY['writing'::text, 'done'::text, 'takingBack'::text, 'takenBack'::text])))
  CHECK (((char_length(taken_back_reason) >= 2) AND (char_length(taken_back_reason) <= 500)))
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (id)
-- indexes
  CREATE UNIQUE INDEX batch_open ON exchange.batch USING btree (home, kind, unit_id, digest) WHERE (status = 'writing'::text)
  CREATE INDEX batch_place ON exchange.batch USING btree (scope, created_at DESC)
-- policies
  batch_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  batch_move for update to nuanjia_app using ((scope >= app.lo()) AND (scope < app.hi()))
  batch_open for insert to nuanjia_app with check ((created_by = app.account()) AND (scope >= app.lo()) AND (scope < app.hi()))
  batch_read for select to nuanjia_app using ((scope >= app.lo()) AND (scope < app.hi()))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: select
  nuanjia_system: delete, select, update

table exchange.desk -- row-level security, forced
-- A file somebody is bringing in: sealed, read by her alone, gone when its batch is done or it is dropped. What runs is run as her, in her post.
(
  id uuid not null,
  home text not null,
  unit_id integer not null,
  scope text not null,
  kind text not null,
  name bytea not null,
  content bytea,
  size integer not null,
  answers jsonb not null default '{"fixed": {}, "values": {}, "columns": {}}'::jsonb,
  status text not null,
  checked bytea,
  rows integer not null default 0,
  ready integer not null default 0,
  batch_id uuid,
  problem jsonb,
  run_at timestamp with time zone,
  run_from integer not null default 0,
  created_by uuid not null,
  created_post uuid not null,
  created_at timestamp with time zone not null,
  touched_at timestamp with time zone not null,
  check_done integer not null default 0,
  check_total integer not null default 0,
  beyond integer not null default 0
)
-- constraints
  CHECK ((beyond >= 0))
  CHECK ((check_done >= 0))
  CHECK ((check_total >= 0))
  CHECK ((home ~ '^[0-9]{6}$'::text))
  CHECK ((ready >= 0))
  CHECK ((rows >= 0))
  CHECK ((size > 0))
  CHECK ((status = ANY (ARRAY['open'::text, 'checking'::text, 'running'::text, 'stopping'::text, 'stopped'::text, 'done'::text])))
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (id)
-- indexes
  CREATE INDEX desk_checking ON exchange.desk USING btree (run_at) WHERE (status = 'checking'::text)
  CREATE INDEX desk_running ON exchange.desk USING btree (run_at) WHERE (status = ANY (ARRAY['running'::text, 'stopping'::text]))
-- policies
  desk_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  desk_own for all to nuanjia_app using ((created_by = app.account()) AND (scope >= app.lo()) AND (scope < app.hi()))
-- grants
  nuanjia_app: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table exchange.desk_row -- row-level security, forced
-- A row of a file on the desk that has faults or was corrected: its cells, corrections and faults, sealed.
(
  desk_id uuid not null,
  "row" integer not null,
  faulty boolean not null,
  sealed bytea not null,
  fate text,
  month text
)
-- constraints
  CHECK ((fate = ANY (ARRAY['imported'::text, 'known'::text])))
  CHECK ((month ~ '^[0-9]{4}-[0-9]{2}$'::text))
  CHECK (("row" > 0))
  FOREIGN KEY (desk_id) REFERENCES exchange.desk(id) ON DELETE CASCADE
  PRIMARY KEY (desk_id, "row")
-- policies
  desk_row_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  desk_row_own for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM exchange.desk d
  WHERE (d.id = desk_row.desk_id)))
-- grants
  nuanjia_app: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table exchange.memory -- row-level security, forced
-- What a unit said of its registers: which column a heading is, which code a word of a column is, what a register that does not say it always means. An empty target leaves it out.
(
  id uuid not null,
  unit_id integer not null,
  scope text not null,
  kind text not null,
  part text not null,
  field text not null default ''::text,
  word text not null,
  target text not null,
  set_by uuid not null,
  set_at timestamp with time zone not null,
  sealed bytea,
  desk_id uuid
)
-- constraints
  CHECK ((part = ANY (ARRAY['column'::text, 'value'::text, 'fixed'::text])))
  CHECK ((char_length(word) <= 80))
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (id)
  UNIQUE (unit_id, kind, part, field, word)
-- policies
  memory_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  memory_place for all to nuanjia_app using ((scope >= app.lo()) AND (scope < app.hi()))
-- grants
  nuanjia_app: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table figures.cell -- row-level security, forced
-- Sums for nation, province, city and county by month; a read is cells plus the unfolded tail in one snapshot.
(
  measure text not null,
  def_version integer not null,
  unit_id integer not null,
  month text not null,
  category text not null,
  channel text not null,
  result text not null,
  level text not null,
  n bigint not null
)
-- constraints
  PRIMARY KEY (measure, unit_id, month, category, channel, result, level, def_version)
-- policies
  cell_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
-- grants
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table figures.measure -- row-level security, forced
-- What the catalogue declares of each measure, written at every start; a measure that is not here cannot be read. A stock is the running sum up to the end of a period. sensitive: all of it; classes: only these, with beside, all classes of the sections that hold one.
(
  measure text not null,
  stock boolean not null,
  sensitive boolean not null,
  classes text[] not null default '{}'::text[],
  beside text[] not null default '{}'::text[]
)
-- constraints
  PRIMARY KEY (measure)
-- policies
  measure_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  measure_read for select to nuanjia_app using true
-- grants
  nuanjia_app: select
  nuanjia_guard: select
  nuanjia_system: delete, insert, select, update

table figures.month_lock -- row-level security, forced
-- Closed months, each with the instant it was closed; a closed month closes all before it. What comes late is booked in the open month and keeps its own as late_for.
(
  month text not null,
  locked_at timestamp with time zone not null
)
-- constraints
  PRIMARY KEY (month)
-- policies
  month_lock_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  month_lock_read for select to nuanjia_app using true
-- grants
  nuanjia_app: select
  nuanjia_guard: select
  nuanjia_system: delete, insert, select

table figures.moved -- row-level security, forced
-- Units that did not always belong where they do today, and those below them: in the months from (included) to (not included) the unit belonged to above, itself first, nation last. All other units stand where their scope says.
(
  unit_id integer not null,
  from_month text not null,
  to_month text not null,
  above integer[] not null
)
-- constraints
  PRIMARY KEY (unit_id, from_month)
-- indexes
  CREATE INDEX moved_above ON figures.moved USING gin (above)
-- policies
  moved_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  moved_read for select to nuanjia_app using true
-- grants
  nuanjia_app: select
  nuanjia_guard: select
  nuanjia_system: delete, insert, select

table figures.posting -- row-level security, forced
-- What each record adds to each figure, append only; a change is the difference. month is when it happened, booked_month when the books were open (YYYY-MM, Asia/Shanghai); late_for is the closed month a late one belongs to.
(
  id bigint not null,
  measure text not null,
  def_version integer not null,
  unit_id integer not null,
  month text not null,
  booked_month text not null,
  late_for text generated: 
CASE
    WHEN (booked_month > month) THEN month
    ELSE NULL::text
END,
  category text not null default ''::text,
  channel text not null default ''::text,
  result text not null default ''::text,
  level text not null default ''::text,
  n integer not null,
  home text not null,
  record_id uuid not null,
  batch_id uuid,
  posted_at timestamp with time zone not null,
  folded boolean not null default false
)
-- constraints
  CHECK ((booked_month ~ '^\d{4}-\d{2}$'::text))
  CHECK ((month ~ '^\d{4}-\d{2}$'::text))
  CHECK ((n <> 0))
  PRIMARY KEY (id)
-- indexes
  CREATE INDEX posting_class ON figures.posting USING btree (measure, category, month)
  CREATE INDEX posting_record ON figures.posting USING btree (home, record_id)
  CREATE INDEX posting_tail ON figures.posting USING btree (measure, month) WHERE (NOT folded)
  CREATE INDEX posting_unfolded ON figures.posting USING btree (id) WHERE (NOT folded)
  CREATE INDEX posting_unit ON figures.posting USING btree (unit_id, measure, month)
-- policies
  posting_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
-- grants
  nuanjia_guard: insert, select
  nuanjia_system: insert, select

table figures.recut -- row-level security, forced
-- A row means the tree changed and cells are to be cut again by the folding job.
(
  due boolean not null
)
-- constraints
  CHECK (due)
  PRIMARY KEY (due)
-- policies
  recut_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  recut_read for select to nuanjia_app using true
-- grants
  nuanjia_system: delete, insert, select

table forms.form -- row-level security, forced
-- A receiver's own workbook as a unit uploaded it, to be filled each period. Read in the range of the unit, changed by the unit itself.
(
  id uuid not null,
  home text not null,
  unit_id integer not null,
  scope text not null,
  name text not null,
  file bytea not null,
  bindings jsonb not null default '[]'::jsonb,
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  saved_by uuid not null,
  saved_at timestamp with time zone not null,
  view bytea
)
-- constraints
  CHECK ((jsonb_typeof(bindings) = 'array'::text))
  CHECK ((home ~ '^[0-9]{6}$'::text))
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (id)
-- indexes
  CREATE INDEX form_place ON forms.form USING btree (scope, saved_at DESC)
-- policies
  form_drop for delete to nuanjia_app using ((unit_id = app.unit()) AND (scope >= app.lo()) AND (scope < app.hi()))
  form_engine for all to nuanjia_owner, nuanjia_system using true with check true
  form_open for insert to nuanjia_app with check ((unit_id = app.unit()) AND (created_by = app.account()) AND (scope >= app.lo()) AND (scope < app.hi()))
  form_read for select to nuanjia_app using ((scope >= app.lo()) AND (scope < app.hi()))
  form_save for update to nuanjia_app using ((unit_id = app.unit()) AND (scope >= app.lo()) AND (scope < app.hi())) with check ((unit_id = app.unit()) AND (scope >= app.lo()) AND (scope < app.hi()))
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_system: select

table identity.access_grant -- row-level security, forced
-- A person may open one restricted record for a while. It ends by itself: the actor stops carrying its key. scope is the record's place when it was opened, for the auditor of that place.
(
  id uuid not null,
  account_id uuid not null,
  record_home text not null,
  record_id uuid not null,
  purpose text not null,
  reason text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  scope text not null,
  reviewed_at timestamp with time zone,
  reviewed_by uuid,
  verdict text,
  remark text
)
-- constraints
  CHECK (((reviewed_at IS NULL) = (verdict IS NULL)))
  CHECK ((purpose = ANY (ARRAY['supervise'::text, 'assist'::text, 'breakGlass'::text])))
  CHECK (((char_length(reason) >= 4) AND (char_length(reason) <= 500)))
  CHECK ((char_length(remark) <= 500))
  CHECK ((verdict = ANY (ARRAY['normal'::text, 'act'::text])))
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  PRIMARY KEY (id)
-- indexes
  CREATE INDEX access_grant_live ON identity.access_grant USING btree (account_id, expires_at)
  CREATE INDEX access_grant_newest ON identity.access_grant USING btree (created_at DESC, id DESC)
  CREATE INDEX access_grant_open ON identity.access_grant USING btree (created_at DESC, id DESC) WHERE (reviewed_at IS NULL)
  CREATE INDEX access_grant_record ON identity.access_grant USING btree (record_home, record_id)
-- policies
  grant_guard for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  grant_read for select to nuanjia_app using ((account_id = app.account()) OR ((app.role() = 'auditor'::text) AND (scope >= app.watch()) AND (scope < ("left"(app.watch(), '-1'::integer) || '0'::text))))
  grant_review for update to nuanjia_app using ((app.role() = 'auditor'::text) AND (scope >= app.watch()) AND (scope < ("left"(app.watch(), '-1'::integer) || '0'::text))) with check (reviewed_by = app.account())
-- grants
  nuanjia_app: select
  nuanjia_guard: insert, select, update
  nuanjia_system: delete, insert, select, update

table identity.account -- row-level security, forced
-- A person who signs in. totp is sealed with a key derived from the root; totp_used is the last accepted 30-second step. held_by reset the password: nobody signs in with it until a second person has released it. scope is the range of whoever opened it, whose it is until it holds a post.
(
  id uuid not null,
  username text not null,
  name text not null,
  password text not null,
  must_change boolean not null default false,
  totp bytea,
  totp_used bigint not null default 0,
  held_by uuid,
  last_in timestamp with time zone,
  status text not null default 'active'::text,
  demo boolean not null default false,
  scope text,
  created_at timestamp with time zone not null,
  password_at timestamp with time zone not null,
  version integer not null default 1,
  list_id uuid,
  posted boolean not null default false
)
-- constraints
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 50)))
  CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text])))
  CHECK ((username ~ '^[a-z0-9][a-z0-9._-]{2,39}$'::text))
  FOREIGN KEY (held_by) REFERENCES identity.account(id)
  PRIMARY KEY (id)
  UNIQUE (username)
-- indexes
  CREATE INDEX account_given_name ON identity.account USING btree (substr(name, 2) COLLATE "C")
  CREATE INDEX account_list ON identity.account USING btree (list_id) WHERE (list_id IS NOT NULL)
  CREATE INDEX account_name ON identity.account USING btree (name COLLATE "C")
  CREATE INDEX account_postless ON identity.account USING btree (scope, id) WHERE (NOT posted)
  CREATE INDEX account_username ON identity.account USING btree (username COLLATE "C")
-- policies
  account_guard for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  account_open for insert to nuanjia_app with check ((app.role() = 'admin'::text) OR ((app.role() = ANY (ARRAY['leader'::text, 'town'::text])) AND (scope > app.lo()) AND (scope < app.hi())))
  account_read for select to nuanjia_app using true
  account_sign_in for update to nuanjia_app using ((app.role() IS NULL) OR (id = app.account()) OR (app.role() = 'admin'::text) OR identity.runs(id))
-- grants
  nuanjia_app: insert
  nuanjia_guard: insert, select, update
  nuanjia_system: delete, insert, select, update

table identity.attempt -- row-level security, forced
-- Mistakes in signing in, by a hash of what they are counted for (account and browser or address, address, account): no names, so that what was typed into the wrong box is kept nowhere. until: paused up to then. Rows of names nobody has look the same.
(
  key bytea not null,
  account_id uuid,
  failed integer not null,
  since timestamp with time zone not null,
  until timestamp with time zone
)
-- constraints
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  PRIMARY KEY (key)
-- indexes
  CREATE INDEX attempt_account ON identity.attempt USING btree (account_id) WHERE (account_id IS NOT NULL)
  CREATE INDEX attempt_since ON identity.attempt USING btree (since)
-- policies
  attempt_count for all to nuanjia_app using ((app.role() IS NULL) OR (app.role() = 'admin'::text) OR ((account_id IS NOT NULL) AND identity.runs(account_id)))
  attempt_engine for all to nuanjia_owner, nuanjia_system using true with check true
-- grants
  nuanjia_app: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table identity.challenge -- row-level security, forced
-- What a phone must sign next; taken once.
(
  challenge text not null,
  purpose text not null,
  expires_at timestamp with time zone not null
)
-- constraints
  CHECK ((purpose = ANY (ARRAY['bind'::text, 'prove'::text])))
  PRIMARY KEY (challenge)
-- policies
  challenge_engine for all to nuanjia_owner, nuanjia_system using true with check true
  challenge_use for all to nuanjia_app using true with check true
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_system: delete, insert, select, update

table identity.desk -- row-level security, forced
-- A desk that waits to be signed in by a phone: only hashes of what it and its picture say. Rows over for ten minutes are dropped.
(
  poll bytea not null,
  scan bytea not null,
  number integer not null,
  others integer[] not null,
  ip text not null,
  agent text not null,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  account_id uuid,
  post_id uuid,
  device_id uuid,
  decided_at timestamp with time zone,
  refused boolean not null default false,
  taken_at timestamp with time zone
)
-- constraints
  CHECK (((number >= 10) AND (number <= 99)))
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  FOREIGN KEY (device_id) REFERENCES identity.device(id)
  FOREIGN KEY (post_id) REFERENCES identity.post(id)
  PRIMARY KEY (poll)
  UNIQUE (scan)
-- indexes
  CREATE INDEX desk_over ON identity.desk USING btree (expires_at)
  CREATE INDEX desk_waiting ON identity.desk USING btree (ip, expires_at)
-- policies
  desk_guard for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  desk_use for all to nuanjia_app using true with check true
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_guard: insert, select, update
  nuanjia_system: delete, insert, select, update

table identity.device -- row-level security, forced
-- A phone bound to an account. secret is the hash of a cookie only that phone has; a six-digit pin is hashed together with the cookie, so that the table alone is no use. failed counts wrong digits in a row; at five the phone is released.
(
  id uuid not null,
  account_id uuid not null,
  name text not null,
  kind text not null,
  secret bytea not null,
  credential text,
  public_key bytea,
  counter bigint not null default 0,
  transports text[],
  pin text,
  failed integer not null default 0,
  bound_at timestamp with time zone not null,
  last_in timestamp with time zone,
  removed_at timestamp with time zone,
  removed_by uuid
)
-- constraints
  CHECK (((kind = 'passkey'::text) = ((credential IS NOT NULL) AND (public_key IS NOT NULL))))
  CHECK (((kind = 'pin'::text) = (pin IS NOT NULL)))
  CHECK ((kind = ANY (ARRAY['passkey'::text, 'pin'::text])))
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60)))
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  FOREIGN KEY (removed_by) REFERENCES identity.account(id)
  PRIMARY KEY (id)
  UNIQUE (credential)
  UNIQUE (secret)
-- indexes
  CREATE INDEX device_account ON identity.device USING btree (account_id)
-- policies
  device_guard for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  device_read for select to nuanjia_app using ((account_id = app.account()) OR identity.in_office(account_id) OR identity.runs(account_id))
-- grants
  nuanjia_guard: insert, select, update
  nuanjia_system: delete, insert, select, update

table identity.emergency -- row-level security, forced
-- One row per emergency view tried, whether the number was found or not: three a day, so that numbers cannot be probed.
(
  id uuid not null,
  account_id uuid not null,
  at timestamp with time zone not null
)
-- constraints
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  PRIMARY KEY (id)
-- indexes
  CREATE INDEX emergency_account ON identity.emergency USING btree (account_id, at)
-- policies
  emergency_guard for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
-- grants
  nuanjia_guard: insert, select
  nuanjia_system: insert, select

table identity.known -- row-level security, forced
-- Browsers and addresses (hashed) from which an account last signed in; what strangers do elsewhere does not shut these out.
(
  account_id uuid not null,
  place bytea not null,
  at timestamp with time zone not null
)
-- constraints
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  PRIMARY KEY (account_id, place)
-- policies
  known_engine for all to nuanjia_owner, nuanjia_system using true with check true
  known_note for all to nuanjia_app using (app.role() IS NULL)
-- grants
  nuanjia_app: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table identity.post -- row-level security, forced
-- A role held at a unit from a day to a day; a signed-in person acts in one post at a time. phone is that of its desk, for those below who need help.
(
  id uuid not null,
  account_id uuid not null,
  unit_id integer not null,
  scope text not null,
  home text not null,
  role text not null,
  title_zh text not null,
  title_en text not null,
  phone text,
  valid_from date not null,
  valid_to date,
  left_told_at timestamp with time zone
)
-- constraints
  CHECK ((home ~ '^[0-9]{6}$'::text))
  CHECK ((phone ~ '^[0-9][0-9 -]{2,19}$'::text))
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (id)
-- indexes
  CREATE INDEX post_account ON identity.post USING btree (account_id)
  CREATE INDEX post_ended ON identity.post USING btree (valid_to) WHERE (valid_to IS NOT NULL)
  CREATE INDEX post_page ON identity.post USING btree (scope, id)
  CREATE INDEX post_place ON identity.post USING btree (scope, role)
-- policies
  post_end for update to nuanjia_app using ((app.role() = 'security'::text) AND (account_id <> app.account()))
  post_guard for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  post_open for insert to nuanjia_app with check ((app.role() = 'security'::text) AND ((account_id <> app.account()) OR (NOT (EXISTS ( SELECT 1
   FROM identity.account a
  WHERE (a.id <> app.account()))))))
  post_read for select to nuanjia_app using true
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: select
  nuanjia_system: delete, insert, select, update

table identity.proposal -- row-level security, forced
-- The post the level above asks for an account it opened; a security administrator gives it (post_id) or not.
(
  id uuid not null,
  account_id uuid not null,
  unit_id integer not null,
  scope text not null,
  role text not null,
  phone text,
  proposed_by uuid not null,
  proposed_at timestamp with time zone not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  post_id uuid
)
-- constraints
  CHECK ((phone ~ '^[0-9][0-9 -]{2,19}$'::text))
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  FOREIGN KEY (decided_by) REFERENCES identity.account(id)
  FOREIGN KEY (post_id) REFERENCES identity.post(id)
  FOREIGN KEY (proposed_by) REFERENCES identity.account(id)
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (id)
-- indexes
  CREATE INDEX proposal_account ON identity.proposal USING btree (account_id)
  CREATE INDEX proposal_place ON identity.proposal USING btree (scope)
  CREATE INDEX proposal_waiting ON identity.proposal USING btree (scope, id) WHERE (decided_at IS NULL)
-- policies
  proposal_ask for insert to nuanjia_app with check ((proposed_by = app.account()) AND (((app.role() = 'admin'::text) AND (scope >= app.watch()) AND (scope < ("left"(app.watch(), '-1'::integer) || '0'::text))) OR ((app.role() = ANY (ARRAY['leader'::text, 'town'::text])) AND (scope > app.lo()) AND (scope < app.hi()))))
  proposal_decide for update to nuanjia_app using ((app.role() = 'security'::text) AND (scope >= app.watch()) AND (scope < ("left"(app.watch(), '-1'::integer) || '0'::text))) with check (decided_by = app.account())
  proposal_guard for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  proposal_read for select to nuanjia_app using true
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: select
  nuanjia_system: delete, insert, select, update

table identity.session -- row-level security, forced
-- A signed-in browser; only the hash of its token is stored. Idle limit 15 minutes, life at most 12 hours (domain/11 section 3). light: begun by a bound phone; what needs the full check waits for it, and has it until full_until.
(
  token_hash bytea not null,
  account_id uuid not null,
  post_id uuid not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ip text,
  agent text,
  device_id uuid,
  light boolean not null default false,
  full_until timestamp with time zone
)
-- constraints
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  FOREIGN KEY (device_id) REFERENCES identity.device(id)
  FOREIGN KEY (post_id) REFERENCES identity.post(id)
  PRIMARY KEY (token_hash)
-- indexes
  CREATE INDEX session_account ON identity.session USING btree (account_id)
  CREATE INDEX session_device ON identity.session USING btree (device_id) WHERE (device_id IS NOT NULL)
-- policies
  session_close for delete to nuanjia_app using ((account_id = app.account()) OR (app.role() = 'admin'::text) OR identity.runs(account_id))
  session_guard for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  session_open for insert to nuanjia_app with check true
  session_own for select to nuanjia_app using ((account_id = app.account()) OR (app.role() = 'admin'::text) OR identity.runs(account_id))
  session_switch for update to nuanjia_app using (account_id = app.account())
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table identity.slip -- row-level security, forced
-- A paper that lets somebody in once: open and reset set a password, phone binds one. code is a MAC of what the paper says, kept nowhere else.
(
  id uuid not null,
  account_id uuid not null,
  code bytea not null,
  purpose text not null,
  issued_by uuid not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  withdrawn_at timestamp with time zone
)
-- constraints
  CHECK ((purpose = ANY (ARRAY['open'::text, 'reset'::text, 'phone'::text])))
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  FOREIGN KEY (issued_by) REFERENCES identity.account(id)
  PRIMARY KEY (id)
  UNIQUE (code)
-- indexes
  CREATE INDEX slip_account ON identity.slip USING btree (account_id, issued_at DESC)
  CREATE INDEX slip_issuer ON identity.slip USING btree (issued_by, issued_at DESC)
-- policies
  slip_guard for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  slip_issue for insert to nuanjia_app with check ((issued_by = app.account()) AND ((app.role() = 'admin'::text) OR identity.runs(account_id) OR ((account_id = app.account()) AND (purpose = 'phone'::text))))
  slip_read for select to nuanjia_app using ((issued_by = app.account()) OR (app.role() = 'admin'::text) OR identity.runs(account_id))
  slip_withdraw for update to nuanjia_app using ((issued_by = app.account()) OR (app.role() = 'admin'::text) OR identity.runs(account_id))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: insert, select, update
  nuanjia_system: delete, insert, select, update

table office.deputy -- row-level security, forced
-- B角: deputy_post stands in for post_id from a day to a day (null: until ended), once a second person has accepted it. restricted: also for matters known to named posts only.
(
  home text not null,
  id uuid not null,
  post_id uuid not null,
  account_id uuid not null,
  deputy_post uuid not null,
  deputy_account uuid not null,
  unit_id integer not null,
  scope text not null,
  from_day date not null,
  to_day date,
  restricted boolean not null default false,
  named_by uuid not null,
  named_at timestamp with time zone not null,
  accepted_by uuid,
  accepted_at timestamp with time zone,
  ended_by uuid,
  ended_at timestamp with time zone
)
-- constraints
  CHECK (((to_day IS NULL) OR (to_day >= from_day)))
  CHECK ((account_id <> deputy_account))
  CHECK (((accepted_by <> named_by) AND (accepted_by <> deputy_account)))
  CHECK (((accepted_by IS NULL) = (accepted_at IS NULL)))
  CHECK (((ended_by IS NULL) = (ended_at IS NULL)))
  CHECK ((home ~ '^[0-9]{6}$'::text))
  FOREIGN KEY (accepted_by) REFERENCES identity.account(id)
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  FOREIGN KEY (deputy_account) REFERENCES identity.account(id)
  FOREIGN KEY (deputy_post) REFERENCES identity.post(id)
  FOREIGN KEY (ended_by) REFERENCES identity.account(id)
  FOREIGN KEY (named_by) REFERENCES identity.account(id)
  FOREIGN KEY (post_id) REFERENCES identity.post(id)
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (home, id)
-- indexes
  CREATE INDEX deputy_for ON office.deputy USING btree (post_id, from_day) WHERE (ended_at IS NULL)
  CREATE INDEX deputy_holder ON office.deputy USING btree (account_id)
  CREATE INDEX deputy_named ON office.deputy USING btree (named_by)
  CREATE INDEX deputy_of ON office.deputy USING btree (deputy_account, from_day) WHERE (ended_at IS NULL)
  CREATE INDEX deputy_place ON office.deputy USING btree (scope, named_at DESC)
-- policies
  deputy_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  deputy_name for insert to nuanjia_app with check ((named_by = app.account()) AND (accepted_by IS NULL) AND (ended_by IS NULL) AND ((account_id = app.account()) OR office.presides(scope)) AND (EXISTS ( SELECT 1
   FROM identity.post p
  WHERE ((p.id = deputy.post_id) AND (p.account_id = deputy.account_id) AND (p.unit_id = deputy.unit_id)))) AND (EXISTS ( SELECT 1
   FROM identity.post p
  WHERE ((p.id = deputy.deputy_post) AND (p.account_id = deputy.deputy_account)))))
  deputy_read for select to nuanjia_app using ((((app.account() = account_id) OR (app.account() = deputy_account)) OR (app.account() = named_by)) OR office.presides(scope) OR ((app.role() = 'auditor'::text) AND starts_with(scope, app.watch())))
  deputy_settle for update to nuanjia_app using ((ended_by IS NULL) AND ((((app.account() = account_id) OR (app.account() = deputy_account)) OR (app.account() = named_by)) OR office.presides(scope))) with check ((ended_by = app.account()) OR ((ended_by IS NULL) AND (accepted_by = app.account()) AND office.presides(scope)))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: select
  nuanjia_system: delete, insert, select, update

table office.duty -- row-level security, forced
-- The duty roster (值班表) of a unit: a colleague in her post, or a name with a number. Read by the unit, those above and those below, who dial it.
(
  home text not null,
  unit_id integer not null,
  scope text not null,
  day date not null,
  shift text not null,
  post_id uuid,
  name text not null,
  phone text,
  saved_by uuid not null,
  saved_at timestamp with time zone not null
)
-- constraints
  CHECK ((home ~ '^[0-9]{6}$'::text))
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 50)))
  CHECK ((phone ~ '^[0-9][0-9 -]{2,19}$'::text))
  CHECK ((shift = ANY (ARRAY['day'::text, 'night'::text, 'whole'::text])))
  FOREIGN KEY (post_id) REFERENCES identity.post(id)
  FOREIGN KEY (saved_by) REFERENCES identity.account(id)
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (home, unit_id, day, shift)
-- indexes
  CREATE INDEX duty_place ON office.duty USING btree (scope, day)
-- policies
  duty_add for insert to nuanjia_app with check ((unit_id = app.unit()) AND (saved_by = app.account()))
  duty_change for update to nuanjia_app using (unit_id = app.unit()) with check ((unit_id = app.unit()) AND (saved_by = app.account()))
  duty_drop for delete to nuanjia_app using (unit_id = app.unit())
  duty_engine for all to nuanjia_owner, nuanjia_system using true with check true
  duty_read for select to nuanjia_app using (starts_with(app.lo(), scope) OR ((scope >= app.lo()) AND (scope < app.hi())))
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_system: delete, insert, select, update

table office.phrase -- row-level security, forced
-- A phrase saved for a field (place), by its author for herself or, with unit_id, for all of that unit; sealed, since it was typed beside a matter.
(
  home text not null,
  id uuid not null,
  account_id uuid not null,
  unit_id integer,
  place text not null,
  sealed bytea not null,
  saved_at timestamp with time zone not null
)
-- constraints
  CHECK ((home ~ '^[0-9]{6}$'::text))
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  FOREIGN KEY (unit_id) REFERENCES org.unit(id)
  PRIMARY KEY (home, id)
-- indexes
  CREATE INDEX phrase_author ON office.phrase USING btree (account_id)
  CREATE INDEX phrase_unit ON office.phrase USING btree (unit_id) WHERE (unit_id IS NOT NULL)
-- policies
  phrase_drop for delete to nuanjia_app using ((account_id = app.account()) OR ((unit_id = app.unit()) AND (app.role() = ANY (ARRAY['leader'::text, 'town'::text, 'village'::text]))))
  phrase_edit for update to nuanjia_app using (account_id = app.account()) with check ((account_id = app.account()) AND ((unit_id IS NULL) OR (unit_id = app.unit())))
  phrase_engine for all to nuanjia_owner, nuanjia_system using true with check true
  phrase_read for select to nuanjia_app using ((account_id = app.account()) OR (unit_id = app.unit()))
  phrase_save for insert to nuanjia_app with check ((account_id = app.account()) AND ((unit_id IS NULL) OR (unit_id = app.unit())))
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_system: delete, insert, select, update

table office.phrase_use -- row-level security, forced
-- How often a person took a phrase, by its id or the key of one that comes with the product; orders her list.
(
  account_id uuid not null,
  phrase text not null,
  used integer not null default 0,
  used_at timestamp with time zone not null
)
-- constraints
  CHECK ((char_length(phrase) <= 60))
  FOREIGN KEY (account_id) REFERENCES identity.account(id)
  PRIMARY KEY (account_id, phrase)
-- policies
  phrase_use_engine for all to nuanjia_owner, nuanjia_system using true with check true
  phrase_use_own for all to nuanjia_app using (account_id = app.account()) with check (account_id = app.account())
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_system: delete, insert, select, update

table org.unit -- open
-- Every unit with its present code, name and parent: divisions (domain/11 section 6), bodies such as partner agencies, and local units such as development zones. Not sensitive: every login reads it.
(
  id integer not null,
  code text not null,
  name text not null,
  level character(1) not null,
  scope text not null,
  name_pinyin_initials text not null,
  name_pinyin text,
  urban_rural smallint,
  parent_id integer,
  kind text not null default 'division'::text,
  valid_from date not null,
  valid_to date
)
-- constraints
  CHECK ((valid_to > valid_from))
  CHECK (((parent_id IS NULL) = (scope = '/'::text)))
  CHECK ((code ~ '^[0-9A-Z]{6,15}$'::text))
  CHECK ((kind = ANY (ARRAY['division'::text, 'body'::text, 'local'::text])))
  CHECK ((level = ANY (ARRAY['N'::bpchar, 'P'::bpchar, 'C'::bpchar, 'D'::bpchar, 'T'::bpchar, 'V'::bpchar])))
  CHECK ((name <> ''::text))
  CHECK ((scope ~ '^/(([0-9]{2,4}|[cdtvb][0-9]{1,6})/)*$'::text))
  FOREIGN KEY (parent_id) REFERENCES org.unit(id)
  PRIMARY KEY (id)
  UNIQUE (id, scope)
  UNIQUE (scope)
-- indexes
  CREATE INDEX unit_characters ON org.unit USING gin (string_to_array(translate(name, '村委会居民员社区'::text, ''::text), NULL::text))
  CREATE INDEX unit_children ON org.unit USING btree (parent_id)
  CREATE UNIQUE INDEX unit_code ON org.unit USING btree (code) WHERE (valid_to IS NULL)
  CREATE INDEX unit_ended ON org.unit USING btree (scope) WHERE (valid_to IS NOT NULL)
  CREATE INDEX unit_initials ON org.unit USING btree (name_pinyin_initials)
  CREATE INDEX unit_pinyin ON org.unit USING btree (name_pinyin) WHERE (name_pinyin IS NOT NULL)
  CREATE INDEX unit_upper ON org.unit USING btree (level, scope) WHERE (level <> 'V'::bpchar)
-- grants
  nuanjia_app: select
  nuanjia_guard: select
  nuanjia_public: select
  nuanjia_system: select

table org.unit_change -- open
-- The register of changes of the tree: what happened to which unit on which day, by which document, entered by whom. Not sensitive.
(
  id bigint not null,
  unit_id integer not null,
  what text not null,
  on_date date not null,
  into_unit integer,
  source text not null,
  made_by uuid,
  made_at timestamp with time zone not null
)
-- constraints
  CHECK (((char_length(source) >= 2) AND (char_length(source) <= 200)))
  CHECK ((what = ANY (ARRAY['rename'::text, 'move'::text, 'merge'::text, 'abolish'::text, 'new'::text])))
  FOREIGN KEY (into_unit) REFERENCES org.unit(id)
  FOREIGN KEY (unit_id) REFERENCES org.unit(id)
  PRIMARY KEY (id)
-- indexes
  CREATE INDEX unit_change_unit ON org.unit_change USING btree (unit_id, on_date)
-- grants
  nuanjia_app: select
  nuanjia_guard: select
  nuanjia_public: select
  nuanjia_system: select

table org.unit_span -- open
-- What a unit was called and whom it belonged to, from a day up to (not including) a day, spans never overlapping. A unit that never changed has no rows here; one that changed or ended has all of them, the present one included.
(
  unit_id integer not null,
  parent_id integer,
  code text not null,
  name text not null,
  valid_from date not null,
  valid_to date
)
-- constraints
  CHECK ((valid_to > valid_from))
  FOREIGN KEY (parent_id) REFERENCES org.unit(id)
  FOREIGN KEY (unit_id) REFERENCES org.unit(id)
  PRIMARY KEY (unit_id, valid_from)
  EXCLUDE USING gist (int4range(unit_id, unit_id, '[]'::text) WITH &&, daterange(valid_from, valid_to) WITH &&)
-- indexes
  CREATE INDEX unit_span_code ON org.unit_span USING btree (code)
  CREATE INDEX unit_span_parent ON org.unit_span USING btree (parent_id)
-- grants
  nuanjia_app: select
  nuanjia_guard: select
  nuanjia_public: select
  nuanjia_system: select

table org.unit_successor -- open
-- Which unit continues another from a day on. share is the part of the old unit's figures that goes there: 1 for a merger, less for a split (domain/11 section 6).
(
  from_unit integer not null,
  to_unit integer not null,
  on_date date not null,
  share numeric(6,5) not null
)
-- constraints
  CHECK ((from_unit <> to_unit))
  CHECK (((share > (0)::numeric) AND (share <= (1)::numeric)))
  FOREIGN KEY (from_unit) REFERENCES org.unit(id)
  FOREIGN KEY (to_unit) REFERENCES org.unit(id)
  PRIMARY KEY (from_unit, to_unit, on_date)
-- indexes
  CREATE INDEX unit_successor_to ON org.unit_successor USING btree (to_unit)
-- grants
  nuanjia_app: select
  nuanjia_guard: select
  nuanjia_public: select
  nuanjia_system: select

table papers.book -- row-level security, forced
-- A number book (编号簿) of a unit: the prefix (机关代字) its numbers begin with and the letter types, kind.letter, that take them. Not sensitive.
(
  home text not null,
  id uuid not null,
  unit_id integer not null,
  scope text not null,
  prefix text not null,
  forms text[] not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  version integer not null default 1
)
-- constraints
  CHECK ((home ~ '^[0-9]{6}$'::text))
  CHECK (((char_length(prefix) >= 1) AND (char_length(prefix) <= 20)))
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (home, id)
  UNIQUE (home, unit_id, prefix)
-- indexes
  CREATE INDEX book_unit ON papers.book USING btree (unit_id)
-- policies
  book_change for update to nuanjia_app using ((unit_id = app.unit()) AND (scope >= app.lo()) AND (scope < app.hi()))
  book_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  book_keep for insert to nuanjia_app with check ((unit_id = app.unit()) AND (created_by = app.account()) AND (scope >= app.lo()) AND (scope < app.hi()))
  book_read for select to nuanjia_app using ((scope >= app.lo()) AND (scope < app.hi()))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: insert, select, update
  nuanjia_system: delete, insert, select, update

table papers.issued -- row-level security, forced
-- Every number given (发文登记), without gaps: to which letter of which matter (the step it belongs to), by whom. A void one keeps its number. No foreign key to the matter, which may have another home; whose it is tells whether a reader is shown more than the number.
(
  home text not null,
  id uuid not null,
  book_id uuid not null,
  year integer not null,
  n integer not null,
  unit_id integer not null,
  scope text not null,
  case_home text not null,
  case_id uuid not null,
  form text not null,
  step integer not null,
  taken_by uuid not null,
  taken_post uuid not null,
  taken_at timestamp with time zone not null,
  void_reason text,
  void_by uuid,
  void_at timestamp with time zone,
  corrected_reason text,
  corrected_by uuid,
  corrected_at timestamp with time zone
)
-- constraints
  CHECK ((((void_reason IS NULL) = (void_at IS NULL)) AND ((void_reason IS NULL) = (void_by IS NULL))))
  CHECK ((((corrected_reason IS NULL) = (corrected_at IS NULL)) AND ((corrected_reason IS NULL) = (corrected_by IS NULL))))
  CHECK ((corrected_reason = ANY (ARRAY['written'::text, 'told'::text, 'found'::text])))
  CHECK ((void_reason = ANY (ARRAY['misprint'::text, 'content'::text, 'unsent'::text, 'withdrawn'::text])))
  FOREIGN KEY (home, book_id, year) REFERENCES papers.year(home, book_id, year)
  FOREIGN KEY (unit_id, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  PRIMARY KEY (home, id)
  UNIQUE (home, book_id, year, n)
-- indexes
  CREATE UNIQUE INDEX issued_letter ON papers.issued USING btree (case_home, case_id, form, step) WHERE (void_at IS NULL)
  CREATE INDEX issued_unit ON papers.issued USING btree (unit_id, taken_at DESC, id DESC)
-- policies
  issued_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  issued_read for select to nuanjia_app using ((scope >= app.lo()) AND (scope < app.hi()))
-- grants
  nuanjia_app: select
  nuanjia_guard: insert, select, update
  nuanjia_system: delete, insert, select, update

table papers.photo_link -- row-level security, forced
-- A link for one phone (手机拍照传上来): only hashes of its token (used once, by the first phone) and of the key that phone got for it. Lives as long as the session of the desk, at most ten minutes. Read and written by the guard alone.
(
  home text not null,
  id uuid not null,
  case_id uuid not null,
  token bytea not null,
  key bytea,
  account_id uuid not null,
  post_id uuid not null,
  session bytea,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  ended text,
  files uuid[] not null default '{}'::uuid[]
)
-- constraints
  CHECK (((opened_at IS NULL) = (key IS NULL)))
  CHECK ((ended = ANY (ARRAY['withdrawn'::text, 'done'::text])))
  FOREIGN KEY (session) REFERENCES identity.session(token_hash) ON DELETE SET NULL
  PRIMARY KEY (home, id)
  UNIQUE (key)
  UNIQUE (token)
-- indexes
  CREATE INDEX photo_link_case ON papers.photo_link USING btree (home, case_id)
  CREATE INDEX photo_link_session ON papers.photo_link USING btree (session) WHERE (session IS NOT NULL)
-- policies
  photo_link_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
-- grants
  nuanjia_guard: insert, select, update
  nuanjia_system: delete, insert, select, update

table papers.year -- row-level security, forced
-- A book in one calendar year (Asia/Shanghai): the number it began with, the last one given (first - 1 while there is none), and when it was closed. A year begins by itself at 1 with its first letter.
(
  home text not null,
  book_id uuid not null,
  year integer not null,
  first integer not null,
  last integer not null,
  closed_at timestamp with time zone,
  closed_by uuid
)
-- constraints
  CHECK ((last >= (first - 1)))
  CHECK (((closed_at IS NULL) = (closed_by IS NULL)))
  CHECK (((first >= 1) AND (first <= 99999)))
  CHECK (((year >= 1990) AND (year <= 2200)))
  FOREIGN KEY (home, book_id) REFERENCES papers.book(home, id)
  PRIMARY KEY (home, book_id, year)
-- policies
  year_begin for insert to nuanjia_app with check ((last = (first - 1)) AND (closed_at IS NULL) AND (EXISTS ( SELECT 1
   FROM papers.book b
  WHERE ((b.home = year.home) AND (b.id = year.book_id) AND (b.unit_id = app.unit())))))
  year_close for update to nuanjia_app using (EXISTS ( SELECT 1
   FROM papers.book b
  WHERE ((b.home = year.home) AND (b.id = year.book_id) AND (b.unit_id = app.unit()))))
  year_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  year_read for select to nuanjia_app using (EXISTS ( SELECT 1
   FROM papers.book b
  WHERE ((b.home = year.home) AND (b.id = year.book_id))))
-- grants
  nuanjia_app: insert, select
  nuanjia_guard: insert, select, update
  nuanjia_system: delete, insert, select, update

table practice.copy -- row-level security, forced
-- The wish for a practice house, one row or none; asked_at tells one making from the next. Nothing that is practised is in this database. Not sensitive.
(
  only_one boolean not null default true,
  asked_at timestamp with time zone not null,
  done integer not null default 0,
  total integer not null default 0,
  made_at timestamp with time zone,
  fault text,
  fault_at timestamp with time zone
)
-- constraints
  CHECK (((fault IS NULL) = (fault_at IS NULL)))
  CHECK ((done >= 0))
  CHECK (((char_length(fault) >= 1) AND (char_length(fault) <= 40)))
  CHECK (only_one)
  CHECK ((total >= 0))
  PRIMARY KEY (only_one)
-- policies
  copy_engine for all to nuanjia_owner, nuanjia_system using true with check true
  copy_keep for all to nuanjia_app using (app.role() = 'admin'::text) with check (app.role() = 'admin'::text)
  copy_read for select to nuanjia_app using true
-- grants
  nuanjia_app: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table reports.edition -- row-level security, forced
-- The text of a frozen report as it was, one for each audience; append only. complete: frozen by a case role, so that the internal one holds small sensitive numbers; it opens for case roles only.
(
  home text not null,
  report_id uuid not null,
  audience text not null,
  document jsonb not null,
  stated jsonb not null,
  complete boolean not null default COALESCE(guard.case_role(), false)
)
-- constraints
  CHECK ((audience = ANY (ARRAY['internal'::text, 'public'::text])))
  FOREIGN KEY (home, report_id) REFERENCES reports.report(home, id)
  PRIMARY KEY (home, report_id, audience)
-- policies
  edition_engine for all to nuanjia_owner, nuanjia_system using true with check true
  edition_read for select to nuanjia_app using (((audience = 'public'::text) OR (NOT complete) OR COALESCE(guard.case_role(), false)) AND (EXISTS ( SELECT 1
   FROM reports.report r
  WHERE ((r.home = edition.home) AND (r.id = edition.report_id)))))
  edition_write for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM reports.report r
  WHERE ((r.home = edition.home) AND (r.id = edition.report_id) AND (r.status = 'draft'::text) AND (r.owner_unit = app.unit()))))
-- grants
  nuanjia_app: select
  nuanjia_system: select

table reports.frozen_figure -- row-level security, forced
-- Each figure of a frozen report with the values it had; append only. spec holds label, unit, cut, operands and printed text; place is the order of the list; n is null where the figure is none or hidden (why says which).
(
  home text not null,
  report_id uuid not null,
  audience text not null,
  place integer not null,
  figure text not null,
  measure text not null,
  period text not null,
  n bigint,
  value numeric,
  why text,
  records integer,
  def_version integer not null,
  spec jsonb not null
)
-- constraints
  FOREIGN KEY (home, report_id, audience) REFERENCES reports.edition(home, report_id, audience)
  PRIMARY KEY (home, report_id, audience, figure)
-- policies
  frozen_engine for all to nuanjia_owner, nuanjia_system using true with check true
  frozen_read for select to nuanjia_app using (EXISTS ( SELECT 1
   FROM reports.edition e
  WHERE ((e.home = frozen_figure.home) AND (e.report_id = frozen_figure.report_id) AND (e.audience = frozen_figure.audience))))
  frozen_write for insert to nuanjia_app with check (EXISTS ( SELECT 1
   FROM reports.report r
  WHERE ((r.home = frozen_figure.home) AND (r.id = frozen_figure.report_id) AND (r.status = 'draft'::text) AND (r.owner_unit = app.unit()))))
-- grants
  nuanjia_app: insert, select
  nuanjia_system: select

table reports.report -- row-level security, forced
-- A report about unit_id in a period, written by owner_unit, whose scope it carries. Internal: read in the owner's range only.
(
  home text not null,
  id uuid not null,
  template text not null,
  template_version integer not null,
  unit_id integer not null,
  owner_unit integer not null,
  scope text not null,
  period text not null,
  status text not null default 'draft'::text,
  texts jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  saved_by uuid not null,
  saved_at timestamp with time zone not null,
  frozen_by uuid,
  frozen_at timestamp with time zone,
  freeze_note text,
  high bigint,
  pending bigint[]
)
-- constraints
  CHECK (((status = 'frozen'::text) = ((frozen_at IS NOT NULL) AND (frozen_by IS NOT NULL) AND (high IS NOT NULL) AND (pending IS NOT NULL))))
  CHECK ((home ~ '^[0-9]{6}$'::text))
  CHECK ((status = ANY (ARRAY['draft'::text, 'frozen'::text])))
  FOREIGN KEY (owner_unit, scope) REFERENCES org.unit(id, scope) ON UPDATE CASCADE
  FOREIGN KEY (unit_id) REFERENCES org.unit(id)
  PRIMARY KEY (home, id)
-- indexes
  CREATE UNIQUE INDEX report_id ON reports.report USING btree (id)
  CREATE INDEX report_place ON reports.report USING btree (scope, saved_at DESC)
-- policies
  report_drop for delete to nuanjia_app using ((status = 'draft'::text) AND (owner_unit = app.unit()) AND (scope >= app.lo()) AND (scope < app.hi()))
  report_engine for all to nuanjia_owner, nuanjia_system using true with check true
  report_open for insert to nuanjia_app with check ((owner_unit = app.unit()) AND (scope >= app.lo()) AND (scope < app.hi()) AND (status = 'draft'::text))
  report_read for select to nuanjia_app using ((scope >= app.lo()) AND (scope < app.hi()))
  report_save for update to nuanjia_app using ((status = 'draft'::text) AND (owner_unit = app.unit()) AND (scope >= app.lo()) AND (scope < app.hi())) with check ((owner_unit = app.unit()) AND (scope >= app.lo()) AND (scope < app.hi()))
-- grants
  nuanjia_app: delete, insert, select
  nuanjia_system: select

table running.backup -- row-level security, forced
-- Backups made and missed: when, where, how large, and the code of why not. Not sensitive. Ids are in order of time.
(
  id uuid not null,
  origin text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  file text not null,
  bytes bigint,
  rows bigint,
  fault text
)
-- constraints
  CHECK (((fault IS NULL) = (bytes IS NOT NULL)))
  CHECK ((origin = ANY (ARRAY['night'::text, 'command'::text])))
  PRIMARY KEY (id)
-- indexes
  CREATE INDEX backup_newest ON running.backup USING btree (ended_at DESC)
-- policies
  backup_engine for all to nuanjia_owner, nuanjia_system using true with check true
  backup_read for select to nuanjia_app using (app.role() = 'admin'::text)
-- grants
  nuanjia_app: select
  nuanjia_system: delete, insert, select

table search.person -- row-level security, forced
-- Keyed hashes of ID number, phone, name forms (mechanisms section 5). Read only through guard functions.
(
  token bytea not null,
  home text not null,
  record_id uuid not null,
  form smallint not null
)
-- constraints
  PRIMARY KEY (token, home, record_id, form)
-- indexes
  CREATE INDEX person_record ON search.person USING btree (home, record_id)
-- policies
  person_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  person_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = person.home) AND (h.id = person.record_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
-- grants
  nuanjia_app: delete, insert
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table search.text -- row-level security, forced
-- Keyed bigrams of narrative and title of open kinds, with keyed tokens of each place above, so that a small place intersects before the heap is read.
(
  home text not null,
  record_id uuid not null,
  opened_at timestamp with time zone not null,
  grams integer[] not null
)
-- constraints
  PRIMARY KEY (home, record_id)
-- indexes
  CREATE INDEX text_grams ON search.text USING gin (grams) WITH (fastupdate=off)
  CREATE INDEX text_newest ON search.text USING btree (opened_at DESC)
-- policies
  text_engine for all to nuanjia_guard, nuanjia_owner, nuanjia_system using true with check true
  text_open for all to nuanjia_app using (EXISTS ( SELECT 1
   FROM cases.head h
  WHERE ((h.home = text.home) AND (h.id = text.record_id) AND ((h.access = 0) OR (h.viewers && app.keys())))))
-- grants
  nuanjia_app: delete, insert
  nuanjia_guard: delete, insert, select, update
  nuanjia_system: delete, insert, select, update

table vault.kek -- row-level security, forced
-- Wrapped key-encryption keys; useless without the root key file (mechanisms section 5).
(
  home text not null,
  domain text not null,
  version integer not null,
  wrapped bytea not null,
  created_at timestamp with time zone not null
)
-- constraints
  PRIMARY KEY (home, domain, version)
-- policies
  kek_all for all to nuanjia_app, nuanjia_owner, nuanjia_public, nuanjia_system using true with check true
-- grants
  nuanjia_app: insert, select
  nuanjia_public: insert, select
  nuanjia_system: insert, select

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.account()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.account', true), '')::uuid $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.hi()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.hi', true), '') $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.keys()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select string_to_array(nullif(current_setting('app.keys', true), ''), ',') $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.lo()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.lo', true), '') $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.post()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.post', true), '')::uuid $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.role()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.role', true), '') $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.shut()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select string_to_array(nullif(current_setting('app.keys', true), '') || coalesce(',' || nullif(current_setting('app.also', true), ''), ''), ',') $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.team_keys()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select array(select k from unnest(string_to_array(nullif(current_setting('app.keys', true), ''), ',')) k where left(k, 2) <> 'g:') $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.today()
 RETURNS date
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.today', true), '')::date $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.unit()
 RETURNS integer
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.unit', true), '')::int $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION app.watch()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.watch', true), '') $function$

-- function of nuanjia_owner, with its owner’s rights; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION audit.ensure_month(month date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  first date := date_trunc('month', month)::date;
  part text := 'event_' || to_char(month, 'YYYYMM');
  starts timestamptz := first::timestamp at time zone 'Asia/Shanghai';
  ends timestamptz := (first + interval '1 month')::timestamp at time zone 'Asia/Shanghai';
begin
  if to_regclass('audit.' || part) is not null then return; end if;
  execute format('create table audit.%I (like audit.event including defaults including constraints)', part);
  execute format('with moved as (delete from audit.event_other where at >= %L and at < %L returning *) insert into audit.%I select * from moved', starts, ends, part);
  execute format('alter table audit.event attach partition audit.%I for values from (%L) to (%L)', part, starts, ends);
  execute format('alter table audit.%I enable row level security', part);
  execute format('alter table audit.%I force row level security', part);
end $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION audit.is_change(action text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  select starts_with(action, 'identity.') and action not in ('identity.signIn', 'identity.signOut', 'identity.attempt', 'identity.fullCheck', 'identity.switchPost',
      'identity.lookSlip', 'identity.confirmDesk', 'identity.refuseDesk', 'identity.review', 'identity.notePhone')
    or action in ('org.changeUnits', 'cases.loadCalendar') $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION cases.soon_at(started timestamp with time zone, due timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (started + make_interval(secs => ((0.8)::double precision * (EXTRACT(epoch FROM (due - started)))::double precision)))

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION cases.visible(scope text, access smallint, viewers text[], barred text[])
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select case
    when barred <> '{}' and (barred && app.shut()) is not false then 0
    when access < 2 and scope collate "C" >= app.lo() and scope collate "C" < app.hi() then 1
    when viewers && app.keys() then 1
    else 0 end <> 0 $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.above(p_unit integer, p_month text)
 RETURNS SETOF integer
 LANGUAGE sql
 STABLE
AS $function$
  select unnest(m.above) from figures.moved m where m.unit_id = p_unit and m.from_month <= p_month and p_month < m.to_month
  union all
  select a.id from org.unit u cross join generate_series(1, length(u.scope)) at join org.unit a on a.scope = left(u.scope, at)
  where u.id = p_unit and substr(u.scope, at, 1) = '/' and not exists (select from figures.moved m where m.unit_id = p_unit) $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.chain_at(p_unit integer, p_day date)
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$
  with recursive up as (
    select p_unit as id, 1 as step
    union all
    select figures.parent_at(id, p_day), step + 1 from up where id is not null and step < 12
  )
  select array_agg(id order by step) from up where id is not null $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.child_of(p_unit integer, p_scope text, p_below text, p_above integer[])
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  select case when p_above is null then (select id from org.unit where scope = p_scope || split_part(substr(p_below, length(p_scope) + 1), '/', 1) || '/')
    else p_above[array_position(p_above, p_unit) - 1] end $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.cut(p_where jsonb, category text, channel text, result text, level text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (p_where->'category' is null or p_where->'category' ? category) and (p_where->'channel' is null or p_where->'channel' ? channel)
    and (p_where->'result' is null or p_where->'result' ? result) and (p_where->'level' is null or p_where->'level' ? level) $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.decisive(p_stock boolean, p_month text, p_last text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when p_stock then p_last else p_month end $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.effect(p_stock boolean, p_month text, p_from text, p_to text)
 RETURNS TABLE(month text, sign integer)
 LANGUAGE sql
 STABLE
AS $function$
  select case when p_stock then greatest(p_month, p_from) else p_month end, 1 where p_month < p_to and (p_stock or p_month >= p_from)
  union all
  select p_to, -1 where p_stock and p_month < p_to and p_to < '9999-99' $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.hide(p_groups text[], p_keys text[], p_ns bigint[], p_guarded boolean[])
 RETURNS TABLE(grp text, key text, n bigint, hidden boolean)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  with cell as (
    -- An ordinary 1 covers nothing: with hidden ones it would add up to as many as there are.
    select g, k, v, w, w and v between 1 and 4 as small, v > case when w then 4 else 1 end as covers from unnest(p_groups, p_keys, p_ns, p_guarded) as t(g, k, v, w)
  ), leaf as (
    select *, row_number() over (partition by g, covers order by v, k) as rk from cell
  ), grp as (
    select g, sum(v) as v, count(*) filter (where small) as k, coalesce(sum(v) filter (where small), 0) as s, count(*) filter (where covers) as big, count(*) as cells, bool_and(w) as w from leaf group by g
  ), known as (
    -- What the hidden cells of a group add up to is known when its total is shown: alone, all ones or all fours they are told.
    select *, w and v between 1 and 4 as small, k > 0 and (k = 1 or s = k or s = 4 * k or (not w and s < 5)) as told from grp
  ), covered as (
    select *, small or (told and big = 0) as hide from known
  ), upper as (
    select *, count(*) over () as groups, sum(v) over () as total, bool_and(w) over () as pure, count(*) filter (where hide) over () as hiddens,
      sum(s) filter (where hide) over () as hidden_sum, coalesce(bool_and(small) filter (where hide) over (), false) as all_small,
      row_number() over (partition by not hide and big + k > 0 order by v, g) as rk, count(*) filter (where not hide and big + k > 0) over () as others from covered
  ), need as (
    select *, groups > 1 and hiddens > 0 and (hiddens = 1 or hidden_sum = hiddens or (all_small and hidden_sum = 4 * hiddens) or (not pure and hidden_sum < 5)) as cover from upper
  ), final as (
    select *, hide or (cover and not hide and big + k > 0 and rk = 1) as gone from need
  )
  select null, null, coalesce(max(total), 0)::bigint, coalesce((bool_and(w) and bool_or(total between 1 and 4)) or bool_or((groups = 1 and gone) or (cover and others = 0))
    or sum(v) filter (where gone) = sum(cells) filter (where gone), false) from final
  union all
  select f.g, null, f.v::bigint, f.gone from final f
  union all
  select l.g, l.k, l.v, l.small or (l.covers and l.rk = 1 and (f.told or f.gone))
  from leaf l join final f on f.g = l.g $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.kept(p_level text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ select p_level in ('N', 'P', 'C', 'D') $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.key_of(p_by text, category text, channel text, result text, level text, month text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case p_by when 'category' then category when 'channel' then channel when 'result' then result when 'level' then level when 'month' then month else '' end $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.parent_at(p_unit integer, p_day date)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((select to_unit from org.unit_successor where from_unit = p_unit and share = 1 and on_date <= p_day order by on_date desc limit 1),
    case when exists (select from org.unit_span where unit_id = p_unit)
      then (select parent_id from org.unit_span where unit_id = p_unit order by valid_from <= p_day desc, abs(valid_from - p_day) limit 1)
      else (select parent_id from org.unit where id = p_unit) end) $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.place_units()
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare before text; after text;
begin
  select md5(coalesce(string_agg(m::text, ';' order by unit_id, from_month), '')) into before from figures.moved m;
  delete from figures.moved;
  insert into figures.moved (unit_id, from_month, to_month, above)
  with recursive mover as (
    select s.unit_id from org.unit_span s join org.unit u on u.id = s.unit_id
    group by s.unit_id having count(distinct coalesce(s.parent_id, 0)) > 1 or bool_or(s.parent_id is distinct from u.parent_id)
    union select from_unit from org.unit_successor where share = 1
  ), touched as (
    select unit_id from mover
    union
    select c.unit_id from touched t cross join lateral (
      select id as unit_id from org.unit where parent_id = t.unit_id union all select unit_id from org.unit_span where parent_id = t.unit_id
      union all select from_unit from org.unit_successor where to_unit = t.unit_id and share = 1) c
  ), edge as (
    select '0000-00' as month, date '0001-01-01' as day
    union
    select to_char(valid_from, 'YYYY-MM'), (date_trunc('month', valid_from) + interval '1 month - 1 day')::date from org.unit_span join mover using (unit_id)
    union
    select to_char(on_date, 'YYYY-MM'), (date_trunc('month', on_date) + interval '1 month - 1 day')::date from org.unit_successor where share = 1
  ), stretch as (
    select month, day, lead(month, 1, '9999-99') over (order by month) as until from edge
  )
  select t.unit_id, s.month, s.until, figures.chain_at(t.unit_id, s.day) from touched t cross join stretch s;
  select md5(coalesce(string_agg(m::text, ';' order by unit_id, from_month), '')) into after from figures.moved m;
  return before <> after;
end $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.places(p_unit integer, p_month text, p_stock boolean)
 RETURNS TABLE(place integer, month text, sign integer)
 LANGUAGE sql
 STABLE
AS $function$
  select a.id, e.month, e.sign from figures.moved m cross join unnest(m.above) a(id) cross join figures.effect(p_stock, p_month, m.from_month, m.to_month) e where m.unit_id = p_unit
  union all
  select id, p_month, 1 from figures.above(p_unit, p_month) a(id) where not exists (select from figures.moved where unit_id = p_unit) $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.reach(p_unit integer, p_lo text, p_hi text)
 RETURNS TABLE(unit_id integer, from_month text, to_month text)
 LANGUAGE sql
 STABLE
AS $function$
  select u.id, '0000-00', '9999-99' from org.unit u
  where u.scope >= p_lo and u.scope < p_hi and not exists (select from figures.moved m where m.unit_id = u.id)
  union all
  select m.unit_id, m.from_month, m.to_month from figures.moved m where m.above @> array[p_unit] $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.sums(p_unit integer, p_measures text[], p_from text, p_to text, p_by text, p_where jsonb, p_own boolean)
 RETURNS TABLE(measure text, key text, n bigint)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
declare top org.unit; hi text;
begin
  select * into strict top from org.unit where id = p_unit;
  hi := left(top.scope, -1) || '0';
  if p_own then
    return query
      select p.measure, figures.key_of(p_by, p.category, p.channel, p.result, p.level, p.month), sum(p.n)::bigint
      from figures.measure d join figures.posting p on p.unit_id = p_unit and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
      where d.measure = any(p_measures) and figures.cut(p_where, p.category, p.channel, p.result, p.level) group by 1, 2;
  elsif figures.kept(top.level) then
    return query
      select f.measure, f.key, sum(f.n)::bigint from (
        select c.measure, figures.key_of(p_by, c.category, c.channel, c.result, c.level, c.month) as key, c.n
        from figures.measure d join figures.cell c on c.unit_id = p_unit and c.measure = d.measure and c.month >= case when d.stock then '' else p_from end and c.month <= p_to
        where d.measure = any(p_measures) and figures.cut(p_where, c.category, c.channel, c.result, c.level)
        union all
        select p.measure, figures.key_of(p_by, p.category, p.channel, p.result, p.level, e.month), p.n * e.sign
        from figures.measure d join figures.posting p on not p.folded and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
        join org.unit u on u.id = p.unit_id
        left join figures.moved m on m.unit_id = p.unit_id
        cross join figures.effect(d.stock, p.month, coalesce(m.from_month, '0000-00'), coalesce(m.to_month, '9999-99')) e
        where d.measure = any(p_measures) and e.month <= p_to and figures.cut(p_where, p.category, p.channel, p.result, p.level)
          and case when m.unit_id is null then u.scope >= top.scope and u.scope < hi else p_unit = any(m.above) end
      ) f group by 1, 2;
  else
    return query select * from figures.sums_of_range(p_unit, top.scope, hi, p_measures, p_from, p_to, p_by, p_where);
  end if;
end $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.sums_below(p_unit integer, p_measures text[], p_from text, p_to text, p_where jsonb)
 RETURNS TABLE(measure text, key text, n bigint)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare top org.unit; hi text;
begin
  select * into strict top from org.unit where id = p_unit;
  hi := left(top.scope, -1) || '0';
  return query
    select p.measure, p_unit::text, sum(p.n)::bigint
    from figures.measure d join figures.posting p on p.unit_id = p_unit and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
    where d.measure = any(p_measures) and figures.cut(p_where, p.category, p.channel, p.result, p.level) group by 1;
  if figures.kept(top.level) then
    return query
      with child as materialized (
        select u.id, '0000-00' as from_month, '9999-99' as to_month from org.unit u
        where u.parent_id = p_unit and figures.kept(u.level) and not exists (select from figures.moved m where m.unit_id = u.id)
        union all
        select m.unit_id, m.from_month, m.to_month from figures.moved m join org.unit u on u.id = m.unit_id
        where m.above @> array[p_unit] and m.above[2] = p_unit and figures.kept(u.level)
      )
      select c.measure, c.unit_id::text, sum(c.n)::bigint
      from child k cross join figures.measure d
      join figures.cell c on c.unit_id = k.id and c.measure = d.measure and c.month >= case when d.stock then '' else p_from end and c.month <= p_to
      where figures.decisive(d.stock, c.month, p_to) >= k.from_month and figures.decisive(d.stock, c.month, p_to) < k.to_month and d.measure = any(p_measures) and figures.cut(p_where, c.category, c.channel, c.result, c.level) group by 1, 2;
    return query
      select p.measure, k.id::text, sum(p.n)::bigint
      from figures.measure d join figures.posting p on not p.folded and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
      join org.unit u on u.id = p.unit_id
      left join figures.moved m on m.unit_id = p.unit_id and m.from_month <= figures.decisive(d.stock, p.month, p_to) and figures.decisive(d.stock, p.month, p_to) < m.to_month
      cross join lateral figures.child_of(p_unit, top.scope, u.scope, m.above) c(id) join org.unit k on k.id = c.id
      where d.measure = any(p_measures) and p.unit_id <> p_unit and figures.kept(k.level) and figures.cut(p_where, p.category, p.channel, p.result, p.level)
        and case when m.unit_id is null then u.scope >= top.scope and u.scope < hi else p_unit = any(m.above) end group by 1, 2;
  end if;
  -- Towns and villages have no cells: everything below them is summed by the unit it lies under.
  if exists (select from org.unit u where u.parent_id = p_unit and not figures.kept(u.level))
    or exists (select from figures.moved m join org.unit u on u.id = m.unit_id where m.above @> array[p_unit] and m.above[2] = p_unit and not figures.kept(u.level)) then
    return query
      with posted as materialized (
        select p.measure, p.unit_id, r.from_month, r.to_month, sum(p.n) as n
        from figures.reach(p_unit, top.scope, hi) r cross join figures.measure d
        join figures.posting p on p.unit_id = r.unit_id and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
        where figures.decisive(d.stock, p.month, p_to) >= r.from_month and figures.decisive(d.stock, p.month, p_to) < r.to_month and d.measure = any(p_measures) and p.unit_id <> p_unit and figures.cut(p_where, p.category, p.channel, p.result, p.level) group by 1, 2, 3, 4
      )
      select p.measure, k.id::text, sum(p.n)::bigint
      from posted p join org.unit u on u.id = p.unit_id
      left join figures.moved m on m.unit_id = p.unit_id and m.from_month = p.from_month
      cross join lateral figures.child_of(p_unit, top.scope, u.scope, m.above) c(id) join org.unit k on k.id = c.id
      where not figures.kept(k.level) group by 1, 2;
  end if;
end $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.sums_of_range(p_unit integer, p_lo text, p_hi text, p_measures text[], p_from text, p_to text, p_by text, p_where jsonb)
 RETURNS TABLE(measure text, key text, n bigint)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
#variable_conflict use_column
begin
  return query
    select p.measure, figures.key_of(p_by, p.category, p.channel, p.result, p.level, e.month), sum(p.n * e.sign)::bigint
    from figures.reach(p_unit, p_lo, p_hi) r cross join figures.measure d
    join figures.posting p on p.unit_id = r.unit_id and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
    cross join figures.effect(d.stock, p.month, r.from_month, r.to_month) e
    where d.measure = any(p_measures) and e.month <= p_to and figures.cut(p_where, p.category, p.channel, p.result, p.level) group by 1, 2;
end $function$

-- function of nuanjia_owner; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION figures.tree_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into figures.recut values (true) on conflict do nothing;
  return null;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.account_tell(p_account uuid, p_at timestamp with time zone, p_key text, p_vars jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with live as (select p.* from identity.post p where p.valid_from <= (p_at at time zone 'Asia/Shanghai')::date and (p.valid_to is null or p.valid_to >= (p_at at time zone 'Asia/Shanghai')::date)),
  own as (select * from live where account_id = p_account),
  watching as (select distinct on (own.id) o.scope as place from own join live o on o.role = 'auditor' and starts_with(own.scope, o.scope) order by own.id, length(o.scope) desc),
  asks as (select app.role() is null or p_account = app.account() as herself, app.role() in ('admin', 'security') or identity.runs(p_account) as office)
  insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), l.id, p_at, p_key, p_vars from live l, asks
    where (asks.office or asks.herself) and l.account_id = p_account
      or asks.office and (l.role = 'leader' and l.unit_id in (select unit_id from own) or l.role = 'auditor' and l.scope in (select place from watching)) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.acted_as(p_account uuid, p_post uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select a.name || coalesce((select '代' || h.name from identity.post p join identity.account h on h.id = p.account_id where p.id = p_post and p.account_id <> p_account), '')
  from identity.account a where a.id = p_account $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.audit_changes(p_at timestamp with time zone, p_id uuid, p_limit integer)
 RETURNS TABLE(at timestamp with time zone, id uuid, by_name text, by_unit text, action text, name text, username text, purpose text, role text, at_what text, kinds text[], starts text, ends text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select e.at, e.id, b.name, u.name::text, e.action, a.name, a.username, e.purpose, e.detail->>'role',
    coalesce(guard.unit_called(e.detail->>'unit'), (select string_agg(concat(guard.unit_called(c), ' ', c), ', ' order by at) from jsonb_array_elements_text(e.detail->'codes') with ordinality as t(c, at) where at <= 10),
      (select string_agg(y, ', ') from jsonb_array_elements_text(e.detail->'years') as t(y))),
    (select array_agg(k) from unnest(array['rename', 'move', 'merge', 'abolish', 'new']) k where e.action = 'org.changeUnits' and e.detail->>k <> '0'), e.detail->>'from', e.detail->>'to'
  from audit.event e left join identity.account b on b.id = e.account left join org.unit u on u.id = e.unit_id left join identity.account a on a.id = e.object_id
  where audit.is_change(e.action)
    and (p_at is null or (e.at, e.id) < (p_at, p_id))
    and (guard.watches(u.scope) or exists (select 1 from identity.post q where q.account_id = e.object_id and guard.watches(q.scope)))
  order by e.at desc, e.id desc limit p_limit $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.audit_days(p_before date, p_limit integer)
 RETURNS TABLE(day date, links integer, sealed integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select s.day, count(*)::int, sum(cardinality(s.events))::int from audit.seal s where app.role() = 'auditor' and s.day > p_before - p_limit and s.day <= p_before group by s.day order by s.day desc $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.audit_knows(p_number text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select 1 from cases.head where home = left(p_number, 6) and number = p_number and guard.watches(scope)) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.audit_number(p_home text, p_record uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select number from cases.head where home = p_home and id = p_record and app.role() = 'auditor' $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.audit_of_record(p_number text, p_at timestamp with time zone, p_id uuid, p_limit integer)
 RETURNS TABLE(at timestamp with time zone, id uuid, name text, username text, title jsonb, unit text, kind text, action text, step text, purpose text, result text, field text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare h cases.head;
begin
  select * into h from cases.head where home = left(p_number, 6) and number = p_number;
  if not found or not guard.watches(h.scope) then return; end if;
  return query select e.at, e.id, guard.acted_as(e.account, e.post), a.username, case when p.id is not null then jsonb_build_object('zh', p.title_zh, 'en', p.title_en) end, u.name::text, h.kind, e.action, e.detail->>'step', e.purpose, e.result, e.detail->>'field'
    from audit.event e left join identity.account a on a.id = e.account left join identity.post p on p.id = e.post left join org.unit u on u.id = e.unit_id
    where e.object_home = h.home and e.object_id = h.id and (p_at is null or (e.at, e.id) < (p_at, p_id))
    order by e.at desc, e.id desc limit p_limit;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.audit_tell(p_account uuid, p_at timestamp with time zone, p_key text, p_vars jsonb)
 RETURNS SETOF text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with live as (select p.*, a.name from identity.post p join identity.account a on a.id = p.account_id
    where a.status = 'active' and p.valid_from <= (p_at at time zone 'Asia/Shanghai')::date and (p.valid_to is null or p.valid_to >= (p_at at time zone 'Asia/Shanghai')::date)),
  chairs as (select distinct l.id, l.name from live own join live l on l.role = 'leader' and l.account_id <> p_account
      and l.scope = (select max(c.scope) from live c where c.role = 'leader' and c.account_id <> p_account and starts_with(own.scope, c.scope))
    where own.account_id = p_account and app.role() = 'auditor'),
  told as (insert into cases.notice (id, to_post, at, key, vars) select gen_random_uuid(), id, p_at, p_key, p_vars from chairs)
  select distinct name from chairs $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.auditors_over(p_scope text, p_day date)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select id from (select p.id, rank() over (order by length(p.scope) desc) as near from identity.post p
    where p.scope = any(guard.places(p_scope)) and p.role = 'auditor' and p.valid_from <= p_day and (p.valid_to is null or p.valid_to >= p_day)) a where near = 1 $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.away_on(p_post uuid, p_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select 1 from office.deputy d where d.post_id = p_post and d.accepted_at is not null and d.ended_at is null and d.from_day <= p_day and (d.to_day is null or d.to_day >= p_day)) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_admit(p_home text, p_id uuid, p_posts uuid[])
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  update cases.head set viewers = (select array_agg(distinct k) from unnest(h.viewers || (select array_agg('p:' || p) from unnest(p_posts) p)) k where k is not null)
    where home = p_home and id = p_id and access > 0;
  return true;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_assign(p_home text, p_id uuid, p_post uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head; target identity.post;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  select * into target from identity.post where id = p_post;
  if not found or not (target.scope collate "C" >= h.scope and target.scope collate "C" < left(h.scope, -1) || '0' or target.unit_id = h.unit_id) or h.barred && identity.keys_of(target.account_id, null) then return false; end if;
  update cases.head set owner_post = p_post,
    viewers = case when h.access > 0 and not ('p:' || p_post) = any(h.viewers) then h.viewers || ('p:' || p_post) else h.viewers end
    where home = p_home and id = p_id;
  return true;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_bar(p_home text, p_id uuid, p_keys text[])
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  update cases.head set barred = (select array_agg(distinct k) from unnest(h.barred || p_keys) k) where home = p_home and id = p_id;
  return true;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_break_glass(p_number text, p_reason text, p_grant uuid, p_now timestamp with time zone)
 RETURNS TABLE(home text, id uuid, owner_post uuid, unit_id integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare h cases.head; used int;
begin
  -- One after the other for one person, so that three a day are three.
  perform 1 from identity.account where id = app.account() for update;
  select count(*) into used from identity.emergency where account_id = app.account() and at > p_now - interval '24 hours';
  if used >= 3 or app.account() is null or app.lo() is null then return; end if;
  insert into identity.emergency (id, account_id, at) values (p_grant, app.account(), p_now);
  select * into h from cases.head where home = left(p_number, 6) and number = p_number;
  if not found or h.barred && app.shut() then return; end if;
  insert into identity.access_grant (id, account_id, record_home, record_id, purpose, reason, created_at, expires_at, scope)
    values (p_grant, app.account(), h.home, h.id, 'breakGlass', p_reason, p_now, p_now + interval '2 hours', h.scope);
  update cases.head set viewers = viewers || ('g:' || p_grant) where home = h.home and id = h.id;
  return query select h.home, h.id, h.owner_post, h.unit_id;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_cards(p_homes text[], p_ids uuid[])
 RETURNS TABLE(home text, id uuid, unit_name text, unit_level text, owner_name text, party_id uuid, sealed bytea, data_key bytea)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
begin
  return query
    select h.home, h.id, u.name::text, u.level::text, a.name, p.id, p.sealed, b.data_key
    from unnest(p_homes, p_ids) as k(home, id)
    join cases.head h on h.home = k.home and h.id = k.id
    join org.unit u on u.id = h.unit_id
    left join identity.post o on o.id = h.owner_post
    left join identity.account a on a.id = o.account_id
    left join cases.body b on h.access = 0 and b.home = h.home and b.case_id = h.id
    left join lateral (select c.id, c.sealed from cases.party c where h.access = 0 and c.home = h.home and c.case_id = h.id order by c.role = 'respondent', c.id limit 1) p on true
    where session_user = 'nuanjia_system' or cases.visible(h.scope, h.access, h.viewers, h.barred);
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_load(p_home text, p_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare h cases.head; out jsonb;
begin
  select * into h from cases.head where home = p_home and id = p_id;
  if not found or not guard.opens(h) then return null; end if;
  select jsonb_build_object('data_key', encode(b.data_key, 'base64'), 'data', encode(b.data, 'base64')) into out from cases.body b where b.home = p_home and b.case_id = p_id;
  return jsonb_build_object('body', out,
    'parties', (select jsonb_agg(jsonb_build_object('id', id, 'role', role, 'sealed', encode(sealed, 'base64'), 'sex', sex, 'birth_year', birth_year) order by role = 'respondent', id) from cases.party where home = p_home and case_id = p_id),
    'steps', (select jsonb_agg(jsonb_build_object('seq', s.seq, 'occurred_at', s.occurred_at, 'recorded_at', s.recorded_at, 'account_id', s.account_id, 'post_id', s.post_id, 'unit_id', s.unit_id, 'action', s.action, 'track_id', s.track_id,
        'from_status', s.from_status, 'to_status', s.to_status, 'note', encode(s.note, 'base64'), 'replaced', encode(s.replaced, 'base64'), 'payload', s.payload, 'left_house', s.left_house, 'reverses', s.reverses, 'by_name', a.name, 'unit_name', u.name) order by s.seq)
      from cases.step s left join identity.account a on a.id = s.account_id left join org.unit u on u.id = s.unit_id where s.home = p_home and s.case_id = p_id),
    'clocks', (select jsonb_agg(jsonb_build_object('key', key, 'round', round, 'track_id', track_id, 'rule', rule, 'rule_from', rule_from, 'basis_zh', basis_zh, 'basis_en', basis_en, 'started_at', started_at, 'due_at', due_at,
        'first_due_at', first_due_at, 'provisional', provisional, 'stopped_at', stopped_at, 'outcome', outcome) order by stopped_at is null desc, started_at, key) from cases.clock where home = p_home and case_id = p_id),
    'tracks', (select jsonb_agg(jsonb_build_object('id', id, 'key', key, 'status', status, 'phase', phase, 'opened_at', opened_at, 'closed_at', closed_at) order by opened_at, id) from cases.track where home = p_home and case_id = p_id and removed_at is null),
    'parts', (select jsonb_agg(jsonb_build_object('id', id, 'key', key, 'sealed', encode(sealed, 'base64'), 'recorded_at', recorded_at) order by position) from cases.part where home = p_home and case_id = p_id and removed_at is null),
    'obligations', (select jsonb_agg(jsonb_build_object('id', id, 'key', key, 'by_party', by_party, 'amount_fen', amount_fen, 'due_on', due_on, 'done_on', done_on, 'outcome', outcome, 'sealed', encode(sealed, 'base64')) order by due_on, id) from cases.obligation where home = p_home and case_id = p_id and removed_at is null),
    'acts', (select jsonb_agg(jsonb_build_object('id', id, 'key', key, 'track_id', track_id, 'issuer', issuer, 'number', number, 'issued_on', issued_on, 'valid_until', valid_until, 'served_on', served_on, 'codes', codes) order by issued_on, id) from cases.act where home = p_home and case_id = p_id and removed_at is null),
    'links', (select jsonb_agg(jsonb_build_object('relation', l.relation, 'home', o.home, 'id', o.id, 'number', o.number) order by l.confirmed_at)
      from (select relation, other_home, other_id, confirmed_at from cases.link where home = p_home and case_id = p_id
        union all select case relation when 'repeat-of' then 'repeated-by' else 'merged-here' end, home, case_id, confirmed_at
          from cases.link where other_home = p_home and other_id = p_id) l
      join cases.head o on o.home = l.other_home and o.id = l.other_id and guard.opens(o)),
    'files', (select jsonb_agg(jsonb_build_object('id', f.id, 'purpose', f.purpose, 'name', encode(f.name, 'base64'), 'media_type', f.media_type, 'size', f.size, 'added_at', f.added_at, 'by_name', a.name) order by f.added_at)
      from cases.file f left join identity.account a on a.id = f.added_by where f.home = p_home and f.case_id = p_id and f.removed_at is null),
    'approvals', (select jsonb_agg(jsonb_build_object('id', p.id, 'action', p.action, 'request', encode(p.request, 'base64'), 'head_version', p.head_version, 'requested_by', p.requested_by, 'requested_post', p.requested_post, 'requested_at', p.requested_at,
        'decision', p.decision, 'decided_by', p.decided_by, 'decided_at', p.decided_at, 'remark', encode(p.remark, 'base64'), 'can', p.can, 'by_name', a.name, 'decider_name', d.name) order by p.requested_at)
      from cases.approval p left join identity.account a on a.id = p.requested_by left join identity.account d on d.id = p.decided_by where p.home = p_home and p.case_id = p_id));
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_open(p_home text, p_id uuid, p_whole boolean, p_lock boolean)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare h cases.head; out jsonb;
begin
  select * into h from cases.head where home = p_home and id = p_id;
  if not found or not (session_user = 'nuanjia_system' or cases.visible(h.scope, h.access, h.viewers, h.barred)) then return null; end if;
  if p_lock then
    -- Only what is in sight is waited for, or the waiting would tell that something is there; meanwhile it may have gone out of sight.
    select * into h from cases.head where home = p_home and id = p_id for update;
    if not found or not (session_user = 'nuanjia_system' or cases.visible(h.scope, h.access, h.viewers, h.barred)) then return null; end if;
  end if;
  out := jsonb_build_object('head', guard.head_card(h));
  if p_whole then out := out || jsonb_build_object('whole', guard.case_load(p_home, p_id)); end if;
  return out;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_open_at(p_units integer[])
 RETURNS TABLE(unit_id integer, n integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select h.unit_id, count(*)::int from cases.head h join org.unit u on u.id = h.unit_id where h.unit_id = any(p_units) and h.phase < 2 and org.may_change(u.scope) group by 1 $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_places_moved(p_old text, p_new text)
 RETURNS SETOF text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if not org.may_change(p_new) or not org.may_change(p_old) then raise exception 'out of sight' using errcode = '42501'; end if;
  update cases.approval a set scope = p_new || substr(a.scope, length(p_old) + 1) where a.decision is null and starts_with(a.scope, p_old);
  return query select distinct h.scope from cases.head h join search.text t on t.home = h.home and t.record_id = h.id
    where h.scope collate "C" >= p_new and h.scope collate "C" < left(p_new, -1) || '0';
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_readers(p_home text, p_id uuid, p_limit integer)
 RETURNS TABLE(at timestamp with time zone, name text, title jsonb, unit text, action text, step text, purpose text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select e.at, guard.acted_as(e.account, e.post), case when p.id is not null then jsonb_build_object('zh', p.title_zh, 'en', p.title_en) end, u.name::text, e.action, e.detail->>'step', e.purpose
  from audit.event e join identity.account a on a.id = e.account left join identity.post p on p.id = e.post left join org.unit u on u.id = e.unit_id
  where e.object_home = p_home and e.object_id = p_id and e.result = 'ok' and e.action not in ('cases.exclude', 'cases.exclusions', 'cases.lift') and (e.detail->>'step') is distinct from 'lift'
    and exists (select 1 from cases.head h where h.home = p_home and h.id = p_id and guard.opens(h))
  order by e.at desc limit p_limit $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_register(p_head jsonb, p_code text, p_year integer, p_save jsonb, p_figures jsonb, p_now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare h cases.head; next_serial int;
begin
  h := jsonb_populate_record(null::cases.head, p_head);
  if not coalesce(h.scope collate "C" >= app.lo() and h.scope collate "C" < app.hi() and (h.viewers = '{}' or h.viewers && app.keys()), false) then
    raise exception 'out of range' using errcode = '42501';
  end if;
  insert into cases.serial (home, kind, year, last) values (h.home, h.kind, p_year, 0) on conflict do nothing;
  select last + 1 into next_serial from cases.serial where home = h.home and kind = h.kind and year = p_year for update;
  perform from cases.head where home = h.home and id = h.id;
  if found then return null; end if;
  update cases.serial set last = next_serial where home = h.home and kind = h.kind and year = p_year;
  insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, next_due_at, next_due_started_at, next_due_clock, owner_post, persons, flags,
      notify_mode, access, viewers, batch_id, source_ref, created_by, created_at, touched_at)
    values (h.home, h.id, h.kind, h.kind_version, format('%s-%s-%s-%s', h.home, p_code, p_year, lpad(next_serial::text, greatest(5, length(next_serial::text)), '0')), h.unit_id, h.scope, h.category, h.channel,
      h.status, h.phase, h.title, h.opened_at, h.next_due_at, h.next_due_started_at, h.next_due_clock, h.owner_post, h.persons, h.flags, h.notify_mode, h.access, h.viewers, h.batch_id, h.source_ref, h.created_by, p_now, p_now)
    returning * into h;
  perform guard.case_save(h.home, h.id, p_save);
  perform guard.figures_post(h.home, h.id, p_figures, p_now);
  return guard.head_card(h);
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_restrict(p_home text, p_id uuid, p_access smallint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  update cases.head set access = p_access,
    viewers = case when h.viewers && app.keys() then h.viewers else h.viewers || array['u:' || app.account(), 'p:' || app.post()] end
    where home = p_home and id = p_id;
  return true;
end $function$

-- function of nuanjia_guard; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_role()
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select app.role() = any (array['leader', 'rights', 'town', 'village', 'hotline']) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_save(p_home text, p_id uuid, p jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare h cases.head; seq_new int;
begin
  select * into h from cases.head where home = p_home and id = p_id;
  if not found or not guard.works(h) then raise exception 'out of sight' using errcode = '42501'; end if;
  if p ? 'body' then
    insert into cases.body (home, case_id, data_key, data) values (p_home, p_id, decode(p->'body'->>'data_key', 'base64'), decode(p->'body'->>'data', 'base64'));
  end if;
  if p ? 'parties' then
    insert into cases.party (home, case_id, id, role, sealed, sex, birth_year)
      select p_home, p_id, r.id, r.role, decode(r.sealed, 'base64'), r.sex, r.birth_year from jsonb_to_recordset(p->'parties') as r(id uuid, role text, sealed text, sex text, birth_year int)
      on conflict (home, case_id, id) do update set role = excluded.role, sealed = excluded.sealed, sex = excluded.sex, birth_year = excluded.birth_year;
  end if;
  if p ? 'dropParties' then
    delete from cases.party where home = p_home and case_id = p_id and id = any(array(select jsonb_array_elements_text(p->'dropParties'))::uuid[]);
  end if;
  if p ? 'step' then
    select coalesce(max(seq), 0) + 1 into seq_new from cases.step where home = p_home and case_id = p_id;
    insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, track_id, from_status, to_status, note, replaced, payload, left_house, reverses)
      select p_home, p_id, seq_new, r.occurred_at, r.recorded_at, r.account_id, r.post_id, r.unit_id, r.action, r.track_id, r.from_status, r.to_status, decode(r.note, 'base64'), decode(r.replaced, 'base64'), coalesce(r.payload, '{}'), r.left_house, r.reverses
      from jsonb_to_record(p->'step') as r(occurred_at timestamptz, recorded_at timestamptz, account_id uuid, post_id uuid, unit_id int, action text, track_id uuid, from_status text, to_status text, note text, replaced text, payload jsonb, left_house boolean, reverses int);
  end if;
  if p ? 'dropClocks' then
    delete from cases.clock c using jsonb_to_recordset(p->'dropClocks') as r(key text, round int) where c.home = p_home and c.case_id = p_id and c.key = r.key and c.round = r.round;
  end if;
  if p ? 'clocks' then
    insert into cases.clock (home, case_id, key, round, track_id, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, provisional, stopped_at, outcome)
      select p_home, p_id, r.key, r.round, r.track_id, r.rule, r.rule_from, r.basis_zh, r.basis_en, r.started_at, r.due_at, r.first_due_at, r.provisional, r.stopped_at, r.outcome
      from jsonb_to_recordset(p->'clocks') as r(key text, round int, track_id uuid, rule text, rule_from date, basis_zh text, basis_en text, started_at timestamptz, due_at timestamptz, first_due_at timestamptz, provisional boolean, stopped_at timestamptz, outcome text)
      on conflict (home, case_id, key, round) do update set due_at = excluded.due_at, first_due_at = excluded.first_due_at, provisional = excluded.provisional, started_at = excluded.started_at, stopped_at = excluded.stopped_at, outcome = excluded.outcome;
  end if;
  if p ? 'replaceTokens' then
    delete from search.person where home = p_home and record_id = p_id;
    delete from search.text where home = p_home and record_id = p_id;
  end if;
  if p ? 'persons' then
    insert into search.person (token, home, record_id, form) select decode(r.t, 'base64'), p_home, p_id, r.f from jsonb_to_recordset(p->'persons') as r(t text, f smallint) on conflict do nothing;
  end if;
  if p ? 'text' then
    insert into search.text (home, record_id, opened_at, grams) values (p_home, p_id, (p->'text'->>'at')::timestamptz, array(select g::int from jsonb_array_elements_text(p->'text'->'grams') g))
      on conflict (home, record_id) do update set opened_at = excluded.opened_at, grams = excluded.grams;
  end if;
  return seq_new;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_save_many(p_home text, p_ids uuid[], p jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if exists (select 1 from unnest(p_ids) as w(id) left join cases.head h on h.home = p_home and h.id = w.id where h.id is null or not guard.works(h)) then
    raise exception 'out of sight' using errcode = '42501';
  end if;
  insert into cases.body (home, case_id, data_key, data)
    select p_home, p_ids[r.i], decode(r.data_key, 'base64'), decode(r.data, 'base64') from jsonb_to_recordset(p->'bodies') as r(i int, data_key text, data text);
  insert into cases.party (home, case_id, id, role, sealed, sex, birth_year, residence)
    select p_home, p_ids[r.i], r.id, r.role, decode(r.sealed, 'base64'), r.sex, r.birth_year, r.residence
    from jsonb_to_recordset(p->'parties') as r(i int, id uuid, role text, sealed text, sex text, birth_year int, residence text);
  insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, from_status, to_status, note, payload, left_house)
    select p_home, p_ids[r.i], r.seq, r.occurred_at, r.recorded_at, r.account_id, r.post_id, r.unit_id, r.action, r.from_status, r.to_status, decode(r.note, 'base64'), coalesce(r.payload, '{}'), r.left_house
    from jsonb_to_recordset(p->'steps') as r(i int, seq int, occurred_at timestamptz, recorded_at timestamptz, account_id uuid, post_id uuid, unit_id int, action text, from_status text, to_status text, note text, payload jsonb, left_house boolean);
  insert into cases.clock (home, case_id, key, round, track_id, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, provisional, stopped_at, outcome)
    select p_home, p_ids[r.i], r.key, r.round, r.track_id, r.rule, r.rule_from, r.basis_zh, r.basis_en, r.started_at, r.due_at, r.first_due_at, r.provisional, r.stopped_at, r.outcome
    from jsonb_to_recordset(p->'clocks') as r(i int, key text, round int, track_id uuid, rule text, rule_from date, basis_zh text, basis_en text, started_at timestamptz, due_at timestamptz, first_due_at timestamptz, provisional boolean, stopped_at timestamptz, outcome text)
    on conflict (home, case_id, key, round) do update set due_at = excluded.due_at, stopped_at = excluded.stopped_at, outcome = excluded.outcome;
  insert into search.person (token, home, record_id, form)
    select decode(r.t, 'base64'), p_home, p_ids[r.i], r.f from jsonb_to_recordset(p->'persons') as r(i int, t text, f smallint) on conflict do nothing;
  insert into search.text (home, record_id, opened_at, grams)
    select p_home, p_ids[r.i], r.at, string_to_array(r.grams, ',')::int[] from jsonb_to_recordset(p->'texts') as r(i int, at timestamptz, grams text);
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_shuts(p_home text, p_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select 1 from cases.head where home = p_home and id = p_id and barred && app.shut()) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_supervise(p_home text, p_id uuid, p_purpose text, p_reason text, p_grant uuid, p_now timestamp with time zone)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not cases.visible(h.scope, h.access, h.viewers, h.barred) or h.access = 2 or app.account() is null then return null; end if;
  insert into identity.access_grant (id, account_id, record_home, record_id, purpose, reason, created_at, expires_at, scope)
    values (p_grant, app.account(), p_home, p_id, p_purpose, p_reason, p_now, p_now + interval '7 days', h.scope);
  update cases.head set viewers = h.viewers || ('g:' || p_grant) where home = p_home and id = p_id;
  return coalesce(h.owner_post, h.created_by);
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_tell(p_home text, p_id uuid, p_posts uuid[], p_at timestamp with time zone, p_key text, p_vars jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with h as materialized (select access, barred from cases.head where home = p_home and id = p_id),
  told as materialized (select t.post from unnest(p_posts) t(post) union
    select s.own_post from unnest(p_posts) t(post) join office.deputy d on d.post_id = t.post and d.ended_at is null cross join h
      join lateral guard.standing(d.deputy_account, p_at) s on s.post_id = d.post_id and s.own_post = d.deputy_post where h.access = 0 or s.restricted)
  insert into cases.notice (id, to_post, at, key, home, case_id, vars)
    select gen_random_uuid(), p.id, p_at, p_key, p_home, p_id, p_vars from told join identity.post p on p.id = told.post cross join h
    where not h.barred && identity.keys_of(p.account_id, (p_at at time zone 'Asia/Shanghai')::date) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_transfer(p_home text, p_id uuid, p_unit integer, p_keep_team boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head; u org.unit;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  select * into u from org.unit where id = p_unit;
  if not found or ('o:' || p_unit) = any(h.barred) or not (starts_with(u.scope, h.scope) or starts_with(h.scope, u.scope)) then return false; end if;
  -- An open matter stays in sight of the sender; a restricted one only when its team goes along.
  update cases.head set unit_id = u.id, scope = u.scope, owner_post = null,
    viewers = case when h.access = 0 then case when p_keep_team then array_append(array_remove(h.viewers, 'o:' || h.unit_id), 'o:' || h.unit_id) else h.viewers end
      when p_keep_team then array_append(array_remove(h.viewers, 'o:' || u.id), 'o:' || u.id) else array['o:' || u.id] end
    where home = p_home and id = p_id;
  return true;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.case_unbar(p_home text, p_id uuid, p_keys text[])
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  update cases.head set barred = array(select k from unnest(h.barred) k where k <> all(p_keys)) where home = p_home and id = p_id;
  return true;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.case_urge(p_home text, p_id uuid, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not cases.visible(h.scope, h.access, h.viewers, h.barred) or not (h.scope >= app.lo() and h.scope < app.hi()) then return false; end if;
  if exists (select 1 from cases.step s where s.home = p_home and s.case_id = p_id and s.action = 'urge'
    and (s.occurred_at at time zone 'Asia/Shanghai')::date = (p_now at time zone 'Asia/Shanghai')::date) then return false; end if;
  insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, from_status, to_status, payload)
    select h.home, h.id, coalesce(max(seq), 0) + 1, p_now, p_now, app.account(), app.post(), app.unit(), 'urge', h.status, h.status, jsonb_build_object('id', gen_random_uuid())
    from cases.step where home = h.home and case_id = h.id;
  return true;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.chair_over(p_scope text, p_barred text[], p_not uuid[], p_day date, p_first uuid DEFAULT NULL::uuid)
 RETURNS identity.post
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select p from identity.post p join identity.account a on a.id = p.account_id and a.status = 'active'
  where p.scope = any(guard.places(p_scope)) and p.role in ('leader', 'town') and p.account_id <> all(p_not) and p.valid_from <= p_day and (p.valid_to is null or p.valid_to >= p_day)
    and not p_barred && identity.keys_of(p.account_id, null) order by p.id is not distinct from p_first desc, length(p.scope) desc, p.id limit 1 $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.counts(h cases.head)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select cases.visible(h.scope, h.access, h.viewers, h.barred) or app.role() = 'security' and not h.barred && identity.keys_of(app.account(), null) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nobody
CREATE OR REPLACE FUNCTION guard.deputy_alone()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('deputy ' || new.post_id, 0));
  if exists (select 1 from office.deputy d where d.post_id = new.post_id and d.id <> new.id and d.ended_at is null and (new.to_day is null or d.from_day <= new.to_day) and (d.to_day is null or d.to_day >= new.from_day)) then
    raise exception 'deputyships of a post overlap' using errcode = '23P01';
  end if;
  return new;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.deputy_tell(p_id uuid, p_key text, p_now timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), p.id, p_now, p_key, jsonb_build_object('by', (select name from identity.account where id = app.account()), 'name', a.name, 'deputy', b.name, 'from', d.from_day, 'to', coalesce(d.to_day::text, ''))
    from office.deputy d join identity.account a on a.id = d.account_id join identity.account b on b.id = d.deputy_account,
      lateral (select d.post_id as post union select d.deputy_post union select guard.auditors_over(d.scope, (p_now at time zone 'Asia/Shanghai')::date)) t join identity.post p on p.id = t.post
    where d.id = p_id and p.account_id <> app.account() and app.account() in (d.named_by, d.accepted_by, d.ended_by) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.exchange_release(p_home text, p_ids uuid[], p_batch uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare released int;
begin
  update cases.head h set source_ref = null where h.home = p_home and h.id = any(p_ids) and h.batch_id = p_batch and guard.works(h)
    and exists (select 1 from exchange.batch b where b.id = p_batch and b.status = 'takingBack');
  get diagnostics released = row_count;
  return released;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_behind(p_unit integer, p_measure text, p_from text, p_to text, p_where jsonb, p_own boolean)
 RETURNS TABLE(home text, id uuid, n integer, late text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare top org.unit := guard.figures_place(p_unit); d figures.measure; first text;
begin
  d := guard.figures_opens(p_measure, p_where);
  first := case when d.stock then '' else p_from end;
  if p_own then
    return query
      select p.home, p.record_id, sum(p.n)::int, max(p.booked_month) filter (where p.late_for is not null) from figures.posting p
      where p.unit_id = p_unit and p.measure = p_measure and p.month >= first and p.month <= p_to and figures.cut(p_where, p.category, p.channel, p.result, p.level)
      group by 1, 2 having sum(p.n) <> 0;
  elsif top.parent_id is null then
    return query
      select p.home, p.record_id, sum(p.n)::int, max(p.booked_month) filter (where p.late_for is not null) from figures.posting p
      where p.measure = p_measure and p.month >= first and p.month <= p_to and figures.cut(p_where, p.category, p.channel, p.result, p.level)
        and (not p_where ? 'category' or p.category = any(array(select jsonb_array_elements_text(p_where->'category'))))
      group by 1, 2 having sum(p.n) <> 0;
  else
    return query
      select p.home, p.record_id, sum(p.n)::int, max(p.booked_month) filter (where p.late_for is not null) from figures.reach(p_unit, top.scope, left(top.scope, -1) || '0') r
      join figures.posting p on p.unit_id = r.unit_id and figures.decisive(d.stock, p.month, p_to) >= r.from_month and figures.decisive(d.stock, p.month, p_to) < r.to_month
      where p.measure = p_measure and p.month >= first and p.month <= p_to and figures.cut(p_where, p.category, p.channel, p.result, p.level)
      group by 1, 2 having sum(p.n) <> 0;
  end if;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_by_class(p_unit integer, p_measure text, p_from text, p_to text, p_by text, p_where jsonb, p_own boolean, p_refused text, p_rollup jsonb)
 RETURNS TABLE(measure text, key text, n bigint, withheld text)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare
  d figures.measure;
  wanted text[] := case when p_where ? 'category' then array(select jsonb_array_elements_text(p_where->'category')) end;
begin
  select * into strict d from figures.measure m where m.measure = p_measure;
  return query
    with leaf as (
      select s.key, sum(s.n)::bigint as n from figures.sums(p_unit, array[p_measure], p_from, p_to, 'category', p_where - 'category', p_own) s group by 1 having sum(s.n) <> 0
    ), table_of as (
      select array_agg(coalesce(p_rollup->>l.key, l.key)) as grps, array_agg(l.key) as keys, array_agg(l.n) as ns, array_agg(l.key = any(d.classes)) as guarded,
        coalesce(sum(l.n) filter (where l.key = any(d.beside)), 0) as beside from leaf l
    ), hid as materialized (
      select h.* from table_of t cross join lateral figures.hide(t.grps, t.keys, t.ns, t.guarded) h where t.keys is not null
    ), rule as (
      select r.why, coalesce(r.why, case when (select bool_or(h.n > 4 or h.key <> all(d.classes)) from hid h where h.hidden) then 'covered' else 'small' end) as word
      from (select coalesce(p_refused, case when t.beside between 1 and 9 or (select h.hidden from hid h where h.grp is null) then 'covered' end) as why from table_of t) r
    ), cell as (
      select h.grp, h.key, h.n, coalesce(h.key = any(wanted), true) as asked, case when r.why is null then h.hidden else h.key = any(d.beside) end as hidden
      from hid h cross join rule r where h.key is not null
    ), section as (
      -- Asked for whole it is told by its own total, in part by the cells asked for.
      select c.grp, sum(c.n) filter (where c.asked)::bigint as n,
        case when r.why is null and bool_and(c.asked) then (select h.hidden from hid h where h.grp = c.grp and h.key is null) else bool_or(c.hidden) filter (where c.asked) end as hidden
      from cell c cross join rule r group by c.grp, r.why having bool_or(c.asked)
    ), gone as (
      select wanted is not null and (r.why is not null or coalesce((select bool_or(s.hidden) from section s), false)) as whole from rule r
    )
    select p_measure, null::text, case when not g.whole then coalesce((select sum(s.n) from section s), 0)::bigint end, case when g.whole then r.word end from rule r cross join gone g
    union all
    select p_measure, s.grp, case when not s.hidden then s.n end, case when s.hidden then r.word end from section s cross join rule r
      where p_by = 'category1' and (r.why is null or not s.hidden)
    union all
    select p_measure, c.key, case when not c.hidden then c.n end, case when c.hidden then r.word end from cell c cross join rule r
      where p_by = 'category' and c.asked and (r.why is null or not c.hidden)
    union all
    select distinct p_measure, case p_by when 'category1' then coalesce(p_rollup->>b, b) else b end, null::bigint, r.why from rule r cross join unnest(d.beside) b
      where r.why is not null and p_by in ('category', 'category1') and coalesce(b = any(wanted), true);
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_classed(p_measure figures.measure, p_by text, p_where jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select p_measure.beside <> '{}' and not coalesce(guard.case_role(), false)
    and case when p_where ? 'category' then array(select jsonb_array_elements_text(p_where->'category')) && p_measure.beside else p_by in ('category', 'category1') end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_covered(p_unit integer, p_measures text[], p_from text, p_to text)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
declare lower org.unit; upper org.unit; covered text[] := '{}';
begin
  select * into strict lower from org.unit where id = p_unit;
  loop
    select * into upper from org.unit where id = lower.parent_id and scope >= app.lo() and scope < app.hi();
    exit when not found;
    covered := covered || array(select f.measure from guard.figures_ruled(upper.id, p_measures, p_from, p_to, 'unit', '{}') f
      where f.key = lower.id::text and f.withheld = 'covered');
    lower := upper;
  end loop;
  return covered;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_months(p_from text, p_to text)
 RETURNS TABLE(month text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select to_char(m, 'YYYY-MM') from generate_series(to_date(p_from, 'YYYY-MM')::timestamp, to_date(p_to, 'YYYY-MM')::timestamp, interval '1 month') m $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.figures_move(p_home text, p_id uuid, p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare rows jsonb;
begin
  select jsonb_agg(jsonb_build_object('measure', measure, 'version', def_version, 'month', month, 'category', category, 'channel', channel, 'result', result,
      'level', case when level = '' then '' else (select u.level from cases.head h join org.unit u on u.id = h.unit_id where h.home = p_home and h.id = p_id) end, 'n', n))
    into rows
    from (select measure, def_version, month, category, channel, result, level, sum(n) as n from figures.posting where home = p_home and record_id = p_id
      group by measure, def_version, month, category, channel, result, level having sum(n) <> 0) standing;
  return guard.figures_post(p_home, p_id, coalesce(rows, '[]'), p_now);
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_of(p_home text, p_id uuid, p_measure text, p_from text, p_to text, p_where jsonb)
 RETURNS TABLE(n integer, late text)
 LANGUAGE sql
 STABLE
AS $function$
  select sum(p.n)::int, max(p.booked_month) filter (where p.late_for is not null) from figures.posting p
  where p.home = p_home and p.record_id = p_id and p.measure = p_measure and p.month <= p_to
    and p.month >= case when (select m.stock from figures.measure m where m.measure = p_measure) then '' else p_from end
    and figures.cut(p_where, p.category, p.channel, p.result, p.level)
  having sum(p.n) <> 0 $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_opens(p_measure text, p_where jsonb)
 RETURNS figures.measure
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare d figures.measure;
begin
  select * into d from figures.measure m where m.measure = p_measure;
  if not found then raise exception 'a measure is not declared' using errcode = '22023'; end if;
  if (d.sensitive and not coalesce(guard.case_role(), false)) or guard.figures_classed(d, '', p_where) then
    raise exception 'records of a sensitive measure are for case roles' using errcode = '42501';
  end if;
  return d;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_parts(p_unit integer, p_measures text[], p_from text, p_to text, p_by text, p_where jsonb, p_own boolean)
 RETURNS TABLE(measure text, key text, n bigint)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if p_by = 'unit' then
    return query select * from figures.sums_below(p_unit, p_measures, p_from, p_to, p_where);
  else
    return query select * from figures.sums(p_unit, p_measures, p_from, p_to, case p_by when 'category1' then 'category' else p_by end, p_where, p_own);
  end if;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_place(p_unit integer)
 RETURNS org.unit
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
declare top org.unit;
begin
  select * into top from org.unit where id = p_unit;
  if not found or app.lo() is null or app.hi() is null or not (top.scope >= app.lo() and top.scope < app.hi()) then
    raise exception 'the unit is outside the range of the actor' using errcode = '42501';
  end if;
  return top;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.figures_post(p_home text, p_id uuid, p_rows jsonb, p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare h cases.head; open_month text := to_char(p_now at time zone 'Asia/Shanghai', 'YYYY-MM'); written int;
  closed text := (select max(l.month) from figures.month_lock l where l.locked_at <= p_now);
begin
  select * into h from cases.head where home = p_home and id = p_id;
  if not found then return 0; end if;
  insert into figures.posting (measure, def_version, unit_id, month, booked_month, category, channel, result, level, n, home, record_id, batch_id, posted_at)
  select measure, def_version, unit_id, month,
    case when month <= closed then open_month else month end,
    category, channel, result, level, sum(n), p_home, p_id, h.batch_id, p_now
  from (
    select r.measure, r.version as def_version, h.unit_id, r.month, r.category, r.channel, r.result, r.level, r.n
      from jsonb_to_recordset(p_rows) as r(measure text, version int, month text, category text, channel text, result text, level text, n int)
    union all
    select measure, def_version, unit_id, month, category, channel, result, level, -n from figures.posting where home = p_home and record_id = p_id
  ) d
  group by measure, def_version, unit_id, month, category, channel, result, level having sum(n) <> 0;
  get diagnostics written = row_count;
  return written;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.figures_post_many(p_home text, p_ids uuid[], p_rows jsonb[], p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare open_month text := to_char(p_now at time zone 'Asia/Shanghai', 'YYYY-MM'); written int;
  closed text := (select max(l.month) from figures.month_lock l where l.locked_at <= p_now);
begin
  insert into figures.posting (measure, def_version, unit_id, month, booked_month, category, channel, result, level, n, home, record_id, batch_id, posted_at)
  select d.measure, d.def_version, d.unit_id, d.month,
    case when d.month <= closed then open_month else d.month end,
    d.category, d.channel, d.result, d.level, sum(d.n), p_home, d.id, d.batch_id, p_now
  from (
    select h.id, h.batch_id, r.measure, r.version as def_version, h.unit_id, r.month, r.category, r.channel, r.result, r.level, r.n
      from unnest(p_ids, p_rows) as x(id, rows) join cases.head h on h.home = p_home and h.id = x.id
      cross join lateral jsonb_to_recordset(x.rows) as r(measure text, version int, month text, category text, channel text, result text, level text, n int)
    union all
    select h.id, h.batch_id, p.measure, p.def_version, p.unit_id, p.month, p.category, p.channel, p.result, p.level, -p.n
      from figures.posting p join cases.head h on h.home = p.home and h.id = p.record_id where p.home = p_home and p.record_id = any(p_ids)
  ) d
  group by d.id, d.batch_id, d.measure, d.def_version, d.unit_id, d.month, d.category, d.channel, d.result, d.level having sum(d.n) <> 0;
  get diagnostics written = row_count;
  return written;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.figures_read(p_unit integer, p_measures text[], p_from text, p_to text, p_by text, p_where jsonb, p_own boolean, p_rollup jsonb)
 RETURNS TABLE(measure text, key text, n bigint, withheld text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare
  top org.unit := guard.figures_place(p_unit);
  guarded text[] := array(select d.measure from figures.measure d where d.measure = any(p_measures) and d.sensitive and not coalesce(guard.case_role(), false));
  plain text[] := array(select d.measure from figures.measure d where d.measure = any(p_measures) and d.measure <> all(guarded));
  classed text[] := array(select m.measure from figures.measure m where m.measure = any(plain) and guard.figures_classed(m, p_by, p_where));
  closed text := coalesce((select max(l.month) from figures.month_lock l), '');
  refused text;
  covered text[];
begin
  if p_by not in ('', 'category', 'category1', 'channel', 'result', 'level', 'month', 'unit') or (p_own and p_by = 'unit') then
    raise exception 'figures cannot be cut by %', p_by using errcode = '22023';
  end if;
  if not p_measures <@ (plain || guarded) then
    raise exception 'a measure is not declared' using errcode = '22023';
  end if;
  plain := array(select g from unnest(plain) g where g <> all(classed));
  if plain <> '{}' and p_by = '' then
    return query select s.measure, null::text, s.n, null::text from figures.sums(p_unit, plain, p_from, p_to, '', p_where, p_own) s where s.n <> 0;
  elsif plain <> '{}' then
    return query
      with leaf as materialized (
        select s.measure, case when p_by = 'category1' then coalesce(p_rollup->>s.key, s.key) else s.key end as key, s.n
        from guard.figures_parts(p_unit, plain, p_from, p_to, p_by, p_where, p_own) s join figures.measure d on d.measure = s.measure where not (d.stock and p_by = 'month')
      )
      select l.measure, l.key, sum(l.n)::bigint, null from leaf l group by 1, 2 having sum(l.n) <> 0
      union all
      select l.measure, null, sum(l.n)::bigint, null from leaf l group by 1 having sum(l.n) <> 0
      union all
      select s.measure, s.key, s.n, null from guard.figures_standing(p_unit, plain, p_from, p_to, p_by, p_where, p_own) s where s.n <> 0;
  end if;
  if classed <> '{}' then
    refused := case
      when not figures.kept(top.level) then 'place'
      when p_own or p_where - 'category' <> '{}' or p_by not in ('', 'category', 'category1') or top.scope <> app.lo() then 'cut'
      when p_to > closed then 'open'
      when not guard.figures_whole(p_from, p_to) then 'period' end;
    return query select c.* from unnest(classed) m cross join lateral guard.figures_by_class(p_unit, m, p_from, p_to, p_by, p_where, p_own, refused, p_rollup) c;
  end if;
  if guarded = '{}' then return; end if;
  refused := case
    when not figures.kept(top.level) or (p_by = 'unit' and exists (select from org.unit u where u.parent_id = p_unit and not figures.kept(u.level))) then 'place'
    when p_own or p_where <> '{}' then 'cut'
    -- A unit below one's own is a dimension itself: its classes beside those of the whole would tell a neighbour's.
    when top.scope <> app.lo() and p_by not in ('', 'unit') then 'cut'
    when p_to > closed then 'open'
    when not guard.figures_whole(p_from, p_to) then 'period' end;
  if refused is not null then
    return query select g, null::text, null::bigint, refused from unnest(guarded) g;
  else
    covered := guard.figures_covered(p_unit, guarded, p_from, p_to);
    return query select distinct g, null::text, null::bigint, case p_by when 'unit' then 'cut' else 'covered' end from unnest(covered) g;
    return query select * from guard.figures_ruled(p_unit, array(select g from unnest(guarded) g where g <> all(covered)), p_from, p_to, p_by, p_rollup);
  end if;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.figures_records(p_unit integer, p_measure text, p_from text, p_to text, p_where jsonb, p_own boolean, p_after_home text, p_after_id uuid, p_limit integer)
 RETURNS TABLE(home text, id uuid, n integer, late text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
#variable_conflict use_column
declare
  top org.unit := guard.figures_place(p_unit);
  hi text := left(top.scope, -1) || '0';
  city text := (regexp_match(top.scope, '^/([^/]+/[^/]+)/$'))[1];
  -- Nothing is counted in a month before the record came.
  until timestamptz := (p_to || '-01')::timestamp at time zone 'Asia/Shanghai' + interval '1 month';
  at timestamptz := 'infinity'; after uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  edge record; given int := 0;
begin
  perform guard.figures_opens(p_measure, p_where);
  if p_after_home is not null then
    at := coalesce((select opened_at from cases.head where home = p_after_home and id = p_after_id), '-infinity');
    after := p_after_id;
  end if;
  if not p_own and not exists (select from figures.moved m where m.above @> array[p_unit] and exists (select from figures.moved o where o.unit_id = m.unit_id and not o.above @> array[p_unit])) then
    if city is not null then
      select h.opened_at, h.id into edge from cases.head h where h.area = city and h.opened_at < until and (h.opened_at, h.id) < (at, after) order by h.opened_at desc, h.id desc offset 999 limit 1;
      return query select h.home, h.id, c.n, c.late from cases.head h cross join lateral guard.figures_of(h.home, h.id, p_measure, p_from, p_to, p_where) c
        where h.area = city and h.opened_at < until and (h.opened_at, h.id) < (at, after) and (edge.id is null or (h.opened_at, h.id) >= (edge.opened_at, edge.id)) order by h.opened_at desc, h.id desc limit p_limit;
    else
      select h.opened_at, h.id into edge from cases.head h where h.scope >= top.scope and h.scope < hi and h.opened_at < until and (h.opened_at, h.id) < (at, after) order by h.opened_at desc, h.id desc offset 999 limit 1;
      return query select h.home, h.id, c.n, c.late from cases.head h cross join lateral guard.figures_of(h.home, h.id, p_measure, p_from, p_to, p_where) c
        where h.scope >= top.scope and h.scope < hi and h.opened_at < until and (h.opened_at, h.id) < (at, after) and (edge.id is null or (h.opened_at, h.id) >= (edge.opened_at, edge.id)) order by h.opened_at desc, h.id desc limit p_limit;
    end if;
    get diagnostics given = row_count;
    if given = p_limit or edge.id is null then return; end if;
    at := edge.opened_at; after := edge.id;
  end if;
  return query
    select b.home, b.id, b.n, b.late from guard.figures_behind(p_unit, p_measure, p_from, p_to, p_where, p_own) b left join cases.head h on h.home = b.home and h.id = b.id
    where (coalesce(h.opened_at, '-infinity'), b.id) < (at, after) order by coalesce(h.opened_at, '-infinity') desc, b.id desc limit p_limit - given;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_ruled(p_unit integer, p_measures text[], p_from text, p_to text, p_by text, p_rollup jsonb)
 RETURNS TABLE(measure text, key text, n bigint, withheld text)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
begin
  return query
    with raw as materialized (
      select f.measure, f.key, sum(f.n)::bigint as n from guard.figures_parts(p_unit, p_measures, p_from, p_to, p_by, '{}', false) f group by 1, 2
    ), leaf as (
      select r.measure, case when p_by in ('category', 'category1') then coalesce(p_rollup->>r.key, r.key) else '' end as grp, r.key, r.n
      from raw r join figures.measure d on d.measure = r.measure where r.n <> 0 and not (d.stock and p_by = 'month')
    ), table_of as (
      select l.measure, array_agg(l.grp) as grps, array_agg(l.key) as keys, array_agg(l.n) as ns from leaf l group by 1
    ), hid as (
      select t.measure, h.grp, h.key, h.n, h.hidden, bool_or(h.hidden and h.n > 4) over (partition by t.measure) as covered
      from table_of t cross join lateral figures.hide(t.grps, t.keys, t.ns, array_fill(true, array[cardinality(t.ns)])) h
    )
    select h.measure, case p_by when 'category1' then h.grp else h.key end, case when not h.hidden then h.n end, case when h.hidden then case when h.covered then 'covered' else 'small' end end
    from hid h where h.grp is null or (p_by = 'category1' and h.key is null) or (p_by not in ('category1', '') and h.key is not null)
    union all
    select s.measure, s.key, case when s.n not between 1 and 4 then s.n end, case when s.n between 1 and 4 then 'small' end
    from guard.figures_standing(p_unit, p_measures, p_from, p_to, p_by, '{}', false) s;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_standing(p_unit integer, p_measures text[], p_from text, p_to text, p_by text, p_where jsonb, p_own boolean)
 RETURNS TABLE(measure text, key text, n bigint)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare stocks text[] := array(select d.measure from figures.measure d where d.measure = any(p_measures) and d.stock);
begin
  if p_by <> 'month' or stocks = '{}' then return; end if;
  return query
    with raw as materialized (select * from figures.sums(p_unit, stocks, p_from, p_to, 'month', p_where, p_own))
    select r.measure, m.month, sum(r.n)::bigint from raw r join guard.figures_months(p_from, p_to) m on r.key <= m.month group by 1, 2
    union all
    select r.measure, null, sum(r.n)::bigint from raw r group by 1;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.figures_whole(p_from text, p_to text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select left(p_from, 4) = left(p_to, 4) and s.n in (1, 3, 6, 12) and (right(p_from, 2)::int - 1) % s.n = 0
  from (select right(p_to, 2)::int - right(p_from, 2)::int + 1 as n) s $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.first_deeds(p_actions text[], p_most integer)
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select coalesce(array_agg(distinct mine.action), '{}')
  from (select e.action from audit.event e where e.account = app.account() and e.result = 'ok' order by e.at limit p_most) mine
  where mine.action = any(p_actions) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.hand_over(p_id uuid, p_now timestamp with time zone)
 RETURNS TABLE(moved integer, stayed integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare o cases.handover; leaver identity.post; done record;
begin
  select * into o from cases.handover where id = p_id and to_account = app.account() and prepared_by <> app.account() and accepted_at is null and withdrawn_at is null for update;
  if not found or not guard.handover_worded(o, (p_now at time zone 'Asia/Shanghai')::date) then return; end if;
  update cases.handover set accepted_at = p_now where home = o.home and id = o.id;
  select * into leaver from identity.post where id = o.from_post;
  select * into done from guard.pass_matters(o, p_now);
  perform guard.pass_requests(leaver, o.to_post, array[o.prepared_by, o.to_account], p_now);
  insert into cases.notice (id, to_post, at, key, vars) select gen_random_uuid(), t.post, p_now, 'handoverTaken',
      jsonb_build_object('by', (select name from identity.account where id = o.to_account), 'name', (select name from identity.account where id = o.from_account), 'n', cardinality(done.passed)::text)
    from (select o.from_post as post union select guard.auditors_over(o.scope, (p_now at time zone 'Asia/Shanghai')::date)) t;
  return query select cardinality(done.passed), done.stayed;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.handover_agree(p_id uuid, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  update cases.handover o set agreed_by = app.account(), agreed_at = p_now
    where o.id = p_id and o.accepted_at is null and o.withdrawn_at is null and o.agreed_by is null and app.account() not in (o.prepared_by, o.to_account) and o.prepared_by <> o.from_account
      and (o.from_account = app.account() or app.role() = 'security' and office.presides(o.scope));
  return found;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.handover_tell(p_id uuid, p_now timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), t.post, p_now, 'handoverAsked', jsonb_build_object('by', b.name, 'name', f.name, 'to', s.name)
    from cases.handover o join identity.account b on b.id = o.prepared_by join identity.account f on f.id = o.from_account join identity.account s on s.id = o.to_account,
      lateral (select o.from_post as post union select guard.auditors_over(o.scope, (p_now at time zone 'Asia/Shanghai')::date)) t
    where o.id = p_id and o.prepared_by = app.account() and o.prepared_by <> o.from_account $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.handover_worded(o cases.handover, p_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select o.prepared_by = o.from_account or o.agreed_by is not null or not exists (select 1 from identity.post p join identity.account a on a.id = p.account_id and a.status = 'active'
    where p.id = o.from_post and p.account_id = o.from_account and (p.valid_to is null or p.valid_to >= p_day)) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.handovers_unworded(p_ids uuid[], p_now timestamp with time zone)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select o.id from cases.handover o where o.id = any(p_ids) and o.accepted_at is null and o.withdrawn_at is null and not guard.handover_worded(o, (p_now at time zone 'Asia/Shanghai')::date) $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.head_card(h cases.head)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select (to_jsonb(h) - array['area', 'viewers', 'barred', 'touched_at']) || jsonb_build_object(
    'openable', h.access = 0 or coalesce(h.viewers && app.keys(), false),
    'workable', coalesce((h.access = 0 and h.scope collate "C" >= app.lo() and h.scope collate "C" < app.hi()) or h.viewers && app.team_keys(), false),
    'unit_name', u.name, 'unit_level', u.level, 'owner_name', a.name)
  from org.unit u left join identity.post p on p.id = h.owner_post left join identity.account a on a.id = p.account_id where u.id = h.unit_id $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.known(h cases.head, p_account uuid, p_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select not h.barred && identity.keys_of(p_account, null) and (h.access < 2 or h.viewers && identity.keys_of(p_account, p_day)) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.known_elsewhere(p_tokens bytea[])
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select 1 from search.person s join cases.head h on h.home = s.home and h.id = s.record_id
    where s.token = any(p_tokens) and h.access = 0 and not h.barred && app.shut() and not cases.visible(h.scope, h.access, h.viewers, h.barred)) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.ledger_later(p_unit integer, p_measures text[], p_to text, p_high bigint, p_pending bigint[], p_limit integer)
 RETURNS TABLE(posting bigint, measure text, month text, category text, channel text, n integer, home text, record uuid, number text, action text, batch uuid, posted_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare top org.unit := guard.figures_place(p_unit);
begin
  return query
    select p.id, p.measure, p.month, case when coalesce(guard.case_role(), false) or p.category <> all(d.beside) then p.category end, p.channel, p.n, p.home, p.record_id,
      case when guard.case_role() and cases.visible(h.scope, h.access, h.viewers, h.barred) then h.number end,
      (select s.action from cases.step s where s.home = p.home and s.case_id = p.record_id and s.recorded_at = p.posted_at
        order by (s.action in ('void', 'undo', 'correct')) desc, (s.action = 'opened') desc, s.seq limit 1),
      p.batch_id, p.posted_at
    from figures.posting p join figures.measure d on d.measure = p.measure
    left join cases.head h on h.home = p.home and h.id = p.record_id
    where (p.id > p_high or p.id = any(p_pending)) and p.measure = any(p_measures) and p.month <= p_to
      and (not d.sensitive or coalesce(guard.case_role(), false))
      and p_unit in (select figures.above(p.unit_id, figures.decisive(d.stock, p.month, p_to)))
    order by p.id limit p_limit;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.ledger_mark()
 RETURNS TABLE(high bigint, pending bigint[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with top as (select coalesce(max(id), 0) as high from figures.posting)
  select top.high, coalesce((select array_agg(g) from (
    select g from generate_series(greatest(1, top.high - 199999), top.high) g
    except select id from figures.posting where id >= greatest(1, top.high - 199999)) gaps(g)), '{}') from top $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION guard.left_behind(p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare today date := (p_now at time zone 'Asia/Shanghai')::date; p identity.post; h cases.head; target identity.post; passed uuid[]; n int := 0;
begin
  for p in select e.* from identity.post e where e.valid_to < today and e.valid_to >= today - 31 loop
    passed := '{}';
    for h in select k.* from cases.head k where k.owner_post = p.id and k.status <> 'void' and (k.phase < 2 or k.next_promise_on is not null) and (k.access > 0 or k.barred <> '{}') order by k.home, k.id for update loop
      target := guard.chair_over(h.scope, h.barred, array[p.account_id], today);
      continue when target.id is null;
      perform guard.pass_matter(h, p, target, null, p_now);
      passed := passed || target.id;
    end loop;
    perform guard.pass_requests(p, null, '{}', p_now);
    perform guard.tell_passed(passed, p.account_id, p_now);
    n := n + cardinality(passed);
  end loop;
  return n;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.my_standing(p_now timestamp with time zone)
 RETURNS TABLE(post_id uuid, until_day date, restricted boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select post_id, until_day, restricted from guard.standing(app.account(), p_now) $function$

-- function of nuanjia_guard; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.opens(h cases.head)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select session_user = 'nuanjia_system' or (cases.visible(h.scope, h.access, h.viewers, h.barred) and (h.access = 0 or h.viewers && app.keys())) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.paper_keep(p_home text, p_id uuid, p_issued uuid, p_round integer, p_sealed bytea, p_reason text, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  if not exists (select from papers.issued i where i.case_home = p_home and i.case_id = p_id and i.id = p_issued and i.void_at is null)
    or exists (select from cases.letter l where l.home = p_home and l.case_id = p_id and l.issued = p_issued and l.round >= p_round) then return false; end if;
  insert into cases.letter (home, case_id, issued, round, sealed, reason, printed_by, printed_at)
    values (p_home, p_id, p_issued, p_round, p_sealed, p_reason, app.account(), p_now);
  if p_reason is not null then
    update papers.issued set corrected_reason = p_reason, corrected_by = app.account(), corrected_at = p_now
      where case_home = p_home and case_id = p_id and id = p_issued;
  end if;
  return true;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.paper_number(p_home text, p_id uuid, p_form text, p_step integer)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select coalesce(
    (select jsonb_build_object('numbered', true, 'id', i.id, 'year', i.year, 'n', i.n, 'prefix', b.prefix, 'at', i.taken_at)
      from papers.issued i join papers.book b on b.home = i.home and b.id = i.book_id
      where i.case_home = p_home and i.case_id = p_id and i.form = p_form and i.step = p_step and i.void_at is null),
    (select jsonb_build_object('book', b.prefix) from papers.book b where b.unit_id = h.unit_id and p_form = any(b.forms) order by b.created_at, b.id limit 1),
    '{}')
  from cases.head h where h.home = p_home and h.id = p_id and guard.opens(h) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.paper_take(p_home text, p_id uuid, p_form text, p_step integer, p_issued uuid, p_now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head; b papers.book; y papers.year; this int := extract(year from p_now at time zone 'Asia/Shanghai')::int;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return null; end if;
  if exists (select from papers.issued i where i.case_home = p_home and i.case_id = p_id and i.form = p_form and i.step = p_step and i.void_at is null) then
    return guard.paper_number(p_home, p_id, p_form, p_step);
  end if;
  select * into b from papers.book where unit_id = h.unit_id and p_form = any(forms) order by created_at, id limit 1;
  if not found then return '{}'; end if;
  insert into papers.year (home, book_id, year, first, last) values (b.home, b.id, this, 1, 0) on conflict do nothing;
  select * into y from papers.year where home = b.home and book_id = b.id and year = this for update;
  if y.closed_at is not null then return jsonb_build_object('closed', this, 'prefix', b.prefix); end if;
  update papers.year set last = y.last + 1 where home = b.home and book_id = b.id and year = this;
  insert into papers.issued (home, id, book_id, year, n, unit_id, scope, case_home, case_id, form, step, taken_by, taken_post, taken_at)
    values (b.home, p_issued, b.id, this, y.last + 1, b.unit_id, b.scope, p_home, p_id, p_form, p_step, app.account(), app.post(), p_now);
  return guard.paper_number(p_home, p_id, p_form, p_step);
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.paper_void(p_home text, p_id uuid, p_step integer, p_form text, p_reason text, p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head; voided int;
begin
  select * into h from cases.head where home = p_home and id = p_id;
  if not found or not guard.works(h) then return 0; end if;
  update papers.issued set void_reason = p_reason, void_by = app.account(), void_at = p_now
    where case_home = p_home and case_id = p_id and step = p_step and (p_form is null or form = p_form) and void_at is null;
  get diagnostics voided = row_count;
  return voided;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.pass_matter(h cases.head, p_from identity.post, p_to identity.post, p_handover uuid, p_now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  update cases.head set owner_post = p_to.id, version = h.version + 1, touched_at = p_now,
    viewers = case when h.access = 0 then h.viewers else array(select distinct k from unnest(h.viewers || ('p:' || p_to.id)) k where k not in ('p:' || p_from.id, 'u:' || p_from.account_id)) end
    where home = h.home and id = h.id;
  insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, from_status, to_status, payload)
    select h.home, h.id, coalesce(max(seq), 0) + 1, p_now, p_now, coalesce(app.account(), p_from.account_id), coalesce(app.post(), p_from.id), coalesce(app.unit(), p_from.unit_id), 'handOver', h.status, h.status,
      jsonb_strip_nulls(jsonb_build_object('id', gen_random_uuid(), 'handover', p_handover, 'from', p_from.id, 'post', p_to.id)) from cases.step where home = h.home and case_id = h.id;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.pass_matters(o cases.handover, p_now timestamp with time zone, OUT passed uuid[], OUT stayed integer)
 RETURNS record
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare today date := (p_now at time zone 'Asia/Shanghai')::date; leaver identity.post; target identity.post; h cases.head; w record; apart uuid[] := '{}';
begin
  passed := '{}'; stayed := 0;
  select * into leaver from identity.post where id = o.from_post;
  for h in select k.* from cases.head k where k.owner_post = o.from_post and k.status <> 'void' and (k.phase < 2 or k.next_promise_on is not null) order by k.home, k.id for update loop
    select * into w from cases.handover_row r where r.home = o.home and r.handover_id = o.id and r.matter_home = h.home and r.matter_id = h.id;
    if found then
      select p.* into target from identity.post p where p.id = w.to_post and p.account_id <> o.from_account and p.valid_from <= today and (p.valid_to is null or p.valid_to >= today)
        and not h.barred && identity.keys_of(p.account_id, null) and (starts_with(p.scope, h.scope) or starts_with(h.scope, p.scope))
        and (h.access = 0 or h.viewers && array['u:' || p.account_id, 'p:' || p.id, 'o:' || p.unit_id]);
      if not found then target := guard.chair_over(h.scope, h.barred, array[o.from_account, o.prepared_by, o.to_account], today); end if;
      if target.id is null then stayed := stayed + 1; continue; end if;
      perform guard.pass_matter(h, leaver, target, o.id, p_now);
      update cases.handover_row set moved_to = target.id where home = o.home and handover_id = o.id and matter_home = h.home and matter_id = h.id;
      passed := passed || target.id;
    elsif not guard.known(h, o.prepared_by, today) then
      target := guard.chair_over(h.scope, h.barred, array[o.from_account, o.prepared_by, o.to_account], today);
      continue when target.id is null;
      perform guard.pass_matter(h, leaver, target, null, p_now);
      apart := apart || target.id;
    end if;
  end loop;
  perform guard.tell_passed(passed, o.from_account, p_now);
  perform guard.tell_passed(apart, o.from_account, p_now);
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.pass_requests(p_from identity.post, p_first uuid, p_hands uuid[], p_now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare r record; target identity.post;
begin
  for r in select a.home, a.case_id, a.id, a.requested_by, k.scope, k.access, k.barred from cases.approval a join cases.head k on k.home = a.home and k.id = a.case_id
      where a.decision is null and a.approvers @> array[p_from.id] loop
    target := guard.chair_over(r.scope, r.barred, array[p_from.account_id, r.requested_by] || case when r.access > 0 then p_hands else '{}' end, (p_now at time zone 'Asia/Shanghai')::date, p_first);
    continue when target.id is null;
    update cases.approval set approvers = array(select distinct x from unnest(array_remove(approvers, p_from.id) || target.id) x) where home = r.home and case_id = r.case_id and id = r.id;
    if r.access > 0 then
      update cases.head set viewers = array(select distinct k from unnest(viewers || ('p:' || target.id)) k) where home = r.home and id = r.case_id;
    end if;
  end loop;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.photo_begin(p_home text, p_case uuid, p_link uuid, p_token bytea, p_session bytea, p_now timestamp with time zone, p_until timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_case;
  if not found or not guard.works(h) then return false; end if;
  update papers.photo_link set ended = 'withdrawn' where home = p_home and case_id = p_case and account_id = app.account() and ended is null;
  insert into papers.photo_link (home, id, case_id, token, account_id, post_id, session, created_at, expires_at)
    values (p_home, p_link, p_case, p_token, app.account(), app.post(), p_session, p_now, p_until);
  return true;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.photo_done(p_key bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  update papers.photo_link set ended = coalesce(ended, 'done') where key = p_key $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.photo_enter(p_key bytea, p_now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare l papers.photo_link;
begin
  select * into l from papers.photo_link where key = p_key for update;
  if not found then return jsonb_build_object('state', 'unknown'); end if;
  return jsonb_build_object('state', guard.photo_state(l, p_now), 'home', l.home, 'case', l.case_id, 'id', l.id, 'post', l.post_id,
    'session', encode(l.session, 'base64'), 'files', l.files);
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.photo_look(p_home text, p_case uuid, p_link uuid, p_now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select jsonb_build_object('state', guard.photo_state(l, p_now), 'until', l.expires_at, 'files', l.files)
  from papers.photo_link l where l.home = p_home and l.id = p_link and l.case_id = p_case and l.account_id = app.account() $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.photo_open(p_token bytea, p_key bytea, p_now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare l papers.photo_link; state text;
begin
  select * into l from papers.photo_link where token = p_token for update;
  if not found then return jsonb_build_object('state', 'unknown'); end if;
  state := guard.photo_state(l, p_now);
  if state <> 'waiting' then return jsonb_build_object('state', state); end if;
  update papers.photo_link set opened_at = p_now, key = p_key where home = l.home and id = l.id;
  return jsonb_build_object('state', 'waiting', 'until', l.expires_at);
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.photo_state(l papers.photo_link, p_now timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select case when l.ended is not null then l.ended when l.session is null then 'withdrawn' when l.expires_at <= p_now then 'expired'
    when l.opened_at is not null then 'opened' else 'waiting' end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.photo_took(p_key bytea, p_file uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  update papers.photo_link set files = files || p_file where key = p_key and account_id = app.account() $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.photo_withdraw(p_home text, p_case uuid, p_link uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with gone as (update papers.photo_link set ended = coalesce(ended, 'withdrawn')
    where home = p_home and id = p_link and case_id = p_case and account_id = app.account() returning 1)
  select exists (select 1 from gone) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.place_holds(p_scope text, p_on date)
 RETURNS TABLE(units integer, posts integer, matters integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select (select count(*)::int from org.unit u where u.scope > p_scope and u.scope < left(p_scope, -1) || '0' and u.valid_to is null),
    (select count(*)::int from identity.post p where p.scope >= p_scope and p.scope < left(p_scope, -1) || '0' and (p.valid_to is null or p.valid_to >= p_on)),
    (select count(*)::int from cases.head h where h.scope >= p_scope and h.scope < left(p_scope, -1) || '0' and h.phase < 2)
  where org.may_change(p_scope) $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.places(p_scope text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select array_agg(left(p_scope, n)) from generate_series(1, length(p_scope)) n where substr(p_scope, n, 1) = '/' $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.post_matters(p_post uuid)
 RETURNS TABLE(home text, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select h.home, h.id from identity.post p join cases.head h on h.owner_post = p.id and h.status <> 'void' and (h.phase < 2 or h.next_promise_on is not null)
  where p.id = p_post and app.role() <> 'security' and (p.account_id = app.account() or office.presides(p.scope)) and cases.visible(h.scope, h.access, h.viewers, h.barred)
  order by h.next_due_at, h.id limit 2000 $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION guard.posts_left(p_posts uuid[])
 RETURNS TABLE(post_id uuid, matters integer, promises integer, requests integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select p.id, own.matters, own.promises, asked.requests
  from identity.post p,
    lateral (select count(*)::int as matters, count(h.next_promise_on)::int as promises from cases.head h
      where h.owner_post = p.id and h.status <> 'void' and (h.phase < 2 or h.next_promise_on is not null) and guard.counts(h)) own,
    lateral (select count(*)::int as requests from cases.approval a join cases.head h on h.home = a.home and h.id = a.case_id
      where a.decision is null and a.approvers @> array[p.id] and a.approvers = array[p.id] and guard.counts(h)) asked
  where p.id = any(p_posts) and (p.account_id = app.account() or office.presides(p.scope)) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.quota_left(p_campaign text, p_kind text, p_scope text, p_used text[], p_take boolean)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare q cases.quota; within text;
begin
  select u.scope into within from cases.quota c join org.unit u on u.id = c.unit_id
    where c.campaign = p_campaign and c.kind = p_kind and starts_with(p_scope, u.scope) order by length(u.scope) desc limit 1;
  if within is null then return null; end if;
  if p_take then perform 1 from cases.quota c join org.unit u on u.id = c.unit_id where c.campaign = p_campaign and c.kind = p_kind and u.scope = within for update of c; end if;
  select c.* into q from cases.quota c join org.unit u on u.id = c.unit_id where c.campaign = p_campaign and c.kind = p_kind and u.scope = within;
  return q.places - (select count(*)::int from cases.head h join cases.claim c on c.home = h.home and c.case_id = h.id and c.purpose = 'quota:' || p_campaign
    where h.kind = p_kind and h.scope collate "C" >= within and h.scope collate "C" < left(within, -1) || '0' and h.status = any(p_used));
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.records_behind(p_unit integer, p_figures jsonb)
 RETURNS TABLE(id text, records integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare top org.unit := guard.figures_place(p_unit); hi text := left(top.scope, -1) || '0'; nation boolean := top.parent_id is null;
begin
  return query
    with asked as materialized (
      select a.id, a.measure, d.stock, a."from" as first, a."to" as last, coalesce(a."where", '{}') as cut
      from jsonb_to_recordset(p_figures) as a(id text, measure text, "from" text, "to" text, "where" jsonb) join figures.measure d on d.measure = a.measure
      where (not d.sensitive or coalesce(guard.case_role(), false)) and not guard.figures_classed(d, '', coalesce(a."where", '{}'))
    ), span as materialized (
      select distinct measure, stock, first, last from asked
    ), posted as (
      select s.measure, s.first, s.last, p.category, p.channel, p.home, p.record_id, p.n
      from figures.reach(p_unit, top.scope, hi) r cross join span s
      join figures.posting p on p.unit_id = r.unit_id and p.measure = s.measure and p.month >= s.first and p.month <= s.last
        and figures.decisive(s.stock, p.month, s.last) >= r.from_month and figures.decisive(s.stock, p.month, s.last) < r.to_month
      where not nation
      union all
      select s.measure, s.first, s.last, p.category, p.channel, p.home, p.record_id, p.n
      from span s join figures.posting p on p.measure = s.measure and p.month >= s.first and p.month <= s.last
      where nation
    ), standing as (
      select measure, first, last, category, channel from posted
      group by measure, first, last, category, channel, home, record_id having sum(n) <> 0
    ), cell as materialized (
      select measure, first, last, category, channel, count(*) as records from standing group by 1, 2, 3, 4, 5
    )
    select a.id, coalesce((select sum(c.records) from cell c where c.measure = a.measure and c.first = a.first and c.last = a.last
      and figures.cut(a.cut, c.category, c.channel, '', '')), 0)::int
    from asked a;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.search_persons(p_tokens bytea[], p_limit integer)
 RETURNS TABLE(home text, id uuid, form smallint, openable boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  select h.home, h.id, min(s.form)::smallint, bool_or(h.access = 0 or h.viewers && app.keys())
  from search.person s join cases.head h on h.home = s.home and h.id = s.record_id
  where s.token = any(p_tokens) and cases.visible(h.scope, h.access, h.viewers, h.barred) and (h.access = 0 or h.viewers && app.keys())
  group by h.home, h.id, h.opened_at order by h.opened_at desc limit p_limit $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.search_place(p_scope text, p_drop integer[], p_add integer[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if not org.may_change(p_scope) then raise exception 'out of sight' using errcode = '42501'; end if;
  update search.text t set grams = array(select g from (select unnest(t.grams) except select unnest(p_drop) union select unnest(p_add)) x(g) order by g)
  from cases.head h where h.scope = p_scope and t.home = h.home and t.record_id = h.id;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.search_text(p_grams integer[], p_limit integer)
 RETURNS TABLE(home text, id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
#variable_conflict use_column
declare since timestamptz; given int;
begin
  if coalesce(cardinality(p_grams), 0) = 0 then return; end if;
  since := coalesce((select opened_at from search.text order by opened_at desc offset 10000 limit 1), '-infinity');
  return query select h.home, h.id from search.text t join cases.head h on h.home = t.home and h.id = t.record_id
    where t.opened_at >= since and t.grams @> p_grams
      and cases.visible(h.scope, h.access, h.viewers, h.barred) and (h.access = 0 or h.viewers && app.keys())
    order by t.opened_at desc limit p_limit;
  get diagnostics given = row_count;
  if given < p_limit then
    return query with older as materialized (select home, record_id, opened_at from search.text where opened_at < since and grams @> p_grams)
      select h.home, h.id from older o join cases.head h on h.home = o.home and h.id = o.record_id
      where cases.visible(h.scope, h.access, h.viewers, h.barred) and (h.access = 0 or h.viewers && app.keys())
      order by o.opened_at desc limit p_limit - given;
  end if;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.shared_cases(p_limit integer)
 RETURNS TABLE(home text, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'pg_catalog'
AS $function$
  select h.home, h.id from cases.head h where h.viewers <> '{}' and h.viewers && app.keys() and not h.barred && app.shut()
  order by h.opened_at desc limit p_limit $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.stand_in(p_post uuid, p_now timestamp with time zone)
 RETURNS TABLE(post_id uuid, role text, own_role text, unit_id integer, unit_code text, unit_name text, level text, scope text, home text, title_zh text, title_en text, holder text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare s record; p identity.post; o identity.post; place identity.post; u org.unit; today date := (p_now at time zone 'Asia/Shanghai')::date; grants text[]; sealed text[];
begin
  select * into s from guard.standing(app.account(), p_now) where post_id = p_post limit 1;
  if not found then return; end if;
  select * into p from identity.post where id = s.post_id;
  select * into o from identity.post where id = s.own_post;
  if 'police' in (p.role, o.role) or 'admin' in (p.role, o.role) or 'security' in (p.role, o.role) or 'auditor' in (p.role, o.role) then return; end if;
  if starts_with(p.scope, o.scope) then place := p; elsif starts_with(o.scope, p.scope) then place := o; else return; end if;
  if exists (select 1 from org.unit where id in (p.unit_id, o.unit_id) and valid_to <= today) then return; end if;
  select * into u from org.unit where id = place.unit_id;
  grants := array(select k from unnest(app.keys()) k where k like 'g:%');
  sealed := case when s.restricted then array['p:' || p.id, 'o:' || p.unit_id] when p.unit_id = o.unit_id then array['o:' || p.unit_id] else '{}' end;
  perform set_config('app.post', p.id::text, true), set_config('app.role', p.role, true), set_config('app.unit', place.unit_id::text, true),
    set_config('app.lo', place.scope, true), set_config('app.hi', left(place.scope, -1) || '0', true),
    set_config('app.keys', array_to_string(array['u:' || app.account()] || sealed || grants, ','), true),
    set_config('app.watch', '', true),
    set_config('app.also', array_to_string(identity.keys_of(app.account(), today) || identity.keys_of(s.holder, today), ','), true);
  return query select p.id, p.role, o.role, place.unit_id, u.code::text, u.name::text, u.level::text, place.scope, place.home, p.title_zh, p.title_en, a.name from identity.account a where a.id = s.holder;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nobody
CREATE OR REPLACE FUNCTION guard.standing(p_account uuid, p_now timestamp with time zone)
 RETURNS TABLE(post_id uuid, own_post uuid, holder uuid, restricted boolean, until_day date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select d.post_id, d.deputy_post, d.account_id, d.restricted, d.to_day
  from office.deputy d
    join identity.post p on p.id = d.post_id and p.account_id = d.account_id
    join identity.post o on o.id = d.deputy_post and o.account_id = d.deputy_account,
    lateral (select (p_now at time zone 'Asia/Shanghai')::date as today) t
  where d.deputy_account = p_account and d.accepted_at is not null and (d.ended_at is null or d.ended_at > p_now)
    and d.from_day <= today and (d.to_day is null or d.to_day >= today)
    and p.valid_from <= today and (p.valid_to is null or p.valid_to >= today)
    and o.valid_from <= today and (o.valid_to is null or o.valid_to >= today)
  order by d.from_day, d.post_id $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_system
CREATE OR REPLACE FUNCTION guard.tell_left(p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare r record; n int := 0; today date := (p_now at time zone 'Asia/Shanghai')::date;
begin
  update identity.post p set left_told_at = null from identity.account a
    where a.id = p.account_id and p.left_told_at is not null and a.status = 'active' and (p.valid_to is null or p.valid_to >= today);
  for r in select p.id, p.account_id, p.unit_id, p.scope, p.title_zh, p.title_en, a.name,
      (select count(*) from cases.head h where h.owner_post = p.id and h.status <> 'void' and (h.phase < 2 or h.next_promise_on is not null) and h.access = 0 and h.barred = '{}') as left_over
      from identity.post p join identity.account a on a.id = p.account_id
      where p.left_told_at is null and (p.valid_to < today or a.status <> 'active') for update of p skip locked loop
    insert into cases.notice (id, to_post, at, key, vars)
      select gen_random_uuid(), q.id, p_now, case when r.left_over > 0 then 'postLeft' else 'postOver' end,
        jsonb_build_object('name', r.name, 'titleZh', r.title_zh, 'titleEn', r.title_en, 'n', r.left_over::text)
      from identity.post q join identity.account b on b.id = q.account_id and b.status = 'active'
      where q.role in ('leader', 'town', 'village') and q.account_id <> r.account_id and q.valid_from <= today and (q.valid_to is null or q.valid_to >= today)
        and q.scope = any(guard.places(r.scope)) and (q.unit_id = r.unit_id or q.scope = (select c.scope from identity.post c join identity.account d on d.id = c.account_id and d.status = 'active'
          where c.role in ('leader', 'town') and c.scope = any(guard.places(r.scope)) and c.scope <> r.scope and c.valid_from <= today and (c.valid_to is null or c.valid_to >= today)
          order by length(c.scope) desc limit 1));
    update identity.post set left_told_at = p_now where id = r.id;
    n := n + 1;
  end loop;
  return n;
end $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.tell_passed(p_posts uuid[], p_account uuid, p_now timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
  insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), post, p_now, 'handedOver', jsonb_build_object('n', count(*)::text, 'by', (select name from identity.account where id = p_account)) from unnest(p_posts) post group by post $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nobody
CREATE OR REPLACE FUNCTION guard.unit_called(p_code text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select coalesce((select name from org.unit where code = p_code and valid_to is null), (select name from org.unit_span where code = p_code order by valid_from desc limit 1)) $function$

-- function of nuanjia_guard; may be called by nobody
CREATE OR REPLACE FUNCTION guard.watches(p_scope text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select coalesce(app.role() = 'auditor' and starts_with(p_scope, app.watch()), false) $function$

-- function of nuanjia_guard; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION guard.works(h cases.head)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select session_user = 'nuanjia_system' or coalesce(((h.access = 0 and h.scope collate "C" >= app.lo() and h.scope collate "C" < app.hi()) or h.viewers && app.team_keys())
    and cases.visible(h.scope, h.access, h.viewers, h.barred), false) $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION identity.act_as(p_account uuid, p_post uuid, p_role text, p_unit integer, p_scope text, p_grants text[], p_today date DEFAULT NULL::date)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare sees boolean := p_role not in ('police', 'admin', 'security', 'auditor');
begin
  perform set_config('app.account', p_account::text, true), set_config('app.post', p_post::text, true),
    set_config('app.role', p_role, true), set_config('app.unit', p_unit::text, true),
    set_config('app.lo', case when sees then p_scope else '' end, true),
    set_config('app.hi', case when sees then left(p_scope, -1) || '0' else '' end, true),
    set_config('app.keys', case when sees then array_to_string(array['u:' || p_account, 'p:' || p_post, 'o:' || p_unit] || coalesce(p_grants, '{}'), ',') else '' end, true),
    set_config('app.watch', case when p_role in ('admin', 'security', 'auditor') then p_scope else '' end, true),
    set_config('app.today', coalesce(p_today::text, ''), true),
    set_config('app.also', case when sees then array_to_string(identity.keys_of(p_account, p_today), ',') else '' end, true);
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.bind_device(p_id uuid, p_code bytea, p_name text, p_kind text, p_secret bytea, p_credential text, p_key bytea, p_counter bigint, p_transports text[], p_pin text, p_now timestamp with time zone)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare whose uuid := app.account();
begin
  if p_code is not null then
    update identity.slip s set used_at = p_now from identity.account a
      where s.code = p_code and s.purpose = 'phone' and s.used_at is null and s.withdrawn_at is null and s.expires_at > p_now
        and a.id = s.account_id and a.status = 'active' and a.held_by is null returning s.account_id into whose;
    if not found then return null; end if;
  end if;
  if whose is null then return null; end if;
  insert into identity.device (id, account_id, name, kind, secret, credential, public_key, counter, transports, pin, bound_at)
    values (p_id, whose, p_name, p_kind, p_secret, p_credential, p_key, p_counter, p_transports, p_pin, p_now);
  return whose;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.device_of(p_secret bytea, p_credential text)
 RETURNS TABLE(id uuid, account_id uuid, username text, name text, kind text, credential text, public_key bytea, counter bigint, transports text[], pin text, failed integer, status text, held boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select d.id, d.account_id, a.username, a.name, d.kind, d.credential, d.public_key, d.counter, d.transports, d.pin, d.failed, a.status, a.held_by is not null
  from identity.device d join identity.account a on a.id = d.account_id
  where d.removed_at is null and (d.secret = p_secret or d.credential = p_credential) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.drop_device(p_id uuid, p_now timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with gone as (update identity.device d set removed_at = p_now, removed_by = app.account() where d.id = p_id and d.removed_at is null
    and (d.account_id = app.account() or d.failed >= 5 or identity.in_office(d.account_id) or identity.runs(d.account_id)) returning d.id, d.account_id),
  closed as (delete from identity.session where device_id in (select id from gone))
  select account_id from gone $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.enter(p_token bytea, p_now timestamp with time zone, p_post uuid DEFAULT NULL::uuid)
 RETURNS TABLE(account_id uuid, username text, name text, must_change boolean, second_factor boolean, demo boolean, post_id uuid, role text, unit_id integer, unit_code text, unit_name text, level text, scope text, home text, title_zh text, title_en text, light boolean, device_id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
declare s identity.session; p identity.post; a identity.account; u org.unit; live text[]; today date := (p_now at time zone 'Asia/Shanghai')::date;
begin
  select * into s from identity.session where token_hash = p_token and expires_at > p_now and last_seen_at > p_now - interval '15 minutes';
  if not found then return; end if;
  if s.device_id is not null and not exists (select from identity.device d where d.id = s.device_id and d.removed_at is null) then return; end if;
  select * into a from identity.account where id = s.account_id and status = 'active';
  if not found then return; end if;
  select * into p from identity.post where id = s.post_id and valid_from <= today and (valid_to is null or valid_to >= today);
  if not found then return; end if;
  select * into u from org.unit where id = p.unit_id and (valid_to is null or valid_to > today);
  if not found then return; end if;
  if s.last_seen_at < p_now - interval '1 minute' then
    update identity.session set last_seen_at = p_now where token_hash = p_token;
  end if;
  select array_agg('g:' || id) into live from
    (select id from identity.access_grant where account_id = a.id and expires_at > p_now order by purpose = 'breakGlass' desc, created_at desc limit 5) g;
  perform identity.act_as(a.id, p.id, p.role, u.id, u.scope, live, today);
  return query select a.id, a.username, a.name, a.must_change, a.totp is not null, a.demo,
    p.id, p.role, u.id, u.code::text, u.name::text, u.level::text, u.scope::text, p.home, p.title_zh, p.title_en,
    s.light and (s.full_until is null or s.full_until <= p_now), s.device_id;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.in_office(p_account uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with held as (select scope from identity.post where account_id = p_account and (valid_to is null or app.today() is null or valid_to >= app.today())),
  places as (select scope from held
    union all select scope from identity.post where account_id = p_account and not exists (select from held)
    union all select coalesce(scope, app.watch()) from identity.account where id = p_account and not exists (select from identity.post where account_id = p_account)),
  inside as (select scope collate "C" >= app.watch() and scope collate "C" < left(app.watch(), -1) || '0' as yes from places)
  select case app.role() when 'admin' then not exists (select from inside where not yes) when 'security' then exists (select from inside where yes) else false end $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION identity.keys_of(p_account uuid, p_today date)
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select array['u:' || p_account] || coalesce(array_agg('p:' || id) || array_agg('o:' || unit_id), '{}')
  from identity.post p where account_id = p_account and (p_today is null or valid_to is null or valid_to >= p_today
    or exists (select from org.unit u where u.id = p.unit_id and u.valid_to <= p.valid_to + 1)) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.looked(p_since timestamp with time zone, p_accounts uuid[])
 RETURNS TABLE(account_id uuid, reveals integer, exports integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select w.account_id, count(*) filter (where e.action in ('cases.reveal', 'cases.formFull'))::int, count(*) filter (where e.action in ('exchange.export', 'exchange.left', 'forms.fill'))::int
  from (select distinct p.account_id from identity.post p where p.account_id = any(p_accounts) and app.role() in ('admin', 'security', 'auditor') and p.scope collate "C" >= app.watch() and p.scope collate "C" < left(app.watch(), -1) || '0') w
  join audit.event e on e.account = w.account_id and e.at >= p_since and e.action in ('cases.reveal', 'cases.formFull', 'exchange.export', 'exchange.left', 'forms.fill') and e.result = 'ok'
  group by w.account_id $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.note_device(p_id uuid, p_counter bigint, p_now timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  update identity.device set failed = 0, counter = p_counter, last_in = p_now where id = p_id and removed_at is null $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.note_phone(p_phone text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  update identity.post set phone = p_phone where id = app.post() and account_id = app.account() $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nobody
CREATE OR REPLACE FUNCTION identity.note_posted()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  update identity.account set posted = true where id = new.account_id and not posted;
  return null;
end $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.release(p_account uuid, p_drop_factor boolean)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with done as (update identity.account set held_by = null, totp = case when p_drop_factor then null else totp end, version = version + 1
    where id = p_account and held_by <> app.account() and id <> app.account() and app.role() = 'security' returning 1)
  select exists (select 1 from done) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.runs(p_account uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with held as (select scope, role from identity.post where account_id = p_account and (valid_to is null or app.today() is null or valid_to >= app.today())),
  places as (select scope, role from held
    union all select scope, role from identity.post where account_id = p_account and not exists (select from held)
    union all select scope, null from identity.account where id = p_account and scope is not null and not exists (select from identity.post where account_id = p_account))
  select coalesce(app.role() in ('leader', 'town') and p_account <> app.account() and exists (select from places)
    and not exists (select from places where scope collate "C" <= app.lo() or scope collate "C" >= app.hi() or role in ('admin', 'security', 'auditor', 'police')), false) $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.sign_in_candidate(p_username text)
 RETURNS TABLE(id uuid, password text, totp bytea, totp_used bigint, status text, demo boolean, held_by uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select id, password, totp, totp_used, status, demo, held_by from identity.account where username = p_username $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.slip_of(p_code bytea)
 RETURNS TABLE(id uuid, account_id uuid, purpose text, expires_at timestamp with time zone, used_at timestamp with time zone, withdrawn_at timestamp with time zone, username text, name text, status text, held boolean, issuer text, issuer_unit text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select s.id, s.account_id, s.purpose, s.expires_at, s.used_at, s.withdrawn_at, a.username, a.name, a.status, a.held_by is not null, b.name,
    (select u.name from identity.post p join org.unit u on u.id = p.unit_id where p.account_id = b.id order by p.valid_to is not null, p.valid_from desc limit 1)
  from identity.slip s join identity.account a on a.id = s.account_id join identity.account b on b.id = s.issued_by where s.code = p_code $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.try_device(p_id uuid)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  update identity.device set failed = failed + 1 where id = p_id and removed_at is null and failed < 5 returning failed $function$

-- function of nuanjia_guard, with its owner’s rights; may be called by nuanjia_app
CREATE OR REPLACE FUNCTION identity.use_slip(p_code bytea, p_password text, p_now timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with used as (update identity.slip s set used_at = p_now from identity.account a
    where s.code = p_code and s.purpose in ('open', 'reset') and s.used_at is null and s.withdrawn_at is null and s.expires_at > p_now
      and a.id = s.account_id and a.status = 'active' and a.held_by is null returning s.account_id),
  closed as (delete from identity.session where account_id in (select account_id from used))
  update identity.account set password = p_password, password_at = p_now, must_change = false, version = version + 1
    where id in (select account_id from used) returning id $function$

-- function of nuanjia_owner; may be called by nuanjia_app, nuanjia_public, nuanjia_system
CREATE OR REPLACE FUNCTION office.presides(p_scope text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$ select coalesce(app.role() in ('leader', 'town') and p_scope collate "C" >= app.lo() and p_scope collate "C" < app.hi()
    or app.role() = 'security' and starts_with(p_scope, app.watch()), false) $function$

-- function of nuanjia_owner, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION org.add_unit(p_on date, p_parent integer, p_code text, p_name text, p_level text, p_scope text, p_initials text, p_pinyin text, p_source text, p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare made int;
begin
  if not org.may_change((select scope from org.unit where id = p_parent and valid_to is null)) then raise exception 'out of sight' using errcode = '42501'; end if;
  insert into org.unit (code, name, level, scope, name_pinyin_initials, name_pinyin, parent_id, valid_from) values (p_code, p_name, p_level, p_scope, p_initials, p_pinyin, p_parent, p_on) returning id into made;
  insert into org.unit_change (unit_id, what, on_date, into_unit, source, made_by, made_at) values (made, 'new', p_on, p_parent, p_source, app.account(), p_now);
  return made;
end $function$

-- function of nuanjia_owner; may be called by nobody
CREATE OR REPLACE FUNCTION org.carry(p_unit integer, p_parent integer, p_scope text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
  with old as (select scope from org.unit where id = p_unit), account as (
    update identity.account a set scope = p_scope || substr(a.scope, length(old.scope) + 1) from old where starts_with(a.scope, old.scope)
  ), opened as (
    update identity.access_grant g set scope = p_scope || substr(g.scope, length(old.scope) + 1) from old where starts_with(g.scope, old.scope)
  )
  update audit.finding f set scope = p_scope || substr(f.scope, length(old.scope) + 1) from old where starts_with(f.scope, old.scope);
  with old as (select scope from org.unit where id = p_unit)
  update org.unit u set scope = p_scope || substr(u.scope, length(old.scope) + 1), parent_id = case when u.id = p_unit then p_parent else u.parent_id end
  from old where starts_with(u.scope, old.scope);
  update identity.post set home = rpad(replace(substring(scope from '^/((?:\d\d/)?(?:\d{4}/|\d\d/)?(?:\d\d/)?)'), '/', ''), 6, '0') where starts_with(scope, p_scope) $function$

-- function of nuanjia_owner, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION org.change_unit(p_unit integer, p_on date, p_what text, p_parent integer, p_code text, p_name text, p_initials text, p_pinyin text, p_scope text, p_source text, p_now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare u org.unit;
begin
  select * into u from org.unit where id = p_unit and valid_to is null for update;
  if not found or not org.may_change(u.scope) or (p_scope is not null and not org.may_change((select scope from org.unit where id = p_parent))) then raise exception 'out of sight' using errcode = '42501'; end if;
  perform org.turn_span(p_unit, p_on, p_parent, p_code, p_name);
  update org.unit set code = p_code, name = p_name, name_pinyin_initials = p_initials, name_pinyin = p_pinyin where id = p_unit;
  if p_scope is not null then perform org.carry(p_unit, p_parent, p_scope); end if;
  insert into org.unit_change (unit_id, what, on_date, into_unit, source, made_by, made_at)
    values (p_unit, p_what, p_on, case when p_scope is not null then p_parent end, p_source, app.account(), p_now);
end $function$

-- function of nuanjia_owner, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION org.end_unit(p_unit integer, p_on date, p_into integer, p_scope text, p_source text, p_now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare u org.unit;
begin
  select * into u from org.unit where id = p_unit and valid_to is null for update;
  if not found or not org.may_change(u.scope) or (p_into is not null and not org.may_change((select scope from org.unit where id = p_into))) then raise exception 'out of sight' using errcode = '42501'; end if;
  if exists (select from org.unit where parent_id = p_unit and valid_to is null) then raise exception 'units below live' using errcode = '23514'; end if;
  perform org.turn_span(p_unit, u.valid_from, u.parent_id, u.code, u.name) from org.unit where id = p_unit and not exists (select from org.unit_span where unit_id = p_unit);
  update org.unit_span set valid_to = p_on where unit_id = p_unit and valid_to is null;
  update org.unit set valid_to = p_on where id = p_unit;
  update identity.post set valid_to = p_on - 1 where unit_id = p_unit and (valid_to is null or valid_to >= p_on);
  if p_into is not null then
    insert into org.unit_successor (from_unit, to_unit, on_date, share) values (p_unit, p_into, p_on, 1);
    perform org.carry(p_unit, p_into, p_scope);
  end if;
  insert into org.unit_change (unit_id, what, on_date, into_unit, source, made_by, made_at)
    values (p_unit, case when p_into is null then 'abolish' else 'merge' end, p_on, p_into, p_source, app.account(), p_now);
end $function$

-- function of nuanjia_owner, with its owner’s rights; may be called by nuanjia_app, nuanjia_system
CREATE OR REPLACE FUNCTION org.may_change(p_scope text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select session_user in ('nuanjia_system', 'nuanjia_owner')
    or coalesce(app.role() = 'admin' and starts_with(p_scope, (select scope from org.unit where id = app.unit())), false) $function$

-- function of nuanjia_owner; may be called by nobody
CREATE OR REPLACE FUNCTION org.turn_span(p_unit integer, p_on date, p_parent integer, p_code text, p_name text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into org.unit_span (unit_id, parent_id, code, name, valid_from)
    select id, parent_id, code, name, valid_from from org.unit where id = p_unit and not exists (select from org.unit_span where unit_id = p_unit);
  -- A second change of the same day belongs to the same span.
  update org.unit_span set parent_id = p_parent, code = p_code, name = p_name where unit_id = p_unit and valid_from = p_on and valid_to is null;
  if found then return; end if;
  update org.unit_span set valid_to = p_on where unit_id = p_unit and valid_to is null;
  insert into org.unit_span (unit_id, parent_id, code, name, valid_from) values (p_unit, p_parent, p_code, p_name, p_on);
end $function$
