CREATE TYPE "public"."language" AS ENUM('fr', 'en');--> statement-breakpoint
CREATE TYPE "public"."role" AS ENUM('operator', 'structure', 'relay');--> statement-breakpoint
CREATE TYPE "public"."companions" AS ENUM('credit', 'offered');--> statement-breakpoint
CREATE TYPE "public"."connection_state" AS ENUM('draft', 'enabled', 'disabled');--> statement-breakpoint
CREATE TYPE "public"."due_on" AS ENUM('issued', 'used');--> statement-breakpoint
CREATE TYPE "public"."holder" AS ENUM('structure', 'donee');--> statement-breakpoint
CREATE TYPE "public"."receipt" AS ENUM('association', 'structure', 'none');--> statement-breakpoint
CREATE TYPE "public"."surplus_use" AS ENUM('seats', 'management');--> statement-breakpoint
CREATE TYPE "public"."account" AS ENUM('receivable', 'fund', 'reserve', 'due_to_structure', 'surplus', 'management', 'fees', 'shortfall', 'taken_back', 'minted', 'available', 'held', 'issued', 'used', 'unused');--> statement-breakpoint
CREATE TYPE "public"."cause" AS ENUM('gift', 'conversion', 'reservation', 'issue', 'release', 'scan', 'evening', 'return', 'decision', 'grant');--> statement-breakpoint
CREATE TYPE "public"."credit_origin" AS ENUM('gifts', 'surplus', 'structure');--> statement-breakpoint
CREATE TYPE "public"."credit_state" AS ENUM('available', 'held', 'spent', 'withdrawn');--> statement-breakpoint
CREATE TYPE "public"."outflow_use" AS ENUM('credit', 'surplus', 'reduction', 'shortfall');--> statement-breakpoint
CREATE TYPE "public"."inbox_state" AS ENUM('received', 'done', 'ignored', 'set_aside');--> statement-breakpoint
CREATE TYPE "public"."attempt_state" AS ENUM('started', 'confirmed', 'refused', 'absent');--> statement-breakpoint
CREATE TYPE "public"."invitation_state" AS ENUM('proposed', 'open', 'closed');--> statement-breakpoint
CREATE TYPE "public"."performance_state" AS ENUM('scheduled', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."reservation_state" AS ENUM('asked', 'held', 'booked', 'issued', 'released', 'returned');--> statement-breakpoint
CREATE TYPE "public"."seat_kind" AS ENUM('guest', 'companion');--> statement-breakpoint
CREATE TYPE "public"."seat_state" AS ENUM('held', 'issued', 'used', 'unused', 'returning', 'returned', 'released');--> statement-breakpoint
CREATE TYPE "public"."waiting_state" AS ENUM('waiting', 'asked', 'booked', 'left');--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"label" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "api_key_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"organisation_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"answer" jsonb,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "idempotency_organisation_id_key_pk" PRIMARY KEY("organisation_id","key")
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"template" text NOT NULL,
	"about" jsonb NOT NULL,
	"cause" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"sent_at" timestamp(3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"failure" text,
	CONSTRAINT "mail_cause_unique" UNIQUE("cause")
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"role" "role" NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"language" "language" DEFAULT 'fr' NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trouble" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"message" text NOT NULL,
	"todo" text NOT NULL,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"resolved_at" timestamp(3) with time zone,
	CONSTRAINT "trouble_order" CHECK (resolved_at is null or resolved_at >= opened_at)
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"subject_id" uuid NOT NULL,
	"side" "role" NOT NULL,
	"key_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "approval_subject_id_side_pk" PRIMARY KEY("subject_id","side"),
	CONSTRAINT "approval_side" CHECK (side in ('structure', 'operator'))
);
--> statement-breakpoint
CREATE TABLE "connection" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"settings" jsonb NOT NULL,
	"credentials" text NOT NULL,
	"state" "connection_state" DEFAULT 'draft' NOT NULL,
	"hook_generation" integer DEFAULT 1 NOT NULL,
	"hook_overlap_ends_at" timestamp(3) with time zone,
	"provision" jsonb,
	"checks" jsonb,
	"checked_at" timestamp(3) with time zone,
	"books_cursor" jsonb,
	"reconciled_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "convention" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"season_id" uuid NOT NULL,
	"collects_from" timestamp(3) with time zone NOT NULL,
	"collects_until" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "convention_structure_id_season_id_unique" UNIQUE("structure_id","season_id"),
	CONSTRAINT "convention_collects" CHECK (collects_until > collects_from)
);
--> statement-breakpoint
CREATE TABLE "convention_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"convention_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"seat_price_cents" bigint NOT NULL,
	"communication" jsonb NOT NULL,
	"organisation" jsonb NOT NULL,
	"planned_seats" integer NOT NULL,
	"offer" jsonb NOT NULL,
	"surplus_use" jsonb NOT NULL,
	"companions" "companions" NOT NULL,
	"due_on" "due_on" NOT NULL,
	"holder" "holder" NOT NULL,
	"receipt" "receipt" NOT NULL,
	"proposed_at" timestamp(3) with time zone NOT NULL,
	"effective_from" timestamp(3) with time zone NOT NULL,
	"in_force_at" timestamp(3) with time zone,
	CONSTRAINT "convention_version_convention_id_number_unique" UNIQUE("convention_id","number"),
	CONSTRAINT "version_price" CHECK (seat_price_cents between 1 and 100000),
	CONSTRAINT "version_planned" CHECK (planned_seats between 0 and 100000)
);
--> statement-breakpoint
CREATE TABLE "season" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "season_order" CHECK (ends_at > starts_at)
);
--> statement-breakpoint
CREATE TABLE "surplus_decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"convention_id" uuid NOT NULL,
	"use" "surplus_use" NOT NULL,
	"cents" bigint NOT NULL,
	"seats" integer,
	"seat_price_cents" bigint,
	"reason" text NOT NULL,
	"proposed_at" timestamp(3) with time zone NOT NULL,
	"taken_at" timestamp(3) with time zone,
	CONSTRAINT "surplus_cents" CHECK (cents > 0),
	CONSTRAINT "surplus_seats" CHECK ((use = 'management' and seats is null and seat_price_cents is null)
        or (use = 'seats' and seats > 0 and seat_price_cents > 0 and seats * seat_price_cents = cents))
);
--> statement-breakpoint
CREATE TABLE "credit" (
	"convention_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"price_cents" bigint NOT NULL,
	"origin" "credit_origin" NOT NULL,
	"state" "credit_state" NOT NULL,
	"seat_id" uuid,
	CONSTRAINT "credit_convention_id_number_pk" PRIMARY KEY("convention_id","number"),
	CONSTRAINT "credit_seat" CHECK ((state in ('held', 'spent')) = (seat_id is not null)),
	CONSTRAINT "credit_price" CHECK (price_cents >= 0)
);
--> statement-breakpoint
CREATE TABLE "credit_stock" (
	"convention_id" uuid PRIMARY KEY NOT NULL,
	"available" integer DEFAULT 0 NOT NULL,
	"next_number" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "stock_available" CHECK (available >= 0)
);
--> statement-breakpoint
CREATE TABLE "entry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"convention_id" uuid NOT NULL,
	"cause" "cause" NOT NULL,
	"cause_id" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fund" (
	"convention_id" uuid PRIMARY KEY NOT NULL,
	"line_in" bigint DEFAULT 0 NOT NULL,
	"line_out" bigint DEFAULT 0 NOT NULL,
	"surplus_cents" bigint DEFAULT 0 NOT NULL,
	"shortfall_cents" bigint DEFAULT 0 NOT NULL,
	"minted" integer DEFAULT 0 NOT NULL,
	"gifts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "fund_line" CHECK (line_out between 0 and line_in),
	CONSTRAINT "fund_surplus" CHECK (surplus_cents >= 0),
	CONSTRAINT "fund_shortfall" CHECK (shortfall_cents >= 0),
	CONSTRAINT "fund_minted" CHECK (minted >= 0),
	CONSTRAINT "fund_gifts" CHECK (gifts >= 0)
);
--> statement-breakpoint
CREATE TABLE "inflow" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inflow_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"convention_id" uuid NOT NULL,
	"gift_id" uuid,
	"cents" bigint NOT NULL,
	"gifts" smallint DEFAULT 0 NOT NULL,
	"span_from" bigint,
	"span_to" bigint,
	"applied_at" timestamp(3) with time zone,
	CONSTRAINT "inflow_cents" CHECK (cents <> 0),
	CONSTRAINT "inflow_span_size" CHECK (span_from is null or span_to - span_from = cents)
);
--> statement-breakpoint
CREATE TABLE "outflow" (
	"convention_id" uuid NOT NULL,
	"span_from" bigint NOT NULL,
	"span_to" bigint NOT NULL,
	"use" "outflow_use" NOT NULL,
	"credit_number" integer,
	"gift_id" uuid,
	"entry_id" bigint NOT NULL,
	CONSTRAINT "outflow_convention_id_span_from_pk" PRIMARY KEY("convention_id","span_from"),
	CONSTRAINT "outflow_span" CHECK (span_to > span_from),
	CONSTRAINT "outflow_credit" CHECK ((use = 'credit') = (credit_number is not null))
);
--> statement-breakpoint
CREATE TABLE "posting" (
	"entry_id" bigint NOT NULL,
	"n" smallint NOT NULL,
	"convention_id" uuid NOT NULL,
	"debit" "account" NOT NULL,
	"credit" "account" NOT NULL,
	"amount" bigint NOT NULL,
	"written_by" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "posting_entry_id_n_pk" PRIMARY KEY("entry_id","n"),
	CONSTRAINT "posting_amount" CHECK (amount > 0),
	CONSTRAINT "posting_accounts" CHECK (debit <> credit),
	CONSTRAINT "posting_one_unit" CHECK ((debit in ('minted', 'available', 'held', 'issued', 'used', 'unused')) = (credit in ('minted', 'available', 'held', 'issued', 'used', 'unused')))
);
--> statement-breakpoint
CREATE TABLE "rollup" (
	"convention_id" uuid NOT NULL,
	"account" "account" NOT NULL,
	"debits" bigint NOT NULL,
	"credits" bigint NOT NULL,
	CONSTRAINT "rollup_convention_id_account_pk" PRIMARY KEY("convention_id","account")
);
--> statement-breakpoint
CREATE TABLE "rollup_horizon" (
	"only" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"written_before" "xid8" DEFAULT pg_current_xact_id() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gift" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connection_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"cents" bigint NOT NULL,
	"version" bigint NOT NULL,
	"convention_id" uuid,
	"convention_version" integer,
	"posted_cents" bigint DEFAULT 0 NOT NULL,
	"posted_before_cents" bigint DEFAULT 0 NOT NULL,
	"given_at" timestamp(3) with time zone NOT NULL,
	"observed_at" timestamp(3) with time zone NOT NULL,
	"evidence" jsonb NOT NULL,
	CONSTRAINT "gift_cents" CHECK (cents between 0 and 100000000),
	CONSTRAINT "gift_posted" CHECK (posted_cents >= 0 and (convention_id is not null or posted_cents = 0))
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connection_id" uuid NOT NULL,
	"event_id" text NOT NULL,
	"body" text,
	"received_at" timestamp(3) with time zone NOT NULL,
	"state" "inbox_state" NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp(3) with time zone NOT NULL,
	"reason" text,
	CONSTRAINT "inbox_reason" CHECK (state <> 'set_aside' or reason is not null)
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"reservation_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"reference" text NOT NULL,
	"state" "attempt_state" NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"detail" text,
	CONSTRAINT "attempt_reservation_id_number_pk" PRIMARY KEY("reservation_id","number")
);
--> statement-breakpoint
CREATE TABLE "difference" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connection_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"ours" text,
	"theirs" text,
	"found_at" timestamp(3) with time zone NOT NULL,
	"settled_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"convention_id" uuid NOT NULL,
	"performance_id" uuid NOT NULL,
	"seats" integer NOT NULL,
	"seats_left" integer NOT NULL,
	"state" "invitation_state" NOT NULL,
	"allotment" jsonb,
	"proposed_at" timestamp(3) with time zone NOT NULL,
	"opened_at" timestamp(3) with time zone,
	CONSTRAINT "invitation_performance_id_unique" UNIQUE("performance_id"),
	CONSTRAINT "invitation_seats" CHECK (seats > 0 and seats_left between 0 and seats)
);
--> statement-breakpoint
CREATE TABLE "performance" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connection_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"title" text NOT NULL,
	"series" text,
	"venue" text,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"state" "performance_state" NOT NULL,
	"seats_free" integer,
	"public_price_cents" bigint,
	"attendance_cursor" jsonb,
	"closed_at" timestamp(3) with time zone,
	"final_at" timestamp(3) with time zone,
	CONSTRAINT "performance_connection_id_reference_unique" UNIQUE("connection_id","reference")
);
--> statement-breakpoint
CREATE TABLE "reservation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"invitation_id" uuid NOT NULL,
	"relay_id" uuid NOT NULL,
	"state" "reservation_state" NOT NULL,
	"access_needs" jsonb NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"changed_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"partner_order" text,
	"reason" text,
	"drives" integer DEFAULT 0 NOT NULL,
	"driven_at" timestamp(3) with time zone,
	CONSTRAINT "reservation_booked" CHECK (state not in ('booked', 'issued') or partner_order is not null)
);
--> statement-breakpoint
CREATE TABLE "seat" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reservation_id" uuid NOT NULL,
	"convention_id" uuid NOT NULL,
	"credit_number" integer NOT NULL,
	"kind" "seat_kind" NOT NULL,
	"state" "seat_state" NOT NULL,
	"position" text,
	"ticket_key" text,
	"ticket_type" text,
	"scanned_at" timestamp(3) with time zone,
	"due_cents" bigint DEFAULT 0 NOT NULL,
	"scans" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "seat_position" CHECK (state in ('held', 'released') or position is not null)
);
--> statement-breakpoint
CREATE TABLE "waiting" (
	"id" uuid PRIMARY KEY NOT NULL,
	"invitation_id" uuid NOT NULL,
	"relay_id" uuid NOT NULL,
	"seats" integer NOT NULL,
	"state" "waiting_state" NOT NULL,
	"reservation_id" uuid,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "waiting_seats" CHECK (seats between 1 and 50)
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection" ADD CONSTRAINT "connection_structure_id_organisation_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "convention" ADD CONSTRAINT "convention_structure_id_organisation_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "convention" ADD CONSTRAINT "convention_season_id_season_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."season"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "convention_version" ADD CONSTRAINT "convention_version_convention_id_convention_id_fk" FOREIGN KEY ("convention_id") REFERENCES "public"."convention"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "surplus_decision" ADD CONSTRAINT "surplus_decision_convention_id_convention_id_fk" FOREIGN KEY ("convention_id") REFERENCES "public"."convention"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_reservation_id_reservation_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "difference" ADD CONSTRAINT "difference_connection_id_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connection"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_convention_id_convention_id_fk" FOREIGN KEY ("convention_id") REFERENCES "public"."convention"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_performance_id_performance_id_fk" FOREIGN KEY ("performance_id") REFERENCES "public"."performance"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "performance" ADD CONSTRAINT "performance_connection_id_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connection"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_invitation_id_invitation_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_relay_id_organisation_id_fk" FOREIGN KEY ("relay_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_reservation_id_reservation_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_convention_id_credit_number_credit_convention_id_number_fk" FOREIGN KEY ("convention_id","credit_number") REFERENCES "public"."credit"("convention_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting" ADD CONSTRAINT "waiting_invitation_id_invitation_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting" ADD CONSTRAINT "waiting_relay_id_organisation_id_fk" FOREIGN KEY ("relay_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting" ADD CONSTRAINT "waiting_reservation_id_reservation_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_organisation_id_index" ON "api_key" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "idempotency_at_index" ON "idempotency" USING btree ("at");--> statement-breakpoint
CREATE INDEX "mail_created_at_index" ON "mail" USING btree ("created_at") WHERE sent_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "trouble_one_open" ON "trouble" USING btree ("kind","subject") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "surplus_decision_convention_id_index" ON "surplus_decision" USING btree ("convention_id");--> statement-breakpoint
CREATE INDEX "credit_lowest" ON "credit" USING btree ("convention_id","number") WHERE state = 'available';--> statement-breakpoint
CREATE UNIQUE INDEX "entry_once" ON "entry" USING btree ("cause","cause_id");--> statement-breakpoint
CREATE INDEX "entry_convention_id_id_index" ON "entry" USING btree ("convention_id","id");--> statement-breakpoint
CREATE INDEX "inflow_waiting" ON "inflow" USING btree ("convention_id","id") WHERE applied_at is null;--> statement-breakpoint
CREATE INDEX "inflow_of_gift" ON "inflow" USING btree ("gift_id");--> statement-breakpoint
CREATE UNIQUE INDEX "inflow_span" ON "inflow" USING btree ("convention_id","span_from") WHERE span_from is not null;--> statement-breakpoint
CREATE INDEX "posting_tail" ON "posting" USING btree ("written_by");--> statement-breakpoint
CREATE UNIQUE INDEX "gift_once" ON "gift" USING btree ("connection_id","reference");--> statement-breakpoint
CREATE INDEX "gift_of_convention" ON "gift" USING btree ("convention_id","id");--> statement-breakpoint
CREATE INDEX "gift_in_suspense" ON "gift" USING btree ("connection_id") WHERE convention_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_once" ON "inbox" USING btree ("connection_id","event_id");--> statement-breakpoint
CREATE INDEX "inbox_waiting" ON "inbox" USING btree ("next_try_at") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "inbox_set_aside" ON "inbox" USING btree ("received_at") WHERE state = 'set_aside';--> statement-breakpoint
CREATE UNIQUE INDEX "attempt_reference" ON "attempt" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "attempt_under_way" ON "attempt" USING btree ("reservation_id") WHERE state in ('started', 'confirmed');--> statement-breakpoint
CREATE UNIQUE INDEX "difference_open" ON "difference" USING btree ("connection_id","kind","reference") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "performance_starts_at_index" ON "performance" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "reservation_invitation_id_index" ON "reservation" USING btree ("invitation_id");--> statement-breakpoint
CREATE INDEX "reservation_relay_id_id_index" ON "reservation" USING btree ("relay_id","id");--> statement-breakpoint
CREATE INDEX "reservation_moving" ON "reservation" USING btree ("driven_at") WHERE state in ('held', 'booked');--> statement-breakpoint
CREATE INDEX "reservation_order" ON "reservation" USING btree ("partner_order");--> statement-breakpoint
CREATE INDEX "seat_reservation_id_index" ON "seat" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "seat_returning" ON "seat" USING btree ("reservation_id") WHERE state = 'returning';--> statement-breakpoint
CREATE UNIQUE INDEX "seat_of_credit" ON "seat" USING btree ("convention_id","credit_number") WHERE state not in ('returned', 'released');--> statement-breakpoint
CREATE INDEX "waiting_next" ON "waiting" USING btree ("invitation_id","created_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_once" ON "waiting" USING btree ("invitation_id","relay_id") WHERE state in ('waiting', 'asked');