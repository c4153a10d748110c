CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"checked" jsonb NOT NULL,
	"differences" jsonb NOT NULL,
	"more" integer NOT NULL,
	"undone" jsonb NOT NULL
);
