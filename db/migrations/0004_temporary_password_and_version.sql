-- A temporary password knows who gave it; an enrolment counts its changes.
ALTER TABLE "staff_password" ADD COLUMN "given_by" uuid;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_password" ADD CONSTRAINT "staff_password_organisation_id_given_by_staff_organisation_id_id_fk" FOREIGN KEY ("organisation_id","given_by") REFERENCES "public"."staff"("organisation_id","id") ON DELETE no action ON UPDATE no action;
