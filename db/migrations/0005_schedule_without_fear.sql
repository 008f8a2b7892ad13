CREATE TABLE "personal_link" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	"revoked_at" timestamptz(3),
	"revoked_by" uuid,
	"last_used_at" timestamptz(3),
	CONSTRAINT "personal_link_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "personal_link_token" UNIQUE("organisation_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "personal_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "hall_screen" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"location_id" uuid,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	"revoked_at" timestamptz(3),
	"revoked_by" uuid,
	"last_seen_at" timestamptz(3),
	CONSTRAINT "hall_screen_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "hall_screen_token" UNIQUE("organisation_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "hall_screen" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "schedule_change" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamptz(3) DEFAULT now() NOT NULL,
	"by" uuid,
	"reason" text,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"undoes" uuid,
	CONSTRAINT "schedule_change_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "schedule_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "series_change" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"series_id" uuid NOT NULL,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "series_change_organisation_id_change_id_series_id_pk" PRIMARY KEY("organisation_id","change_id","series_id")
);
--> statement-breakpoint
ALTER TABLE "series_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "session_change" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "session_change_organisation_id_change_id_session_id_pk" PRIMARY KEY("organisation_id","change_id","session_id")
);
--> statement-breakpoint
ALTER TABLE "session_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "talk_time" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"weekday" smallint NOT NULL,
	"start_time" time(0) NOT NULL,
	"end_time" time(0) NOT NULL,
	CONSTRAINT "talk_time_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "talk_time_once" UNIQUE("organisation_id","staff_id","weekday","start_time"),
	CONSTRAINT "talk_time_weekday" CHECK ("talk_time"."weekday" between 1 and 7),
	CONSTRAINT "talk_time_order" CHECK ("talk_time"."end_time" > "talk_time"."start_time")
);
--> statement-breakpoint
ALTER TABLE "talk_time" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "template_session" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"weekday" smallint NOT NULL,
	"start_time" time(0) NOT NULL,
	"minutes" integer NOT NULL,
	"activity_id" uuid NOT NULL,
	"location_id" uuid,
	"leader_id" uuid,
	"places" integer,
	CONSTRAINT "template_session_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "template_session_weekday" CHECK ("template_session"."weekday" between 1 and 7),
	CONSTRAINT "template_session_minutes_range" CHECK ("template_session"."minutes" between 5 and 720)
);
--> statement-breakpoint
ALTER TABLE "template_session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "week_template" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "week_template_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "week_template_name" UNIQUE("organisation_id","name")
);
--> statement-breakpoint
ALTER TABLE "week_template" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "wish" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"words" text NOT NULL,
	"participant_id" uuid,
	"wish_group_id" uuid,
	"noted_at" timestamptz(3) DEFAULT now() NOT NULL,
	"noted_by" uuid,
	"withdrawn_at" timestamptz(3),
	CONSTRAINT "wish_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "wish" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "wish_group" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"activity_id" uuid,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"created_by" uuid,
	"closed_at" timestamptz(3),
	"closed_by" uuid,
	CONSTRAINT "wish_group_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "wish_group_name" UNIQUE("organisation_id","name")
);
--> statement-breakpoint
ALTER TABLE "wish_group" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "session" DROP CONSTRAINT "session_of_series";--> statement-breakpoint
ALTER TABLE "booking" DROP CONSTRAINT "booking_organisation_id_session_id_session_organisation_id_id_fk";
--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "talk_every_weeks" integer DEFAULT 1;--> statement-breakpoint
ALTER TABLE "activity" ADD COLUMN "fewest" integer;--> statement-breakpoint
ALTER TABLE "activity" ADD COLUMN "one_to_one" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "starts_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "ends_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "standing" boolean;--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "via_series" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "frequency" text DEFAULT 'weekly' NOT NULL;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "every" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "ordinal" smallint;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "times" integer;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "double_booked_because" text;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "continues" uuid;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "changed_at" timestamptz(3) DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "removed_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "double_booked_because" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "talk_enrolment_id" uuid;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "imported_uid" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "undecided_since" timestamptz(3);--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "removed_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "standing" boolean GENERATED ALWAYS AS (cancelled_at is null) STORED NOT NULL;--> statement-breakpoint
-- A booking knows when its session is, and each session of a booked series has a booking of its own. Where that puts
-- somebody in two places at once, the earlier booking stays. The owner, too, sees no rows while security is forced.
ALTER TABLE "booking" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "session" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "enrolment" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "booking" SET "starts_at" = "session"."starts_at", "ends_at" = "session"."ends_at", "standing" = "session"."standing"
	FROM "session" WHERE "session"."organisation_id" = "booking"."organisation_id" AND "session"."id" = "booking"."session_id";--> statement-breakpoint
INSERT INTO "booking" ("organisation_id", "id", "participant_id", "session_id", "starts_at", "ends_at", "standing", "via_series", "booked_at", "booked_by", "waits_since")
	SELECT whole."organisation_id", gen_random_uuid(), whole."participant_id", "session"."id", "session"."starts_at", "session"."ends_at",
		"session"."standing", true, whole."booked_at", whole."booked_by", whole."waits_since"
	FROM "booking" whole JOIN "session" ON "session"."organisation_id" = whole."organisation_id" AND "session"."series_id" = whole."series_id"
	WHERE coalesce(whole."from_date", '-infinity') <= "session"."local_date"
		AND coalesce(whole."withdrawn_at", 'infinity') > "session"."starts_at"
		AND EXISTS (SELECT FROM "enrolment" WHERE "enrolment"."organisation_id" = whole."organisation_id"
			AND "enrolment"."participant_id" = whole."participant_id" AND "enrolment"."starts_on" <= "session"."local_date"
			AND coalesce("enrolment"."ends_on", 'infinity') >= "session"."local_date")
		AND NOT EXISTS (SELECT FROM "booking" single WHERE single."organisation_id" = whole."organisation_id"
			AND single."session_id" = "session"."id" AND single."participant_id" = whole."participant_id" AND single."withdrawn_at" IS NULL)
	ON CONFLICT DO NOTHING;--> statement-breakpoint
-- One after the other, so that a booking gives way only to one that stays; what has begun by now gave way when it began.
DO $$
DECLARE
	later record;
BEGIN
	FOR later IN SELECT * FROM "booking" WHERE "withdrawn_at" IS NULL AND "waits_since" IS NULL AND "standing"
		ORDER BY "organisation_id", "participant_id", "booked_at", "id"
	LOOP
		UPDATE "booking" SET "withdrawn_at" = least(now(), later."starts_at")
			WHERE "organisation_id" = later."organisation_id" AND "id" = later."id"
			AND EXISTS (SELECT FROM "booking" earlier WHERE earlier."organisation_id" = later."organisation_id"
				AND earlier."participant_id" = later."participant_id" AND earlier."withdrawn_at" IS NULL AND earlier."waits_since" IS NULL
				AND earlier."standing" AND earlier."starts_at" < later."ends_at" AND earlier."ends_at" > later."starts_at"
				AND (earlier."booked_at", earlier."id") < (later."booked_at", later."id"));
	END LOOP;
END $$;--> statement-breakpoint
ALTER TABLE "booking" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "session" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "enrolment" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "personal_link" ADD CONSTRAINT "personal_link_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hall_screen" ADD CONSTRAINT "hall_screen_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hall_screen" ADD CONSTRAINT "hall_screen_organisation_id_location_id_location_organisation_id_id_fk" FOREIGN KEY ("organisation_id","location_id") REFERENCES "public"."location"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_change" ADD CONSTRAINT "schedule_change_organisation_id_by_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","by") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_change" ADD CONSTRAINT "schedule_change_organisation_id_undoes_schedule_change_organisation_id_id_fk" FOREIGN KEY ("organisation_id","undoes") REFERENCES "public"."schedule_change"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_change" ADD CONSTRAINT "series_change_organisation_id_change_id_schedule_change_organisation_id_id_fk" FOREIGN KEY ("organisation_id","change_id") REFERENCES "public"."schedule_change"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_change" ADD CONSTRAINT "series_change_organisation_id_series_id_series_organisation_id_id_fk" FOREIGN KEY ("organisation_id","series_id") REFERENCES "public"."series"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_change" ADD CONSTRAINT "session_change_organisation_id_change_id_schedule_change_organisation_id_id_fk" FOREIGN KEY ("organisation_id","change_id") REFERENCES "public"."schedule_change"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_change" ADD CONSTRAINT "session_change_organisation_id_session_id_session_organisation_id_id_fk" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."session"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_time" ADD CONSTRAINT "talk_time_organisation_id_staff_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","staff_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_session" ADD CONSTRAINT "template_session_organisation_id_template_id_week_template_organisation_id_id_fk" FOREIGN KEY ("organisation_id","template_id") REFERENCES "public"."week_template"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_session" ADD CONSTRAINT "template_session_organisation_id_activity_id_activity_organisation_id_id_fk" FOREIGN KEY ("organisation_id","activity_id") REFERENCES "public"."activity"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_session" ADD CONSTRAINT "template_session_organisation_id_location_id_location_organisation_id_id_fk" FOREIGN KEY ("organisation_id","location_id") REFERENCES "public"."location"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_session" ADD CONSTRAINT "template_session_organisation_id_leader_id_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","leader_id") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "week_template" ADD CONSTRAINT "week_template_organisation_id_organisation_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wish" ADD CONSTRAINT "wish_organisation_id_participant_id_participant_organisation_id_id_fk" FOREIGN KEY ("organisation_id","participant_id") REFERENCES "public"."participant"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wish" ADD CONSTRAINT "wish_organisation_id_wish_group_id_wish_group_organisation_id_id_fk" FOREIGN KEY ("organisation_id","wish_group_id") REFERENCES "public"."wish_group"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wish_group" ADD CONSTRAINT "wish_group_organisation_id_activity_id_activity_organisation_id_id_fk" FOREIGN KEY ("organisation_id","activity_id") REFERENCES "public"."activity"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "personal_link_of_participant" ON "personal_link" USING btree ("organisation_id","participant_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "schedule_change_by_time" ON "schedule_change" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "schedule_change_undoing" ON "schedule_change" USING btree ("organisation_id","undoes");--> statement-breakpoint
CREATE INDEX "series_change_by_series" ON "series_change" USING btree ("organisation_id","series_id");--> statement-breakpoint
CREATE INDEX "session_change_by_session" ON "session_change" USING btree ("organisation_id","session_id");--> statement-breakpoint
CREATE INDEX "wish_of_participant" ON "wish" USING btree ("organisation_id","participant_id");--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_moment" UNIQUE("organisation_id","id","starts_at","ends_at","standing");--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_session_moment" FOREIGN KEY ("organisation_id","session_id","starts_at","ends_at","standing") REFERENCES "public"."session"("organisation_id","id","starts_at","ends_at","standing") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_organisation_id_continues_series_organisation_id_id_fk" FOREIGN KEY ("organisation_id","continues") REFERENCES "public"."series"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_organisation_id_talk_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","talk_enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "session_imported" ON "session" USING btree ("organisation_id","imported_uid");--> statement-breakpoint
CREATE INDEX "session_by_series" ON "session" USING btree ("organisation_id","series_id","series_date");--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_talks_range" CHECK ("enrolment"."talk_every_weeks" between 1 and 12);--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_fewest_range" CHECK ("activity"."fewest" between 1 and 500);--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_moment_whole" CHECK (num_nonnulls("booking"."starts_at", "booking"."ends_at", "booking"."standing") = case when "booking"."session_id" is null then 0 else 3 end);--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_frequency_known" CHECK ("series"."frequency" in ('weekly', 'monthly'));--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_every_range" CHECK ("series"."every" between 1 and 52);--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_ordinal_of_month" CHECK (case when "series"."frequency" = 'monthly' then "series"."ordinal" in (-1, 1, 2, 3, 4) else "series"."ordinal" is null end);--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_times_range" CHECK ("series"."times" between 1 and 1000);--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_one_end" CHECK (num_nonnulls("series"."ends_on", "series"."times") < 2);--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_removed_cancelled" CHECK ("session"."removed_at" is null or "session"."cancelled_at" is not null);--> statement-breakpoint
CREATE POLICY "tenant" ON "personal_link" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "hall_screen" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "schedule_change" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "series_change" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "session_change" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "talk_time" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "template_session" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "week_template" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "wish" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "wish_group" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);