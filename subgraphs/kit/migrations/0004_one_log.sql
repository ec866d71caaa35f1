CREATE TABLE "change_log" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"epoch" bigint DEFAULT 0 NOT NULL,
	"cluster" text DEFAULT '' NOT NULL,
	"trimmed" text COLLATE "C" DEFAULT '' NOT NULL,
	"relayed" text COLLATE "C" DEFAULT '' NOT NULL,
	CONSTRAINT "change_log_single" CHECK ("change_log"."single")
);
--> statement-breakpoint
INSERT INTO "change_log" DEFAULT VALUES;--> statement-breakpoint
DROP INDEX "changes_position";--> statement-breakpoint
ALTER TABLE "changes" ALTER COLUMN "id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ALTER COLUMN "kind" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ALTER COLUMN "household" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ALTER COLUMN "region" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ALTER COLUMN "persons" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "entity" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "key" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "state" jsonb;--> statement-breakpoint
ALTER TABLE "register_households" ADD COLUMN "version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "register_persons" ADD COLUMN "version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
DELETE FROM "register_position";--> statement-breakpoint
ALTER TABLE "register_position" ADD COLUMN "position" text COLLATE "C" NOT NULL;--> statement-breakpoint
INSERT INTO "changes" ("txid", "entity", "key", "state")
	SELECT "txid", "entity", coalesce("state" ->> 'code', "state" ->> 'id'), "state" FROM "register_changes" ORDER BY "seq";--> statement-breakpoint
DROP TABLE "register_changes";--> statement-breakpoint
CREATE INDEX "changes_events" ON "changes" USING btree ("txid","seq") WHERE entity is null;--> statement-breakpoint
CREATE INDEX "changes_entries" ON "changes" USING btree ("txid","seq") WHERE entity is not null;--> statement-breakpoint
CREATE INDEX "changes_keys" ON "changes" USING btree ("entity","key","seq") WHERE entity is not null;--> statement-breakpoint
ALTER TABLE "register_position" DROP COLUMN "txid";--> statement-breakpoint
ALTER TABLE "register_position" DROP COLUMN "seq";--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_event_or_entry" CHECK (num_nonnulls(id, kind, household, region, persons) = case when entity is null then 5 else 0 end
        and num_nonnulls(key, state) = case when entity is null then 0 else 2 end);