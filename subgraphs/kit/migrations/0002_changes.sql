CREATE TABLE "changes" (
	"txid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "changes_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"household" text NOT NULL,
	"region" text COLLATE "C" NOT NULL,
	"persons" text[] NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "changes_position" ON "changes" USING btree ("txid","seq");