CREATE TABLE "import_runs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"encoding" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"rows_read" integer,
	"accepted" integer,
	"changed" integer,
	"unchanged" integer,
	"quarantined" integer
);
--> statement-breakpoint
CREATE TABLE "quarantined_rows" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"run_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"file_hash" text NOT NULL,
	"row_number" integer NOT NULL,
	"reason" text NOT NULL,
	"column_name" text,
	"message" text NOT NULL,
	"sealed_row" text NOT NULL,
	"status" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "register_changes" (
	"txid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "register_changes_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entity" text NOT NULL,
	"state" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "register_households" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"current" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "register_persons" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"citizen_id_hash" text,
	"name_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "register_position" (
	"feed" text PRIMARY KEY NOT NULL,
	"txid" "xid8" NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "register_regions" (
	"code" text COLLATE "C" PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE INDEX "import_runs_kind" ON "import_runs" USING btree ("kind","id");--> statement-breakpoint
CREATE UNIQUE INDEX "quarantined_rows_place" ON "quarantined_rows" USING btree ("kind","file_hash","row_number");--> statement-breakpoint
CREATE INDEX "quarantined_rows_list" ON "quarantined_rows" USING btree ("kind","status","id");--> statement-breakpoint
CREATE INDEX "quarantined_rows_run" ON "quarantined_rows" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "register_changes_position" ON "register_changes" USING btree ("txid","seq");--> statement-breakpoint
CREATE INDEX "register_persons_citizen_id_hash" ON "register_persons" USING btree ("citizen_id_hash");--> statement-breakpoint
CREATE INDEX "register_persons_household" ON "register_persons" USING btree ("household_id","id");