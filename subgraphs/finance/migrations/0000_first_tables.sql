CREATE TABLE "fund_allocations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"allocation_number" text COLLATE "C" NOT NULL,
	"fund_number" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"amount" bigint NOT NULL,
	"allocated_on" date NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fund_disbursements" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"disbursement_number" text COLLATE "C" NOT NULL,
	"fund_number" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"amount" bigint NOT NULL,
	"disbursed_on" date NOT NULL,
	"use" text NOT NULL,
	"project_number" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "funds" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"fund_number" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"level" text NOT NULL,
	"region_code" text COLLATE "C",
	"year" integer NOT NULL,
	"budget" bigint NOT NULL,
	"amount_per_county" bigint,
	"allowed_categories" text[] NOT NULL,
	"allowed_uses" text[] NOT NULL,
	"emergency_use" boolean NOT NULL,
	"policy" text NOT NULL,
	"policy_number" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "household_payments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"payment_number" text COLLATE "C" NOT NULL,
	"use" text NOT NULL,
	"amount" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"status" text NOT NULL,
	"return_reason" text,
	"bank" text NOT NULL,
	"masked_account" text NOT NULL,
	"fund_number" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "interest_subsidies" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"loan_number" text COLLATE "C" NOT NULL,
	"period_from" date NOT NULL,
	"period_to" date NOT NULL,
	"amount" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"fund_number" text COLLATE "C" NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "microcredit_loans" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"loan_number" text COLLATE "C" NOT NULL,
	"borrower_age" integer NOT NULL,
	"lender" text NOT NULL,
	"principal" bigint NOT NULL,
	"annual_rate" numeric(5, 2) NOT NULL,
	"purpose" text NOT NULL,
	"lent_on" date NOT NULL,
	"due_on" date NOT NULL,
	"repaid" bigint NOT NULL,
	"status" text NOT NULL,
	"reported_on" date NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "project_assets" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"asset_number" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"project_number" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"owner" text NOT NULL,
	"original_value" bigint NOT NULL,
	"registered_on" date NOT NULL,
	"yearly_income" bigint,
	"keeper" text NOT NULL,
	"status" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "public_post_subsidies" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"post" text NOT NULL,
	"month" date NOT NULL,
	"amount" bigint NOT NULL,
	"fund_number" text COLLATE "C" NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training_subsidies" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"course" text NOT NULL,
	"amount" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"fund_number" text COLLATE "C" NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "fund_allocations_allocation_number_index" ON "fund_allocations" USING btree ("allocation_number");--> statement-breakpoint
CREATE INDEX "fund_allocations_fund_number_allocated_on_id_index" ON "fund_allocations" USING btree ("fund_number","allocated_on","id");--> statement-breakpoint
CREATE INDEX "fund_allocations_region_code_id_index" ON "fund_allocations" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "fund_disbursements_disbursement_number_index" ON "fund_disbursements" USING btree ("disbursement_number");--> statement-breakpoint
CREATE INDEX "fund_disbursements_fund_number_disbursed_on_id_index" ON "fund_disbursements" USING btree ("fund_number","disbursed_on","id");--> statement-breakpoint
CREATE INDEX "fund_disbursements_region_code_id_index" ON "fund_disbursements" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "funds_fund_number_index" ON "funds" USING btree ("fund_number");--> statement-breakpoint
CREATE INDEX "funds_region_code_id_index" ON "funds" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "household_payments_payment_number_index" ON "household_payments" USING btree ("payment_number");--> statement-breakpoint
CREATE INDEX "household_payments_household_id_paid_on_id_index" ON "household_payments" USING btree ("household_id","paid_on","id");--> statement-breakpoint
CREATE INDEX "household_payments_region_code_id_index" ON "household_payments" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "interest_subsidies_loan_number_period_from_index" ON "interest_subsidies" USING btree ("loan_number","period_from");--> statement-breakpoint
CREATE INDEX "interest_subsidies_loan_number_paid_on_id_index" ON "interest_subsidies" USING btree ("loan_number","paid_on","id");--> statement-breakpoint
CREATE INDEX "interest_subsidies_household_id_paid_on_id_index" ON "interest_subsidies" USING btree ("household_id","paid_on","id");--> statement-breakpoint
CREATE INDEX "interest_subsidies_region_code_paid_on_index" ON "interest_subsidies" USING btree ("region_code","paid_on");--> statement-breakpoint
CREATE UNIQUE INDEX "microcredit_loans_loan_number_index" ON "microcredit_loans" USING btree ("loan_number");--> statement-breakpoint
CREATE INDEX "microcredit_loans_household_id_lent_on_id_index" ON "microcredit_loans" USING btree ("household_id","lent_on","id");--> statement-breakpoint
CREATE INDEX "microcredit_loans_person_id_lent_on_id_index" ON "microcredit_loans" USING btree ("person_id","lent_on","id");--> statement-breakpoint
CREATE INDEX "microcredit_loans_region_code_id_index" ON "microcredit_loans" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "project_assets_asset_number_index" ON "project_assets" USING btree ("asset_number");--> statement-breakpoint
CREATE INDEX "project_assets_region_code_id_index" ON "project_assets" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "public_post_subsidies_person_id_post_month_index" ON "public_post_subsidies" USING btree ("person_id","post","month");--> statement-breakpoint
CREATE INDEX "public_post_subsidies_household_id_month_id_index" ON "public_post_subsidies" USING btree ("household_id","month","id");--> statement-breakpoint
CREATE INDEX "public_post_subsidies_person_id_month_id_index" ON "public_post_subsidies" USING btree ("person_id","month","id");--> statement-breakpoint
CREATE INDEX "public_post_subsidies_region_code_month_index" ON "public_post_subsidies" USING btree ("region_code","month");--> statement-breakpoint
CREATE UNIQUE INDEX "training_subsidies_person_id_course_paid_on_index" ON "training_subsidies" USING btree ("person_id","course","paid_on");--> statement-breakpoint
CREATE INDEX "training_subsidies_household_id_paid_on_id_index" ON "training_subsidies" USING btree ("household_id","paid_on","id");--> statement-breakpoint
CREATE INDEX "training_subsidies_person_id_paid_on_id_index" ON "training_subsidies" USING btree ("person_id","paid_on","id");--> statement-breakpoint
CREATE INDEX "training_subsidies_region_code_paid_on_index" ON "training_subsidies" USING btree ("region_code","paid_on");