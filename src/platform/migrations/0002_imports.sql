CREATE TABLE "import_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"file_hash" text NOT NULL,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"gifts" integer DEFAULT 0 NOT NULL,
	"cents" bigint DEFAULT 0 NOT NULL,
	"suspended" integer DEFAULT 0 NOT NULL,
	"known" integer DEFAULT 0 NOT NULL,
	"broken" integer DEFAULT 0 NOT NULL,
	"rejected_bytes" bigint DEFAULT 0 NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone,
	CONSTRAINT "import_run_structure_id_file_hash_unique" UNIQUE("structure_id","file_hash"),
	CONSTRAINT "import_run_rows" CHECK (rows_done = gifts + known + broken)
);
--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_structure_id_organisation_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_connection_id_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connection"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "connection_import" ON "connection" USING btree ("structure_id") WHERE platform = 'import';--> statement-breakpoint
ALTER TABLE "connection" ADD CONSTRAINT "connection_import_closed" CHECK (platform <> 'import' or state = 'disabled');