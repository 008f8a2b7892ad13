-- Forced row-level security, and the exclusion constraints that Drizzle cannot say.
ALTER TABLE "personal_link" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "hall_screen" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "schedule_change" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "series_change" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "session_change" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "talk_time" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "template_session" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "week_template" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "wish" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "wish_group" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Many sessions move at once, so the database looks when all have: it does at the latest at the commit.
ALTER TABLE "session" DROP CONSTRAINT "session_leader_free";
--> statement-breakpoint
-- A leader leads one session at a time, unless a reason says why two are meant.
ALTER TABLE "session" ADD CONSTRAINT "session_leader_free" EXCLUDE USING gist ("organisation_id" WITH =, "leader_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("cancelled_at" IS NULL AND "leader_id" IS NOT NULL AND "double_booked_because" IS NULL) DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "session" DROP CONSTRAINT "session_location_free";
--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_location_free" EXCLUDE USING gist ("organisation_id" WITH =, "location_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("cancelled_at" IS NULL AND "location_id" IS NOT NULL AND NOT "location_shareable") DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
DROP INDEX "session_once";
--> statement-breakpoint
-- A form that is sent twice plans once; a talk is somebody's, and two coaches may have one at the same time.
ALTER TABLE "session" ADD CONSTRAINT "session_once" EXCLUDE USING btree ("organisation_id" WITH =, "activity_id" WITH =, "starts_at" WITH =, coalesce("location_id", '00000000-0000-0000-0000-000000000000') WITH =, coalesce("leader_id", '00000000-0000-0000-0000-000000000000') WITH =) WHERE ("cancelled_at" IS NULL) DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
-- A series has one session for each day its rule gives; what was taken away leaves its day free.
ALTER TABLE "session" ADD CONSTRAINT "session_of_series" EXCLUDE USING btree ("organisation_id" WITH =, "series_id" WITH =, "series_date" WITH =) WHERE ("removed_at" IS NULL) DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
-- Nobody is booked in two places at once. Who waits is in none, and a cancelled session holds nobody.
ALTER TABLE "booking" ADD CONSTRAINT "booking_participant_free" EXCLUDE USING gist ("organisation_id" WITH =, "participant_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("session_id" IS NOT NULL AND "withdrawn_at" IS NULL AND "waits_since" IS NULL AND "standing") DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
-- A booking is made for a session as it stands; from then on the foreign key carries each move of the session along.
CREATE FUNCTION booking_takes_its_moment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	SELECT starts_at, ends_at, standing INTO NEW.starts_at, NEW.ends_at, NEW.standing
		FROM session WHERE organisation_id = NEW.organisation_id AND id = NEW.session_id;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER booking_moment BEFORE INSERT ON "booking" FOR EACH ROW WHEN (NEW.session_id IS NOT NULL) EXECUTE FUNCTION booking_takes_its_moment();
