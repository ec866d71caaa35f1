CREATE TABLE "benefit_links" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"entity_kind" text NOT NULL,
	"entity_code" text COLLATE "C" NOT NULL,
	"mode" text NOT NULL,
	"guarantee" text NOT NULL,
	"guaranteed_gain" bigint,
	"year" integer NOT NULL,
	"signed_on" date NOT NULL,
	"yearly_gain" bigint NOT NULL,
	"breach_reported_on" date,
	"breach_note" text,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consumption_orders" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"order_number" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"report_number" text COLLATE "C",
	"buyer" text NOT NULL,
	"buyer_kind" text NOT NULL,
	"seller_kind" text,
	"seller_code" text COLLATE "C",
	"product" text NOT NULL,
	"quantity_kg" integer NOT NULL,
	"amount" bigint NOT NULL,
	"ordered_on" date NOT NULL,
	"status" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crop_losses" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"crop" text NOT NULL,
	"sector" text NOT NULL,
	"cause" text NOT NULL,
	"lost_on" date NOT NULL,
	"area_mu" numeric(12, 2),
	"loss" bigint NOT NULL,
	"compensation" bigint NOT NULL,
	"replanted_mu" numeric(12, 2),
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "farm_subsidies" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"programme" text NOT NULL,
	"year" integer NOT NULL,
	"area_mu" numeric(12, 2),
	"amount" bigint NOT NULL,
	"granted_on" date NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "industry_guidances" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"guide_number" text COLLATE "C" NOT NULL,
	"assigned_on" date NOT NULL,
	"ended_on" date,
	"visits" integer NOT NULL,
	"last_visit_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unsold_produce" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"report_number" text COLLATE "C" NOT NULL,
	"product" text NOT NULL,
	"sector" text NOT NULL,
	"cause" text NOT NULL,
	"quantity_kg" integer NOT NULL,
	"sold_kg" integer NOT NULL,
	"estimated_value" bigint NOT NULL,
	"reported_on" date NOT NULL,
	"status" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cooperatives" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"registration_code" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"sector" text NOT NULL,
	"operation" text NOT NULL,
	"founded_on" date NOT NULL,
	"member_households" integer NOT NULL,
	"people_raised" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ecommerce_counties" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"approved_year" integer NOT NULL,
	"produce_sales" text NOT NULL,
	"online_sales" bigint NOT NULL,
	"logistics" text NOT NULL,
	"villages_with_delivery" integer NOT NULL,
	"training" text NOT NULL,
	"people_trained" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entrepreneurs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"stage" text NOT NULL,
	"sector" text NOT NULL,
	"selected_on" date NOT NULL,
	"trained_on" date,
	"leading_since" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "industry_bases" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"base_number" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"sector" text NOT NULL,
	"product" text NOT NULL,
	"one_village_one_product" boolean NOT NULL,
	"area_mu" numeric(12, 2) NOT NULL,
	"households" integer NOT NULL,
	"established_on" date NOT NULL,
	"operator_kind" text,
	"operator_code" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "industry_guides" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"guide_number" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"organisation" text NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"sector" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "industry_plans" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"level" text NOT NULL,
	"title" text NOT NULL,
	"start_year" integer NOT NULL,
	"end_year" integer NOT NULL,
	"status" text NOT NULL,
	"approved_on" date,
	"planned_investment" bigint NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leading_enterprises" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"registration_code" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"sector" text NOT NULL,
	"operation" text NOT NULL,
	"certification" text,
	"certified_on" date,
	"support_received" bigint NOT NULL,
	"jobs" integer NOT NULL,
	"jobs_for_poor" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leading_industries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"sector" text NOT NULL,
	"year" integer NOT NULL,
	"output_value" bigint NOT NULL,
	"households" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "led_businesses" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"registration_code" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"sector" text NOT NULL,
	"operation" text NOT NULL,
	"form" text NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"people_lifted" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"project_number" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"sector" text NOT NULL,
	"status" text NOT NULL,
	"resumption" text NOT NULL,
	"suspension_cause" text,
	"suspended_on" date,
	"resumed_on" date,
	"planned_start_on" date NOT NULL,
	"started_on" date,
	"completed_on" date,
	"investment" bigint NOT NULL,
	"beneficiary_households" integer NOT NULL,
	"operator_kind" text,
	"operator_code" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workshops" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"workshop_number" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"product" text NOT NULL,
	"operation" text NOT NULL,
	"suspended_on" date,
	"resumed_on" date,
	"jobs" integer NOT NULL,
	"jobs_for_poor" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "benefit_links_person_id_entity_code_mode_year_index" ON "benefit_links" USING btree ("person_id","entity_code","mode","year");--> statement-breakpoint
CREATE INDEX "benefit_links_household_id_year_id_index" ON "benefit_links" USING btree ("household_id","year","id");--> statement-breakpoint
CREATE INDEX "benefit_links_person_id_year_id_index" ON "benefit_links" USING btree ("person_id","year","id");--> statement-breakpoint
CREATE INDEX "benefit_links_region_code_year_id_index" ON "benefit_links" USING btree ("region_code","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "consumption_orders_order_number_index" ON "consumption_orders" USING btree ("order_number");--> statement-breakpoint
CREATE INDEX "consumption_orders_region_code_id_index" ON "consumption_orders" USING btree ("region_code","id");--> statement-breakpoint
CREATE INDEX "consumption_orders_report_number_ordered_on_id_index" ON "consumption_orders" USING btree ("report_number","ordered_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "crop_losses_person_id_crop_lost_on_index" ON "crop_losses" USING btree ("person_id","crop","lost_on");--> statement-breakpoint
CREATE INDEX "crop_losses_household_id_lost_on_id_index" ON "crop_losses" USING btree ("household_id","lost_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "farm_subsidies_person_id_programme_year_index" ON "farm_subsidies" USING btree ("person_id","programme","year");--> statement-breakpoint
CREATE INDEX "farm_subsidies_household_id_year_id_index" ON "farm_subsidies" USING btree ("household_id","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "industry_guidances_household_id_guide_number_assigned_on_index" ON "industry_guidances" USING btree ("household_id","guide_number","assigned_on");--> statement-breakpoint
CREATE INDEX "industry_guidances_household_id_assigned_on_id_index" ON "industry_guidances" USING btree ("household_id","assigned_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "unsold_produce_report_number_index" ON "unsold_produce" USING btree ("report_number");--> statement-breakpoint
CREATE INDEX "unsold_produce_household_id_reported_on_id_index" ON "unsold_produce" USING btree ("household_id","reported_on","id");--> statement-breakpoint
CREATE INDEX "unsold_produce_region_code_id_index" ON "unsold_produce" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "cooperatives_registration_code_index" ON "cooperatives" USING btree ("registration_code");--> statement-breakpoint
CREATE INDEX "cooperatives_region_code_id_index" ON "cooperatives" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "ecommerce_counties_region_code_index" ON "ecommerce_counties" USING btree ("region_code");--> statement-breakpoint
CREATE INDEX "ecommerce_counties_region_code_id_index" ON "ecommerce_counties" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "entrepreneurs_person_id_index" ON "entrepreneurs" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "entrepreneurs_region_code_id_index" ON "entrepreneurs" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "industry_bases_base_number_index" ON "industry_bases" USING btree ("base_number");--> statement-breakpoint
CREATE INDEX "industry_bases_region_code_id_index" ON "industry_bases" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "industry_guides_guide_number_index" ON "industry_guides" USING btree ("guide_number");--> statement-breakpoint
CREATE INDEX "industry_guides_region_code_id_index" ON "industry_guides" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "industry_plans_region_code_start_year_index" ON "industry_plans" USING btree ("region_code","start_year");--> statement-breakpoint
CREATE INDEX "industry_plans_region_code_id_index" ON "industry_plans" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "leading_enterprises_registration_code_index" ON "leading_enterprises" USING btree ("registration_code");--> statement-breakpoint
CREATE INDEX "leading_enterprises_region_code_id_index" ON "leading_enterprises" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "leading_industries_region_code_name_year_index" ON "leading_industries" USING btree ("region_code","name","year");--> statement-breakpoint
CREATE INDEX "leading_industries_region_code_id_index" ON "leading_industries" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "led_businesses_registration_code_index" ON "led_businesses" USING btree ("registration_code");--> statement-breakpoint
CREATE INDEX "led_businesses_region_code_id_index" ON "led_businesses" USING btree ("region_code","id");--> statement-breakpoint
CREATE INDEX "led_businesses_person_id_registration_code_id_index" ON "led_businesses" USING btree ("person_id","registration_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_project_number_index" ON "projects" USING btree ("project_number");--> statement-breakpoint
CREATE INDEX "projects_region_code_id_index" ON "projects" USING btree ("region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "workshops_workshop_number_index" ON "workshops" USING btree ("workshop_number");--> statement-breakpoint
CREATE INDEX "workshops_region_code_id_index" ON "workshops" USING btree ("region_code","id");