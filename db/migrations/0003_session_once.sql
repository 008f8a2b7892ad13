-- A form that is sent twice plans once: the same activity, time, place and leader stand in the week one time.
CREATE UNIQUE INDEX "session_once" ON "session" ("organisation_id", "activity_id", "starts_at", "location_id", "leader_id") NULLS NOT DISTINCT WHERE "cancelled_at" IS NULL;
