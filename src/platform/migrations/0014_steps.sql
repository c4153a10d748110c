CREATE TABLE "consent" (
	"intent" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"version" text NOT NULL,
	"language" text NOT NULL,
	"cents" bigint NOT NULL,
	"typed" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"cart" text,
	"order" text,
	CONSTRAINT "consent_cents" CHECK (cents between 1 and 10000000)
);
--> statement-breakpoint
CREATE TABLE "step" (
	"structure_id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"origins" text[] NOT NULL,
	"max_cents" bigint NOT NULL,
	"shown_percent" integer NOT NULL,
	"texts" jsonb NOT NULL,
	"changed_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "step_key_unique" UNIQUE("key"),
	CONSTRAINT "step_max" CHECK (max_cents between 100 and 10000000),
	CONSTRAINT "step_shown" CHECK (shown_percent between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "step_version" (
	"structure_id" uuid NOT NULL,
	"version" text NOT NULL,
	"shown" jsonb NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "step_version_structure_id_version_pk" PRIMARY KEY("structure_id","version")
);
--> statement-breakpoint
ALTER TABLE "step" ADD CONSTRAINT "step_structure_id_organisation_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consent_of_cart" ON "consent" USING btree ("structure_id","cart") WHERE cart is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "consent_of_order" ON "consent" USING btree ("structure_id","order") WHERE "order" is not null;--> statement-breakpoint
CREATE INDEX "gift_of_intent" ON "gift" USING btree ((evidence->'consent'->>'intent')) WHERE evidence->'consent'->>'intent' is not null;