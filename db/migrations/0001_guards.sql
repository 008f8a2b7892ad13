-- What Drizzle's schema cannot say: forced row-level security and exclusion constraints. Rights are given in db/rights.ts.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
ALTER TABLE "closed_period" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "organisation" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity_protection" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "participant" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "referrer" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "staff" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "staff_role" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "access_entry" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "entrance" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "kiosk" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "kiosk_pairing" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "personal_code" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "second_factor" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sign_in" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "staff_password" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "consent" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "enrolment" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "milestone" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "plan_step" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "programme" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "stage" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "stage_change" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "activity" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "activity_programme" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "booking" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "location" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "series" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "session" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "attendance" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "attendance_event" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "excused_week" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "reported_hours" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "exit" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "exit_destination" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "feed" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- A leader leads one session at a time, and a place that is not shared holds one; a cancelled session holds nobody.
ALTER TABLE "session" ADD CONSTRAINT "session_leader_free" EXCLUDE USING gist ("organisation_id" WITH =, "leader_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("cancelled_at" IS NULL AND "leader_id" IS NOT NULL);
--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_location_free" EXCLUDE USING gist ("organisation_id" WITH =, "location_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("cancelled_at" IS NULL AND "location_id" IS NOT NULL AND NOT "location_shareable");
--> statement-breakpoint
-- One participant is in one programme once at a time.
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_once_at_a_time" EXCLUDE USING gist ("organisation_id" WITH =, "participant_id" WITH =, "programme_id" WITH =, daterange("starts_on", "ends_on", '[]') WITH &&);
