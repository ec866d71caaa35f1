CREATE TABLE "commands" (
	"subject" text NOT NULL,
	"client" text NOT NULL,
	"command" text NOT NULL,
	"key" text NOT NULL,
	"input_hash" text NOT NULL,
	"purpose" text,
	"matter" text,
	"outcome" jsonb,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "commands_subject_client_command_key_pk" PRIMARY KEY("subject","client","command","key")
);
