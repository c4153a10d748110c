CREATE TABLE "step_count" (
	"structure_id" uuid NOT NULL,
	"trial" integer NOT NULL,
	"day" date NOT NULL,
	"shown" boolean NOT NULL,
	"begun" bigint NOT NULL,
	"finished" bigint NOT NULL,
	CONSTRAINT "step_count_structure_id_trial_day_shown_pk" PRIMARY KEY("structure_id","trial","day","shown"),
	CONSTRAINT "step_count_grows" CHECK (begun >= 0 and finished >= 0)
);
--> statement-breakpoint
ALTER TABLE "step" ADD COLUMN "trial" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "step" ADD COLUMN "switched_off_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "step_count" ADD CONSTRAINT "step_count_structure_id_step_structure_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."step"("structure_id") ON DELETE no action ON UPDATE no action;