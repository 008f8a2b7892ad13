CREATE TABLE "level_reached" (
	"organisation_id" uuid DEFAULT nullif(current_setting('app.organisation', true), '')::uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"reached_on" date NOT NULL,
	"recorded_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "level_reached_organisation_id_enrolment_id_pk" PRIMARY KEY("organisation_id","enrolment_id")
);
--> statement-breakpoint
ALTER TABLE "level_reached" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "level_reached" ADD CONSTRAINT "level_reached_organisation_id_enrolment_id_enrolment_organisation_id_id_fk" FOREIGN KEY ("organisation_id","enrolment_id") REFERENCES "public"."enrolment"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "tenant" ON "level_reached" AS PERMISSIVE FOR ALL TO "stegvis" USING (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);--> statement-breakpoint
ALTER TABLE "level_reached" FORCE ROW LEVEL SECURITY;
