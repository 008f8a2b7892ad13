ALTER TABLE "unclear_check_in" ADD COLUMN "because_of" uuid;--> statement-breakpoint
CREATE INDEX "head_count_event_because_of" ON "head_count_event" USING btree ("organisation_id","because_of") WHERE because_of is not null;--> statement-breakpoint
CREATE INDEX "unclear_check_in_because_of" ON "unclear_check_in" USING btree ("organisation_id","because_of") WHERE because_of is not null;