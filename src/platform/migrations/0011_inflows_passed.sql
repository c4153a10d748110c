ALTER TABLE "rollup_horizon" ADD COLUMN "none_waits_before" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_horizon" ADD COLUMN "inflows_taken" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_horizon" ADD COLUMN "taken_by" "xid8" DEFAULT pg_current_xact_id() NOT NULL;