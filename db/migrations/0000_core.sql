CREATE TABLE "closed_period" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	CONSTRAINT "closed_period_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "closed_period_order" CHECK ("closed_period"."ends_on" >= "closed_period"."starts_on")
);
--> statement-breakpoint
ALTER TABLE "closed_period" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organisation" (
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'Europe/Stockholm' NOT NULL,
	"language" text DEFAULT 'sv' NOT NULL,
	"schedule_version" bigint DEFAULT 1 NOT NULL,
	"neutral_titles_since" timestamptz(3),
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "organisation_organisation_id_pk" PRIMARY KEY("organisation_id"),
	CONSTRAINT "organisation_name_length" CHECK (char_length("organisation"."name") between 1 and 120)
);
--> statement-breakpoint
ALTER TABLE "organisation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "identity_protection" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"set_at" timestamptz(3) DEFAULT now() NOT NULL,
	"set_by" uuid,
	"lifted_at" timestamptz(3),
	"lifted_by" uuid,
	CONSTRAINT "identity_protection_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "identity_protection" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "participant" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"gender" text DEFAULT 'not_recorded' NOT NULL,
	"birth_year" integer,
	"language" text,
	"greeted_by_name_since" timestamptz(3),
	"largest_group" integer,
	"feed_version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "participant_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "participant_birth_year" CHECK ("participant"."birth_year" between 1900 and 2100),
	CONSTRAINT "participant_gender_known" CHECK ("participant"."gender" in ('woman', 'man', 'other', 'not_recorded'))
);
--> statement-breakpoint
ALTER TABLE "participant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "referrer" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"archived_at" timestamptz(3),
	CONSTRAINT "referrer_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "referrer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staff" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"language" text,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"left_at" timestamptz(3),
	"left_by" uuid,
	CONSTRAINT "staff_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "staff_name_length" CHECK (char_length("staff"."name") between 1 and 120)
);
--> statement-breakpoint
ALTER TABLE "staff" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staff_role" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"role" text NOT NULL,
	"granted_at" timestamptz(3) DEFAULT now() NOT NULL,
	"granted_by" uuid,
	CONSTRAINT "staff_role_organisation_id_staff_id_role_pk" PRIMARY KEY("organisation_id","staff_id","role"),
	CONSTRAINT "staff_role_known" CHECK ("staff_role"."role" in ('administrator', 'coordinator', 'leader', 'reader'))
);
--> statement-breakpoint
ALTER TABLE "staff_role" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "access_entry" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamptz(3) DEFAULT now() NOT NULL,
	"staff_id" uuid,
	"participant_id" uuid,
	"act" text NOT NULL,
	"what" text NOT NULL,
	"request_id" text,
	CONSTRAINT "access_entry_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "access_entry_act_known" CHECK ("access_entry"."act" in ('read', 'change'))
);
--> statement-breakpoint
ALTER TABLE "access_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "entrance" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"key_hash" text NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "entrance_organisation_id_key_hash_pk" PRIMARY KEY("organisation_id","key_hash"),
	CONSTRAINT "entrance_kind_known" CHECK ("entrance"."kind" in ('installation', 'email', 'pairing_code'))
);
--> statement-breakpoint
ALTER TABLE "entrance" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "kiosk" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"location_id" uuid,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	"token_hash" text,
	"paired_at" timestamptz(3),
	"last_seen_at" timestamptz(3),
	"revoked_at" timestamptz(3),
	"revoked_by" uuid,
	CONSTRAINT "kiosk_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "kiosk_token" UNIQUE("organisation_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "kiosk" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "kiosk_pairing" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"kiosk_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	"expires_at" timestamptz(3) NOT NULL,
	"used_at" timestamptz(3),
	CONSTRAINT "kiosk_pairing_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "kiosk_pairing_code" UNIQUE("organisation_id","code_hash")
);
--> statement-breakpoint
ALTER TABLE "kiosk_pairing" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "personal_code" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"issued_at" timestamptz(3) DEFAULT now() NOT NULL,
	"issued_by" uuid,
	"revoked_at" timestamptz(3),
	"revoked_by" uuid,
	CONSTRAINT "personal_code_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "personal_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "second_factor" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"secret" text NOT NULL,
	"last_used_step" text,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"confirmed_at" timestamptz(3),
	"revoked_at" timestamptz(3),
	CONSTRAINT "second_factor_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "second_factor_kind_known" CHECK ("second_factor"."kind" in ('totp', 'passkey'))
);
--> statement-breakpoint
ALTER TABLE "second_factor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"device" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"last_used_at" timestamptz(3) DEFAULT now() NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3),
	CONSTRAINT "sign_in_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "sign_in_token" UNIQUE("organisation_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "sign_in" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staff_password" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"phc" text NOT NULL,
	"changed_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "staff_password_organisation_id_staff_id_pk" PRIMARY KEY("organisation_id","staff_id")
);
--> statement-breakpoint
ALTER TABLE "staff_password" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "consent" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"enrolment_id" uuid,
	"kind" text NOT NULL,
	"given_at" timestamptz(3) DEFAULT now() NOT NULL,
	"recorded_by" uuid,
	"withdrawn_at" timestamptz(3),
	CONSTRAINT "consent_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "consent_kind_known" CHECK ("consent"."kind" in ('email', 'feed', 'national_follow_up'))
);
--> statement-breakpoint
ALTER TABLE "consent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "enrolment" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"referrer_id" uuid,
	"coach_id" uuid,
	"starts_on" date NOT NULL,
	"planned_weeks" integer,
	"planned_end_on" date,
	"weekly_target_minutes" integer,
	"ends_on" date,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	CONSTRAINT "enrolment_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "enrolment_order" CHECK ("enrolment"."ends_on" >= "enrolment"."starts_on"),
	CONSTRAINT "enrolment_target_range" CHECK ("enrolment"."weekly_target_minutes" between 0 and 2400)
);
--> statement-breakpoint
ALTER TABLE "enrolment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "milestone" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"title" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	"reached_on" date,
	CONSTRAINT "milestone_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "milestone" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_step" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"from_monday" date NOT NULL,
	"minutes" integer NOT NULL,
	CONSTRAINT "plan_step_organisation_id_enrolment_id_from_monday_pk" PRIMARY KEY("organisation_id","enrolment_id","from_monday"),
	CONSTRAINT "plan_step_on_monday" CHECK (extract(isodow from "plan_step"."from_monday") = 1),
	CONSTRAINT "plan_step_range" CHECK ("plan_step"."minutes" between 0 and 2400)
);
--> statement-breakpoint
ALTER TABLE "plan_step" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "programme" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"preset" text NOT NULL,
	"name" text NOT NULL,
	"age_from" integer,
	"age_to" integer,
	"planned_weeks" integer,
	"weekly_target_minutes" integer,
	"grace_minutes" integer DEFAULT 10 NOT NULL,
	"credit_rule" text DEFAULT 'scheduled' NOT NULL,
	"goal_percent" integer,
	"follow_up_days" integer[] DEFAULT '{}' NOT NULL,
	"talk_limit_days" integer DEFAULT 7 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"archived_at" timestamptz(3),
	CONSTRAINT "programme_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "programme_name" UNIQUE("organisation_id","name"),
	CONSTRAINT "programme_target_range" CHECK ("programme"."weekly_target_minutes" between 0 and 2400),
	CONSTRAINT "programme_grace_range" CHECK ("programme"."grace_minutes" between 0 and 60),
	CONSTRAINT "programme_credit_rule_known" CHECK ("programme"."credit_rule" in ('scheduled', 'as_registered'))
);
--> statement-breakpoint
ALTER TABLE "programme" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stage" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"is_gate" boolean DEFAULT false NOT NULL,
	CONSTRAINT "stage_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "stage_position" UNIQUE("organisation_id","programme_id","position")
);
--> statement-breakpoint
ALTER TABLE "stage" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stage_change" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"stage_id" uuid NOT NULL,
	"on_date" date NOT NULL,
	"recorded_at" timestamptz(3) DEFAULT now() NOT NULL,
	"recorded_by" uuid,
	CONSTRAINT "stage_change_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "stage_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "activity" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"usual_minutes" integer NOT NULL,
	"location_id" uuid,
	"leader_id" uuid,
	"outdoors" boolean DEFAULT false NOT NULL,
	"places" integer,
	"description" text DEFAULT '' NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"archived_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "activity_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "activity_category_known" CHECK ("activity"."category" in ('social_preparation', 'health_promotion', 'work_preparation')),
	CONSTRAINT "activity_minutes_range" CHECK ("activity"."usual_minutes" between 5 and 720),
	CONSTRAINT "activity_places_range" CHECK ("activity"."places" between 1 and 500)
);
--> statement-breakpoint
ALTER TABLE "activity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "activity_programme" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	CONSTRAINT "activity_programme_organisation_id_activity_id_programme_id_pk" PRIMARY KEY("organisation_id","activity_id","programme_id")
);
--> statement-breakpoint
ALTER TABLE "activity_programme" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "booking" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"session_id" uuid,
	"series_id" uuid,
	"from_date" date,
	"booked_at" timestamptz(3) DEFAULT now() NOT NULL,
	"booked_by" uuid,
	"waits_since" timestamptz(3),
	"withdrawn_at" timestamptz(3),
	"withdrawn_by" uuid,
	CONSTRAINT "booking_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "booking_of_one" CHECK (num_nonnulls("booking"."session_id", "booking"."series_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "booking" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "location" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"outdoors" boolean DEFAULT false NOT NULL,
	"shareable" boolean DEFAULT false NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"archived_at" timestamptz(3),
	CONSTRAINT "location_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "location_name" UNIQUE("organisation_id","name"),
	CONSTRAINT "location_sharing" UNIQUE("organisation_id","id","shareable")
);
--> statement-breakpoint
ALTER TABLE "location" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "series" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"weekdays" smallint[] NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"start_time" time(0) NOT NULL,
	"minutes" integer NOT NULL,
	"time_zone" text NOT NULL,
	"location_id" uuid,
	"leader_id" uuid,
	"places" integer,
	"made_until" date,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	CONSTRAINT "series_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "series_order" CHECK ("series"."ends_on" >= "series"."starts_on"),
	CONSTRAINT "series_weekdays" CHECK ("series"."weekdays" <@ array[1,2,3,4,5,6,7]::smallint[] and cardinality("series"."weekdays") between 1 and 7),
	CONSTRAINT "series_minutes_range" CHECK ("series"."minutes" between 5 and 720)
);
--> statement-breakpoint
ALTER TABLE "series" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "session" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"series_id" uuid,
	"series_date" date,
	"starts_at" timestamptz(3) NOT NULL,
	"ends_at" timestamptz(3) NOT NULL,
	"local_date" date NOT NULL,
	"local_start" time(0) NOT NULL,
	"local_end" time(0) NOT NULL,
	"time_zone" text NOT NULL,
	"location_id" uuid,
	"location_shareable" boolean,
	"leader_id" uuid,
	"places" integer,
	"sequence" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	"changed_at" timestamptz(3) DEFAULT now() NOT NULL,
	"cancelled_at" timestamptz(3),
	"cancelled_by" uuid,
	"cancellation_reason" text,
	CONSTRAINT "session_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "session_of_series" UNIQUE("organisation_id","series_id","series_date"),
	CONSTRAINT "session_order" CHECK ("session"."ends_at" > "session"."starts_at" and "session"."ends_at" <= "session"."starts_at" + interval '13 hours'),
	CONSTRAINT "session_location_sharing" CHECK (("session"."location_id" is null) = ("session"."location_shareable" is null)),
	CONSTRAINT "session_places_range" CHECK ("session"."places" between 1 and 500),
	CONSTRAINT "session_cancellation_whole" CHECK (("session"."cancelled_at" is null) = ("session"."cancellation_reason" is null))
);
--> statement-breakpoint
ALTER TABLE "session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "attendance" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"enrolment_id" uuid,
	"status" text NOT NULL,
	"checked_in_at" timestamptz(3),
	"checked_out_at" timestamptz(3),
	"closed_by" text,
	"minutes_by_hand" integer,
	"minutes_reason" text,
	"changed_at" timestamptz(3) DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "attendance_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "attendance_once" UNIQUE("organisation_id","session_id","participant_id"),
	CONSTRAINT "attendance_status_known" CHECK ("attendance"."status" in ('present', 'late', 'left_early', 'excused', 'absent', 'unknown')),
	CONSTRAINT "attendance_order" CHECK ("attendance"."checked_out_at" >= "attendance"."checked_in_at"),
	CONSTRAINT "attendance_minutes_range" CHECK ("attendance"."minutes_by_hand" between 0 and 1440),
	CONSTRAINT "attendance_minutes_reason" CHECK ("attendance"."minutes_by_hand" is null or "attendance"."minutes_reason" is not null)
);
--> statement-breakpoint
ALTER TABLE "attendance" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "attendance_event" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"occurred_at" timestamptz(3) NOT NULL,
	"received_at" timestamptz(3) DEFAULT now() NOT NULL,
	"kiosk_id" uuid,
	"staff_id" uuid,
	"status" text,
	"minutes" integer,
	"reason" text,
	CONSTRAINT "attendance_event_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "attendance_event_kind_known" CHECK ("attendance_event"."kind" in ('check_in', 'departure', 'mark', 'correction', 'closing')),
	CONSTRAINT "attendance_event_source_known" CHECK ("attendance_event"."source" in ('kiosk', 'staff', 'system'))
);
--> statement-breakpoint
ALTER TABLE "attendance_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "excused_week" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"monday" date NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) DEFAULT now() NOT NULL,
	"recorded_by" uuid,
	CONSTRAINT "excused_week_organisation_id_enrolment_id_monday_pk" PRIMARY KEY("organisation_id","enrolment_id","monday"),
	CONSTRAINT "excused_week_on_monday" CHECK (extract(isodow from "excused_week"."monday") = 1),
	CONSTRAINT "excused_week_reason_known" CHECK ("excused_week"."reason" in ('illness', 'holiday', 'closed', 'other'))
);
--> statement-breakpoint
ALTER TABLE "excused_week" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reported_hours" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"on_date" date NOT NULL,
	"minutes" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"reported_at" timestamptz(3) DEFAULT now() NOT NULL,
	"reported_by" uuid,
	"approved_at" timestamptz(3),
	"approved_by" uuid,
	"withdrawn_at" timestamptz(3),
	"withdrawn_by" uuid,
	CONSTRAINT "reported_hours_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "reported_hours_range" CHECK ("reported_hours"."minutes" between 1 and 1440),
	CONSTRAINT "reported_hours_kind_known" CHECK ("reported_hours"."kind" in ('placement', 'home_activity'))
);
--> statement-breakpoint
ALTER TABLE "reported_hours" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exit" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"enrolment_id" uuid,
	"reporting_year" text NOT NULL,
	"left_on" date,
	"reason" text,
	"recorded_at" timestamptz(3) DEFAULT now() NOT NULL,
	"recorded_by" uuid,
	"import_digest" text,
	"import_row" integer,
	CONSTRAINT "exit_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "exit_imported_once" UNIQUE("organisation_id","programme_id","import_digest","import_row"),
	CONSTRAINT "exit_of_someone" CHECK ("exit"."enrolment_id" is not null or "exit"."import_digest" is not null)
);
--> statement-breakpoint
ALTER TABLE "exit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exit_destination" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"exit_id" uuid NOT NULL,
	"destination" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "exit_destination_organisation_id_exit_id_destination_pk" PRIMARY KEY("organisation_id","exit_id","destination")
);
--> statement-breakpoint
ALTER TABLE "exit_destination" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "feed" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"scope" text DEFAULT 'programme' NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	"revoked_at" timestamptz(3),
	"revoked_by" uuid,
	"last_fetched_at" timestamptz(3),
	CONSTRAINT "feed_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "feed_token" UNIQUE("organisation_id","token_hash"),
	CONSTRAINT "feed_scope_known" CHECK ("feed"."scope" in ('programme', 'bookings'))
);
--> statement-breakpoint
ALTER TABLE "feed" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "closed_period" ADD CONSTRAINT "closed_period_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_protection" ADD CONSTRAINT "identity_protection_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrer" ADD CONSTRAINT "referrer_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_organisation_id_staff_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","staff_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_entry" ADD CONSTRAINT "access_entry_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entrance" ADD CONSTRAINT "entrance_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kiosk" ADD CONSTRAINT "kiosk_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kiosk" ADD CONSTRAINT "kiosk_organisation_id_location_id_location_organisation_id_id_fk" FOREIGN KEY ("organisation_id","location_id") REFERENCES "public"."location"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kiosk_pairing" ADD CONSTRAINT "kiosk_pairing_organisation_id_kiosk_id_kiosk_organisation_id_id_fk" FOREIGN KEY ("organisation_id","kiosk_id") REFERENCES "public"."kiosk"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_code" ADD CONSTRAINT "personal_code_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_organisation_id_staff_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","staff_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_organisation_id_staff_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","staff_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_password" ADD CONSTRAINT "staff_password_organisation_id_staff_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","staff_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_organisation_id_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_organisation_id_programme_id_programme_organisation_id_id_fk" FOREIGN KEY ("organisation_id","programme_id") REFERENCES "public"."programme"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_organisation_id_referrer_id_referrer_organisation_id_id_fk" FOREIGN KEY ("organisation_id","referrer_id") REFERENCES "public"."referrer"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_organisation_id_coach_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","coach_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_organisation_id_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_step" ADD CONSTRAINT "plan_step_organisation_id_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage" ADD CONSTRAINT "stage_organisation_id_programme_id_programme_organisation_id_id_fk" FOREIGN KEY ("organisation_id","programme_id") REFERENCES "public"."programme"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change_organisation_id_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change_organisation_id_stage_id_stage_organisation_id_id_fk" FOREIGN KEY ("organisation_id","stage_id") REFERENCES "public"."stage"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_organisation_id_location_id_location_organisation_id_id_fk" FOREIGN KEY ("organisation_id","location_id") REFERENCES "public"."location"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_organisation_id_leader_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","leader_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_programme" ADD CONSTRAINT "activity_programme_organisation_id_activity_id_activity_organisation_id_id_fk" FOREIGN KEY ("organisation_id","activity_id") REFERENCES "public"."activity"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_programme" ADD CONSTRAINT "activity_programme_organisation_id_programme_id_programme_organisation_id_id_fk" FOREIGN KEY ("organisation_id","programme_id") REFERENCES "public"."programme"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_organisation_id_session_id_session_organisation_id_id_fk" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."session"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_organisation_id_series_id_series_organisation_id_id_fk" FOREIGN KEY ("organisation_id","series_id") REFERENCES "public"."series"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location" ADD CONSTRAINT "location_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_organisation_id_activity_id_activity_organisation_id_id_fk" FOREIGN KEY ("organisation_id","activity_id") REFERENCES "public"."activity"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_organisation_id_location_id_location_organisation_id_id_fk" FOREIGN KEY ("organisation_id","location_id") REFERENCES "public"."location"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_organisation_id_leader_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","leader_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_organisation_id_activity_id_activity_organisation_id_id_fk" FOREIGN KEY ("organisation_id","activity_id") REFERENCES "public"."activity"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_organisation_id_series_id_series_organisation_id_id_fk" FOREIGN KEY ("organisation_id","series_id") REFERENCES "public"."series"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_organisation_id_location_id_location_shareable_location_organisation_id_id_shareable_fk" FOREIGN KEY ("organisation_id","location_id","location_shareable") REFERENCES "public"."location"("organisation_id","id","shareable") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_organisation_id_leader_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","leader_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_organisation_id_session_id_session_organisation_id_id_fk" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."session"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_organisation_id_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_event" ADD CONSTRAINT "attendance_event_organisation_id_session_id_session_organisation_id_id_fk" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."session"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_event" ADD CONSTRAINT "attendance_event_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_event" ADD CONSTRAINT "attendance_event_organisation_id_kiosk_id_kiosk_organisation_id_id_fk" FOREIGN KEY ("organisation_id","kiosk_id") REFERENCES "public"."kiosk"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_event" ADD CONSTRAINT "attendance_event_organisation_id_staff_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","staff_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "excused_week" ADD CONSTRAINT "excused_week_organisation_id_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reported_hours" ADD CONSTRAINT "reported_hours_organisation_id_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exit" ADD CONSTRAINT "exit_organisation_id_programme_id_programme_organisation_id_id_fk" FOREIGN KEY ("organisation_id","programme_id") REFERENCES "public"."programme"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exit" ADD CONSTRAINT "exit_organisation_id_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exit_destination" ADD CONSTRAINT "exit_destination_organisation_id_exit_id_exit_organisation_id_id_fk" FOREIGN KEY ("organisation_id","exit_id") REFERENCES "public"."exit"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed" ADD CONSTRAINT "feed_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "identity_protection_standing" ON "identity_protection" USING btree ("organisation_id","participant_id") WHERE lifted_at is null;--> statement-breakpoint
CREATE INDEX "participant_by_name" ON "participant" USING btree ("organisation_id","last_name","first_name");--> statement-breakpoint
CREATE UNIQUE INDEX "referrer_name" ON "referrer" USING btree ("organisation_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree ("organisation_id",lower("email"));--> statement-breakpoint
CREATE INDEX "access_entry_of_participant" ON "access_entry" USING btree ("organisation_id","participant_id","at");--> statement-breakpoint
CREATE INDEX "access_entry_by_time" ON "access_entry" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "entrance_by_key" ON "entrance" USING btree ("key_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "kiosk_name" ON "kiosk" USING btree ("organisation_id","name") WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "personal_code_in_use" ON "personal_code" USING btree ("organisation_id","code_hash") WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "personal_code_of_participant" ON "personal_code" USING btree ("organisation_id","participant_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "second_factor_of_staff" ON "second_factor" USING btree ("organisation_id","staff_id");--> statement-breakpoint
CREATE INDEX "sign_in_of_staff" ON "sign_in" USING btree ("organisation_id","staff_id");--> statement-breakpoint
CREATE INDEX "consent_of_participant" ON "consent" USING btree ("organisation_id","participant_id");--> statement-breakpoint
CREATE INDEX "enrolment_of_participant" ON "enrolment" USING btree ("organisation_id","participant_id");--> statement-breakpoint
CREATE INDEX "enrolment_of_programme" ON "enrolment" USING btree ("organisation_id","programme_id");--> statement-breakpoint
CREATE INDEX "milestone_of_enrolment" ON "milestone" USING btree ("organisation_id","enrolment_id");--> statement-breakpoint
CREATE INDEX "stage_change_of_enrolment" ON "stage_change" USING btree ("organisation_id","enrolment_id","on_date");--> statement-breakpoint
CREATE UNIQUE INDEX "activity_name" ON "activity" USING btree ("organisation_id","name") WHERE archived_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "booking_of_session" ON "booking" USING btree ("organisation_id","session_id","participant_id") WHERE withdrawn_at is null and session_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "booking_of_series" ON "booking" USING btree ("organisation_id","series_id","participant_id") WHERE withdrawn_at is null and series_id is not null;--> statement-breakpoint
CREATE INDEX "booking_of_participant" ON "booking" USING btree ("organisation_id","participant_id");--> statement-breakpoint
CREATE INDEX "session_by_start" ON "session" USING btree ("organisation_id","starts_at");--> statement-breakpoint
CREATE INDEX "session_by_day" ON "session" USING btree ("organisation_id","local_date");--> statement-breakpoint
CREATE INDEX "attendance_of_participant" ON "attendance" USING btree ("organisation_id","participant_id");--> statement-breakpoint
CREATE INDEX "attendance_open" ON "attendance" USING btree ("organisation_id","participant_id") WHERE checked_in_at is not null and checked_out_at is null;--> statement-breakpoint
CREATE INDEX "attendance_event_of_session" ON "attendance_event" USING btree ("organisation_id","session_id","participant_id","received_at");--> statement-breakpoint
CREATE INDEX "reported_hours_of_enrolment" ON "reported_hours" USING btree ("organisation_id","enrolment_id","on_date");--> statement-breakpoint
CREATE UNIQUE INDEX "exit_of_enrolment" ON "exit" USING btree ("organisation_id","enrolment_id") WHERE enrolment_id is not null;--> statement-breakpoint
CREATE INDEX "exit_of_programme" ON "exit" USING btree ("organisation_id","programme_id","reporting_year");--> statement-breakpoint
CREATE UNIQUE INDEX "feed_of_participant" ON "feed" USING btree ("organisation_id","participant_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE POLICY "tenant" ON "closed_period" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "organisation" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "identity_protection" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "participant" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "referrer" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "staff" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "staff_role" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "access_entry" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "entrance" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "presented_key" ON "entrance" AS PERMISSIVE FOR SELECT TO "stegvis" USING (key_hash = nullif(current_setting('app.entrance', true), ''));--> statement-breakpoint
CREATE POLICY "tenant" ON "kiosk" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "kiosk_pairing" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "personal_code" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "second_factor" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "sign_in" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "staff_password" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "consent" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "enrolment" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "milestone" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "plan_step" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "programme" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "stage" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "stage_change" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "activity" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "activity_programme" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "booking" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "location" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "series" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "session" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "attendance" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "attendance_event" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "excused_week" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "reported_hours" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "exit" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "exit_destination" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "feed" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);