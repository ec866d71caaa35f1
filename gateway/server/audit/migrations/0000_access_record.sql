CREATE TABLE "access_entries" (
	"index" bigint PRIMARY KEY,
	"entry" text NOT NULL,
	"link" bytea NOT NULL
);
--> statement-breakpoint
CREATE INDEX "access_entries_persons" ON "access_entries" USING gin (((entry::jsonb) -> 'persons') jsonb_path_ops);
--> statement-breakpoint
CREATE INDEX "access_entries_households" ON "access_entries" USING gin (((entry::jsonb) -> 'households') jsonb_path_ops);
--> statement-breakpoint
CREATE TABLE "access_heads" (
	"size" bigint PRIMARY KEY,
	"time" timestamptz NOT NULL,
	"head" text NOT NULL,
	"peaks" bytea NOT NULL
);
--> statement-breakpoint
CREATE INDEX "access_heads_time" ON "access_heads" ("time");
--> statement-breakpoint
CREATE TABLE "access_journals" (
	"journal" uuid PRIMARY KEY,
	"segment" integer NOT NULL
);
--> statement-breakpoint
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is only added to: % is refused', TG_TABLE_NAME, lower(TG_OP);
END $$;
--> statement-breakpoint
CREATE TRIGGER "access_entries_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "access_entries"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "access_heads_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "access_heads"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
