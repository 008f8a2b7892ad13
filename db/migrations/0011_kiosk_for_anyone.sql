CREATE TABLE "kiosk_programme" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"kiosk_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	CONSTRAINT "kiosk_programme_organisation_id_kiosk_id_programme_id_pk" PRIMARY KEY("organisation_id","kiosk_id","programme_id")
);
--> statement-breakpoint
ALTER TABLE "kiosk_programme" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "personal_card" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"card_hash" text NOT NULL,
	"issued_at" timestamptz(3) DEFAULT now() NOT NULL,
	"issued_by" uuid,
	"revoked_at" timestamptz(3),
	"revoked_by" uuid,
	CONSTRAINT "personal_card_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "personal_card_hash" UNIQUE("organisation_id","card_hash")
);
--> statement-breakpoint
ALTER TABLE "personal_card" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "absence" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"told_by" uuid,
	"told_at" timestamptz(3) DEFAULT now() NOT NULL,
	"withdrawn_at" timestamptz(3),
	"withdrawn_by" uuid,
	CONSTRAINT "absence_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "absence_reason_length" CHECK (char_length("absence"."reason") <= 500)
);
--> statement-breakpoint
ALTER TABLE "absence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "answer" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"question" text NOT NULL,
	"value" integer,
	"session_id" uuid,
	"kiosk_id" uuid,
	"answered_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "answer_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "answer_question_known" CHECK ("answer"."question" in ('health', 'session')),
	CONSTRAINT "answer_range" CHECK ("answer"."value" between 1 and 5)
);
--> statement-breakpoint
ALTER TABLE "answer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "head_count" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"guests" integer DEFAULT 0 NOT NULL,
	"heads" integer,
	"changed_at" timestamptz(3) DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "head_count_organisation_id_session_id_pk" PRIMARY KEY("organisation_id","session_id"),
	CONSTRAINT "head_count_guests_range" CHECK ("head_count"."guests" between 0 and 500),
	CONSTRAINT "head_count_heads_range" CHECK ("head_count"."heads" between 0 and 500)
);
--> statement-breakpoint
ALTER TABLE "head_count" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "head_count_event" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" integer,
	"because_of" uuid,
	"kiosk_id" uuid,
	"staff_id" uuid,
	"occurred_at" timestamptz(3) NOT NULL,
	"received_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "head_count_event_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "head_count_event_kind_known" CHECK ("head_count_event"."kind" in ('guest', 'guest_withdrawn', 'guests', 'heads'))
);
--> statement-breakpoint
ALTER TABLE "head_count_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "roll_call_closing" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"closed_at" timestamptz(3) DEFAULT now() NOT NULL,
	"closed_by" uuid,
	"reopened_at" timestamptz(3),
	"reopened_by" uuid,
	CONSTRAINT "roll_call_closing_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "roll_call_closing" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "unclear_check_in" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"kiosk_id" uuid,
	"kind" text NOT NULL,
	"problem" text NOT NULL,
	"occurred_at" timestamptz(3) NOT NULL,
	"received_at" timestamptz(3) DEFAULT now() NOT NULL,
	"sequence" integer,
	"skew_seconds" integer,
	"way" text,
	"participant_id" uuid,
	"session_id" uuid,
	"settled_at" timestamptz(3),
	"settled_by" uuid,
	"settlement" text,
	"reason" text,
	CONSTRAINT "unclear_check_in_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "unclear_check_in_kind_known" CHECK ("unclear_check_in"."kind" in ('check_in', 'departure', 'unreadable')),
	CONSTRAINT "unclear_check_in_settled" CHECK (("unclear_check_in"."settled_at" is null) = ("unclear_check_in"."settlement" is null))
);
--> statement-breakpoint
ALTER TABLE "unclear_check_in" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attendance_event" DROP CONSTRAINT "attendance_event_kind_known";--> statement-breakpoint
ALTER TABLE "attendance_event" DROP CONSTRAINT "attendance_event_source_known";--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "opens_at" time(0) DEFAULT '08:00' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "closes_at" time(0) DEFAULT '17:00' NOT NULL;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "ways" text[] DEFAULT '{code}' NOT NULL;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "languages" text[] DEFAULT '{sv,sv-easy,en,ar,so,uk,ti,prs}' NOT NULL;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "volume" integer DEFAULT 70 NOT NULL;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "silent_after_minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "release" text;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "battery_percent" integer;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "charging" boolean;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "waiting" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "waiting_since" timestamptz(3);--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "skew_seconds" integer;--> statement-breakpoint
ALTER TABLE "kiosk" ADD COLUMN "guessed_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "programme" ADD COLUMN "question" text;--> statement-breakpoint
ALTER TABLE "programme" ADD COLUMN "question_every_days" integer DEFAULT 7 NOT NULL;--> statement-breakpoint
ALTER TABLE "activity" ADD COLUMN "heads_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "attendance" ADD COLUMN "confirmed_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "attendance" ADD COLUMN "confirmed_by" uuid;--> statement-breakpoint
ALTER TABLE "attendance_event" ADD COLUMN "way" text;--> statement-breakpoint
ALTER TABLE "attendance_event" ADD COLUMN "sequence" integer;--> statement-breakpoint
ALTER TABLE "attendance_event" ADD COLUMN "skew_seconds" integer;--> statement-breakpoint
ALTER TABLE "attendance_event" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "attendance_event" ADD COLUMN "because_of" uuid;--> statement-breakpoint
ALTER TABLE "kiosk_programme" ADD CONSTRAINT "kiosk_programme_organisation_id_kiosk_id_kiosk_organisation_id_id_fk" FOREIGN KEY ("organisation_id","kiosk_id") REFERENCES "public"."kiosk"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kiosk_programme" ADD CONSTRAINT "kiosk_programme_organisation_id_programme_id_programme_organisation_id_id_fk" FOREIGN KEY ("organisation_id","programme_id") REFERENCES "public"."programme"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_card" ADD CONSTRAINT "personal_card_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_organisation_id_session_id_session_organisation_id_id_fk" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."session"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_organisation_id_told_by_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","told_by") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer" ADD CONSTRAINT "answer_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer" ADD CONSTRAINT "answer_organisation_id_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer" ADD CONSTRAINT "answer_organisation_id_session_id_session_organisation_id_id_fk" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."session"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer" ADD CONSTRAINT "answer_organisation_id_kiosk_id_kiosk_organisation_id_id_fk" FOREIGN KEY ("organisation_id","kiosk_id") REFERENCES "public"."kiosk"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "head_count" ADD CONSTRAINT "head_count_organisation_id_session_id_session_organisation_id_id_fk" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."session"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "head_count_event" ADD CONSTRAINT "head_count_event_organisation_id_session_id_session_organisation_id_id_fk" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."session"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "head_count_event" ADD CONSTRAINT "head_count_event_organisation_id_kiosk_id_kiosk_organisation_id_id_fk" FOREIGN KEY ("organisation_id","kiosk_id") REFERENCES "public"."kiosk"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "head_count_event" ADD CONSTRAINT "head_count_event_organisation_id_staff_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","staff_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_call_closing" ADD CONSTRAINT "roll_call_closing_organisation_id_session_id_session_organisation_id_id_fk" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."session"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_call_closing" ADD CONSTRAINT "roll_call_closing_organisation_id_closed_by_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","closed_by") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unclear_check_in" ADD CONSTRAINT "unclear_check_in_organisation_id_kiosk_id_kiosk_organisation_id_id_fk" FOREIGN KEY ("organisation_id","kiosk_id") REFERENCES "public"."kiosk"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unclear_check_in" ADD CONSTRAINT "unclear_check_in_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unclear_check_in" ADD CONSTRAINT "unclear_check_in_organisation_id_session_id_session_organisation_id_id_fk" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."session"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unclear_check_in" ADD CONSTRAINT "unclear_check_in_organisation_id_settled_by_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","settled_by") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "personal_card_of_participant" ON "personal_card" USING btree ("organisation_id","participant_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "absence_standing" ON "absence" USING btree ("organisation_id","session_id","participant_id") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "absence_of_participant" ON "absence" USING btree ("organisation_id","participant_id");--> statement-breakpoint
CREATE INDEX "answer_of_enrolment" ON "answer" USING btree ("organisation_id","enrolment_id","answered_at");--> statement-breakpoint
CREATE INDEX "head_count_event_of_session" ON "head_count_event" USING btree ("organisation_id","session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "roll_call_closing_standing" ON "roll_call_closing" USING btree ("organisation_id","session_id") WHERE reopened_at is null;--> statement-breakpoint
CREATE INDEX "unclear_check_in_open" ON "unclear_check_in" USING btree ("organisation_id","occurred_at") WHERE settled_at is null;--> statement-breakpoint
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_hours_order" CHECK ("organisation"."closes_at" > "organisation"."opens_at");--> statement-breakpoint
ALTER TABLE "kiosk" ADD CONSTRAINT "kiosk_ways_known" CHECK ("kiosk"."ways" <@ '{code,card,phone,guest}' and cardinality("kiosk"."ways") > 0);--> statement-breakpoint
ALTER TABLE "kiosk" ADD CONSTRAINT "kiosk_volume_range" CHECK ("kiosk"."volume" between 0 and 100);--> statement-breakpoint
ALTER TABLE "kiosk" ADD CONSTRAINT "kiosk_silent_range" CHECK ("kiosk"."silent_after_minutes" between 5 and 1440);--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_question_known" CHECK ("programme"."question" in ('health', 'session'));--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_question_range" CHECK ("programme"."question_every_days" between 1 and 365);--> statement-breakpoint
ALTER TABLE "attendance_event" ADD CONSTRAINT "attendance_event_kind_known" CHECK ("attendance_event"."kind" in ('check_in', 'departure', 'mark', 'correction', 'closing', 'withdrawal', 'absence', 'confirmation'));--> statement-breakpoint
ALTER TABLE "attendance_event" ADD CONSTRAINT "attendance_event_source_known" CHECK ("attendance_event"."source" in ('kiosk', 'staff', 'system', 'participant'));--> statement-breakpoint
CREATE POLICY "tenant" ON "kiosk_programme" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "personal_card" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "absence" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "answer" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "head_count" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "head_count_event" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "roll_call_closing" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "unclear_check_in" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "kiosk_programme" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "personal_card" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "absence" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "answer" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "head_count" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "head_count_event" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "roll_call_closing" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "unclear_check_in" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Row-level security hides the rows from their owner too: it is lifted while what staff have said is noted as confirmed.
ALTER TABLE "attendance" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "attendance_event" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE "attendance" SET "confirmed_at" = said.received_at, "confirmed_by" = said.staff_id
FROM (
  SELECT DISTINCT ON (organisation_id, session_id, participant_id) organisation_id, session_id, participant_id, received_at, staff_id
  FROM "attendance_event" WHERE source = 'staff'
  ORDER BY organisation_id, session_id, participant_id, received_at DESC
) said
WHERE attendance.organisation_id = said.organisation_id AND attendance.session_id = said.session_id
  AND attendance.participant_id = said.participant_id;
--> statement-breakpoint
ALTER TABLE "attendance_event" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "attendance" FORCE ROW LEVEL SECURITY;
