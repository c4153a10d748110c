CREATE TYPE "public"."payout_state" AS ENUM('on_its_way', 'paid', 'failed');--> statement-breakpoint
ALTER TYPE "public"."account" ADD VALUE 'withheld' BEFORE 'shortfall';--> statement-breakpoint
ALTER TYPE "public"."cause" ADD VALUE 'fee';--> statement-breakpoint
CREATE TABLE "payment_movement" (
	"connection_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"gift_reference" text NOT NULL,
	"gift_cents" bigint NOT NULL,
	"fee_cents" bigint NOT NULL,
	"moved_at" timestamp(3) with time zone NOT NULL,
	"payout_reference" text,
	"convention_id" uuid,
	CONSTRAINT "payment_movement_connection_id_reference_pk" PRIMARY KEY("connection_id","reference")
);
--> statement-breakpoint
CREATE TABLE "payout" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connection_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"cents" bigint NOT NULL,
	"state" "payout_state" NOT NULL,
	"made_at" timestamp(3) with time zone NOT NULL,
	"arrives_at" timestamp(3) with time zone NOT NULL,
	"seen_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "payment_movement_waiting" ON "payment_movement" USING btree ("connection_id","gift_reference") WHERE convention_id is null;--> statement-breakpoint
CREATE INDEX "payment_movement_of_convention" ON "payment_movement" USING btree ("convention_id");--> statement-breakpoint
CREATE INDEX "payment_movement_of_payout" ON "payment_movement" USING btree ("connection_id","payout_reference");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_once" ON "payout" USING btree ("connection_id","reference");