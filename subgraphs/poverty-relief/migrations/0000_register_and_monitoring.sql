CREATE TABLE "assistance_assignments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"responsible_number" text COLLATE "C" NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"visits_this_year" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assistance_measures" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C",
	"case_number" text COLLATE "C",
	"kind" text NOT NULL,
	"category" text NOT NULL,
	"content" text NOT NULL,
	"status" text NOT NULL,
	"cost" bigint,
	"fund_number" text COLLATE "C",
	"started_on" date NOT NULL,
	"ended_on" date,
	"responsible_number" text COLLATE "C",
	"policy_number" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "no_removal_checks" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"checked_on" date NOT NULL,
	"upheld" boolean NOT NULL,
	"finding" text NOT NULL,
	"checked_by" text NOT NULL,
	"rectification_due_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "responsible_persons" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"organisation" text NOT NULL,
	"post" text,
	"phone" text,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "village_team_gaps" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"team_number" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"found_on" date NOT NULL,
	"closed_on" date,
	"note" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "village_teams" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"dispatched_by" text NOT NULL,
	"leader" text,
	"member_count" integer NOT NULL,
	"required_count" integer NOT NULL,
	"stationed_on" date NOT NULL,
	"withdrawn_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disaster_events" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"response_level" text NOT NULL,
	"affected_persons" integer NOT NULL,
	"direct_loss" bigint NOT NULL,
	"sender" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disaster_impacts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"event_number" text COLLATE "C" NOT NULL,
	"reported_on" date NOT NULL,
	"house_damage" text NOT NULL,
	"water_interrupted" boolean NOT NULL,
	"cropland_hit_mu" numeric(12, 2) NOT NULL,
	"loss" bigint NOT NULL,
	"casualties" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disaster_shares" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"month" date NOT NULL,
	"sender" text NOT NULL,
	"due_on" date NOT NULL,
	"received_on" date,
	"event_count" integer NOT NULL,
	"affected_persons" integer NOT NULL,
	"damaged_houses" integer NOT NULL,
	"direct_loss" bigint NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner_feeds" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"sender" text NOT NULL,
	"subject" text NOT NULL,
	"due_on" date,
	"received_on" date NOT NULL,
	"received_rows" integer NOT NULL,
	"matched_rows" integer NOT NULL,
	"results_returned_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner_findings" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"feed_number" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"person_id" text COLLATE "C",
	"subject" text NOT NULL,
	"detail" text NOT NULL,
	"found_on" date NOT NULL,
	"result" text NOT NULL,
	"result_returned_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "safeguard_repairs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"household_id" text COLLATE "C",
	"event_number" text COLLATE "C",
	"status" text NOT NULL,
	"opened_on" date NOT NULL,
	"due_on" date,
	"completed_on" date,
	"cost" bigint,
	"agency" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employment_records" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"employer" text COLLATE "C" NOT NULL,
	"reach" text NOT NULL,
	"monthly_wage" bigint,
	"started_on" date NOT NULL,
	"ended_on" date,
	"end_reason" text,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incomes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"wage" bigint NOT NULL,
	"business" bigint NOT NULL,
	"property" bigint NOT NULL,
	"transfer" bigint NOT NULL,
	"business_expense" bigint NOT NULL,
	"net" bigint NOT NULL,
	"member_count" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "living_conditions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"surveyed_on" date NOT NULL,
	"farmland_mu" numeric(12, 2) NOT NULL,
	"forest_mu" numeric(12, 2) NOT NULL,
	"road" text NOT NULL,
	"house_grade" text NOT NULL,
	"house_area_square_metres" integer NOT NULL,
	"power" text NOT NULL,
	"water_source" text NOT NULL,
	"water_litres_per_person_day" integer,
	"in_dry_area" boolean NOT NULL,
	"water_quality_met" boolean,
	"water_fetch_minutes" integer,
	"water_outage_days_per_year" integer,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "monitoring_lines" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"amount" bigint NOT NULL,
	"effective_on" date NOT NULL,
	"policy_number" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "public_welfare_posts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"monthly_pay" bigint NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "safeguard_surveys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"surveyed_on" date NOT NULL,
	"surveyed_by" text NOT NULL,
	"compulsory_age_children" integer NOT NULL,
	"children_out_of_school" integer NOT NULL,
	"members_without_insurance" integer NOT NULL,
	"members_without_treatment" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clues" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"source" text NOT NULL,
	"risk_cause" text NOT NULL,
	"screening_rule" text,
	"statement" text NOT NULL,
	"raised_by" text NOT NULL,
	"raised_on" date NOT NULL,
	"case_number" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "monitoring_cases" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"state" text NOT NULL,
	"category" text NOT NULL,
	"risk_causes" text[] NOT NULL,
	"green_channel" boolean NOT NULL,
	"opened_on" date NOT NULL,
	"decided_on" date,
	"removed_on" date,
	"removal_manner" text,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "monitoring_steps" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"case_number" text COLLATE "C" NOT NULL,
	"sequence" integer NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"taken_on" date NOT NULL,
	"taken_by" text NOT NULL,
	"office" text NOT NULL,
	"note" text,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cadence_switches" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"from_cadence" text,
	"to_cadence" text NOT NULL,
	"switched_on" date NOT NULL,
	"reason" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dispatch_definitions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"name" text NOT NULL,
	"definition" text NOT NULL,
	"agreed_with" text NOT NULL,
	"effective_on" date NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dispatch_reports" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"topic" text NOT NULL,
	"cadence" text NOT NULL,
	"period_start" date NOT NULL,
	"period_end" date NOT NULL,
	"due_on" date NOT NULL,
	"reported_on" date,
	"bulletin_on" date,
	"affected_households" integer NOT NULL,
	"helped_households" integer NOT NULL,
	"summary" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exit_assessments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"subject" text NOT NULL,
	"household_id" text COLLATE "C",
	"year" integer NOT NULL,
	"level" text NOT NULL,
	"assessed_on" date NOT NULL,
	"evaluator" text NOT NULL,
	"third_party" boolean NOT NULL,
	"planned_exits" integer NOT NULL,
	"completed_exits" integer NOT NULL,
	"sampled_exits" integer NOT NULL,
	"wrong_exits" integer NOT NULL,
	"missed_poor" integer NOT NULL,
	"quality_score" integer NOT NULL,
	"approval_rate" numeric(5, 4),
	"evidence_ministries" text[] NOT NULL,
	"conclusion" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "regulatory_interviews" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"interviewed_on" date NOT NULL,
	"interviewer" text NOT NULL,
	"interviewee" text NOT NULL,
	"reason" text NOT NULL,
	"issue" text NOT NULL,
	"rectification_due_on" date,
	"rectified_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "watched_provinces" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"topic" text NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"reason" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consolidation_targets" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"target" numeric(16, 4) NOT NULL,
	"result" numeric(16, 4),
	"policy_number" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "east_west_pairs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"eastern_region_code" text COLLATE "C" NOT NULL,
	"western_region_code" text COLLATE "C" NOT NULL,
	"started_year" integer NOT NULL,
	"ended_year" integer,
	"funds_given" bigint NOT NULL,
	"cadres_sent" integer NOT NULL,
	"vocational_students" integer NOT NULL,
	"skill_trainees" integer NOT NULL,
	"leader_trainees" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "monitoring_parameter_sets" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"jurisdiction_group" text NOT NULL,
	"effective_on" date NOT NULL,
	"policy_number" text COLLATE "C",
	"medical_share_lifted" numeric(6, 4) NOT NULL,
	"medical_share_others" numeric(6, 4) NOT NULL,
	"schooling_cost_limit" bigint NOT NULL,
	"decision_days" integer NOT NULL,
	"notice_days" integer NOT NULL,
	"stable_months" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"region_code" text COLLATE "C",
	"body" text NOT NULL,
	"role" text NOT NULL,
	"duty" text NOT NULL,
	"ministry" text,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_documents" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"title" text NOT NULL,
	"english_title" text,
	"issuer" text NOT NULL,
	"level" text NOT NULL,
	"region_code" text COLLATE "C",
	"issued_on" date,
	"effective_on" date,
	"expires_on" date,
	"tags" text[] NOT NULL,
	"summary" text NOT NULL,
	"quoted_from" text,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "published_figures" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"ministry" text NOT NULL,
	"name" text NOT NULL,
	"value" numeric(16, 4) NOT NULL,
	"bound" text NOT NULL,
	"unit" text NOT NULL,
	"as_of" date,
	"source" text NOT NULL,
	"policy_number" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transition_periods" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"policy_number" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "households" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"natural_village" text,
	"address" text,
	"phone" text,
	"kind" text NOT NULL,
	"monitoring_category" text NOT NULL,
	"risk_causes" text[] NOT NULL,
	"disaster_kinds" text[] NOT NULL,
	"lifted_on" date,
	"relocated" boolean NOT NULL,
	"relocation_site" text,
	"no_labour_force" boolean NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"person_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"sealed_citizen_id" text NOT NULL,
	"citizen_id_hash" text COLLATE "C" NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"sex" text NOT NULL,
	"birth_date" date NOT NULL,
	"citizen_id" text,
	"ethnicity" text,
	"relation_to_head" text NOT NULL,
	"health_states" text[] NOT NULL,
	"labour_capacity" text NOT NULL,
	"workplace" text,
	"months_worked_this_year" integer NOT NULL,
	"low_income_allowance" boolean NOT NULL,
	"destitute_support" boolean NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"code" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"parent_code" text COLLATE "C",
	"poverty_designation" text NOT NULL,
	"exited_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "assistance_assignments_household_id_responsible_number_started_on_index" ON "assistance_assignments" USING btree ("household_id","responsible_number","started_on");--> statement-breakpoint
CREATE INDEX "assistance_assignments_household_id_started_on_id_index" ON "assistance_assignments" USING btree ("household_id","started_on","id");--> statement-breakpoint
CREATE INDEX "assistance_assignments_responsible_number_started_on_id_index" ON "assistance_assignments" USING btree ("responsible_number","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "assistance_measures_number_index" ON "assistance_measures" USING btree ("number");--> statement-breakpoint
CREATE INDEX "assistance_measures_household_id_started_on_id_index" ON "assistance_measures" USING btree ("household_id","started_on","id");--> statement-breakpoint
CREATE INDEX "assistance_measures_person_id_started_on_id_index" ON "assistance_measures" USING btree ("person_id","started_on","id");--> statement-breakpoint
CREATE INDEX "assistance_measures_case_number_started_on_id_index" ON "assistance_measures" USING btree ("case_number","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "no_removal_checks_region_code_kind_checked_on_index" ON "no_removal_checks" USING btree ("region_code","kind","checked_on");--> statement-breakpoint
CREATE INDEX "no_removal_checks_region_code_checked_on_id_index" ON "no_removal_checks" USING btree ("region_code","checked_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "responsible_persons_number_index" ON "responsible_persons" USING btree ("number");--> statement-breakpoint
CREATE INDEX "responsible_persons_region_code_number_index" ON "responsible_persons" USING btree ("region_code","number");--> statement-breakpoint
CREATE UNIQUE INDEX "village_team_gaps_team_number_kind_found_on_index" ON "village_team_gaps" USING btree ("team_number","kind","found_on");--> statement-breakpoint
CREATE INDEX "village_team_gaps_team_number_found_on_id_index" ON "village_team_gaps" USING btree ("team_number","found_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "village_teams_number_index" ON "village_teams" USING btree ("number");--> statement-breakpoint
CREATE INDEX "village_teams_region_code_number_index" ON "village_teams" USING btree ("region_code","number");--> statement-breakpoint
CREATE UNIQUE INDEX "disaster_events_number_index" ON "disaster_events" USING btree ("number");--> statement-breakpoint
CREATE INDEX "disaster_events_region_code_started_on_id_index" ON "disaster_events" USING btree ("region_code","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "disaster_impacts_event_number_household_id_index" ON "disaster_impacts" USING btree ("event_number","household_id");--> statement-breakpoint
CREATE INDEX "disaster_impacts_household_id_reported_on_id_index" ON "disaster_impacts" USING btree ("household_id","reported_on","id");--> statement-breakpoint
CREATE INDEX "disaster_impacts_event_number_reported_on_id_index" ON "disaster_impacts" USING btree ("event_number","reported_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "disaster_shares_region_code_month_index" ON "disaster_shares" USING btree ("region_code","month");--> statement-breakpoint
CREATE UNIQUE INDEX "partner_feeds_number_index" ON "partner_feeds" USING btree ("number");--> statement-breakpoint
CREATE INDEX "partner_feeds_region_code_received_on_id_index" ON "partner_feeds" USING btree ("region_code","received_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "partner_findings_number_index" ON "partner_findings" USING btree ("number");--> statement-breakpoint
CREATE INDEX "partner_findings_household_id_found_on_id_index" ON "partner_findings" USING btree ("household_id","found_on","id");--> statement-breakpoint
CREATE INDEX "partner_findings_feed_number_found_on_id_index" ON "partner_findings" USING btree ("feed_number","found_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "safeguard_repairs_number_index" ON "safeguard_repairs" USING btree ("number");--> statement-breakpoint
CREATE INDEX "safeguard_repairs_household_id_opened_on_id_index" ON "safeguard_repairs" USING btree ("household_id","opened_on","id");--> statement-breakpoint
CREATE INDEX "safeguard_repairs_region_code_opened_on_id_index" ON "safeguard_repairs" USING btree ("region_code","opened_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "employment_records_person_id_started_on_employer_index" ON "employment_records" USING btree ("person_id","started_on","employer");--> statement-breakpoint
CREATE INDEX "employment_records_person_id_started_on_id_index" ON "employment_records" USING btree ("person_id","started_on","id");--> statement-breakpoint
CREATE INDEX "employment_records_household_id_started_on_id_index" ON "employment_records" USING btree ("household_id","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "incomes_household_id_year_index" ON "incomes" USING btree ("household_id","year");--> statement-breakpoint
CREATE UNIQUE INDEX "living_conditions_household_id_index" ON "living_conditions" USING btree ("household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "monitoring_lines_region_code_year_effective_on_index" ON "monitoring_lines" USING btree ("region_code","year","effective_on");--> statement-breakpoint
CREATE UNIQUE INDEX "public_welfare_posts_number_index" ON "public_welfare_posts" USING btree ("number");--> statement-breakpoint
CREATE INDEX "public_welfare_posts_person_id_started_on_id_index" ON "public_welfare_posts" USING btree ("person_id","started_on","id");--> statement-breakpoint
CREATE INDEX "public_welfare_posts_household_id_started_on_id_index" ON "public_welfare_posts" USING btree ("household_id","started_on","id");--> statement-breakpoint
CREATE INDEX "public_welfare_posts_region_code_started_on_id_index" ON "public_welfare_posts" USING btree ("region_code","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "safeguard_surveys_household_id_index" ON "safeguard_surveys" USING btree ("household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "clues_number_index" ON "clues" USING btree ("number");--> statement-breakpoint
CREATE INDEX "clues_household_id_raised_on_id_index" ON "clues" USING btree ("household_id","raised_on","id");--> statement-breakpoint
CREATE INDEX "clues_case_number_raised_on_id_index" ON "clues" USING btree ("case_number","raised_on","id");--> statement-breakpoint
CREATE INDEX "clues_region_code_raised_on_id_index" ON "clues" USING btree ("region_code","raised_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "monitoring_cases_number_index" ON "monitoring_cases" USING btree ("number");--> statement-breakpoint
CREATE INDEX "monitoring_cases_household_id_opened_on_id_index" ON "monitoring_cases" USING btree ("household_id","opened_on","id");--> statement-breakpoint
CREATE INDEX "monitoring_cases_region_code_opened_on_id_index" ON "monitoring_cases" USING btree ("region_code","opened_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "monitoring_steps_case_number_sequence_index" ON "monitoring_steps" USING btree ("case_number","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "cadence_switches_topic_switched_on_index" ON "cadence_switches" USING btree ("topic","switched_on");--> statement-breakpoint
CREATE UNIQUE INDEX "dispatch_definitions_topic_name_effective_on_index" ON "dispatch_definitions" USING btree ("topic","name","effective_on");--> statement-breakpoint
CREATE INDEX "dispatch_definitions_topic_effective_on_id_index" ON "dispatch_definitions" USING btree ("topic","effective_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "dispatch_reports_region_code_topic_period_start_index" ON "dispatch_reports" USING btree ("region_code","topic","period_start");--> statement-breakpoint
CREATE INDEX "dispatch_reports_region_code_period_start_id_index" ON "dispatch_reports" USING btree ("region_code","period_start","id");--> statement-breakpoint
CREATE UNIQUE INDEX "exit_assessments_number_index" ON "exit_assessments" USING btree ("number");--> statement-breakpoint
CREATE INDEX "exit_assessments_household_id_assessed_on_id_index" ON "exit_assessments" USING btree ("household_id","assessed_on","id");--> statement-breakpoint
CREATE INDEX "exit_assessments_region_code_assessed_on_id_index" ON "exit_assessments" USING btree ("region_code","assessed_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "regulatory_interviews_number_index" ON "regulatory_interviews" USING btree ("number");--> statement-breakpoint
CREATE INDEX "regulatory_interviews_region_code_interviewed_on_id_index" ON "regulatory_interviews" USING btree ("region_code","interviewed_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "watched_provinces_region_code_topic_started_on_index" ON "watched_provinces" USING btree ("region_code","topic","started_on");--> statement-breakpoint
CREATE INDEX "watched_provinces_topic_started_on_id_index" ON "watched_provinces" USING btree ("topic","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "consolidation_targets_region_code_year_name_index" ON "consolidation_targets" USING btree ("region_code","year","name");--> statement-breakpoint
CREATE INDEX "consolidation_targets_region_code_year_id_index" ON "consolidation_targets" USING btree ("region_code","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "east_west_pairs_eastern_region_code_western_region_code_index" ON "east_west_pairs" USING btree ("eastern_region_code","western_region_code");--> statement-breakpoint
CREATE INDEX "east_west_pairs_eastern_region_code_id_index" ON "east_west_pairs" USING btree ("eastern_region_code","id");--> statement-breakpoint
CREATE INDEX "east_west_pairs_western_region_code_id_index" ON "east_west_pairs" USING btree ("western_region_code","id");--> statement-breakpoint
CREATE UNIQUE INDEX "monitoring_parameter_sets_region_code_effective_on_index" ON "monitoring_parameter_sets" USING btree ("region_code","effective_on");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_number_index" ON "organisations" USING btree ("number");--> statement-breakpoint
CREATE INDEX "organisations_level_number_index" ON "organisations" USING btree ("level","number");--> statement-breakpoint
CREATE INDEX "organisations_region_code_number_index" ON "organisations" USING btree ("region_code","number");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_documents_number_index" ON "policy_documents" USING btree ("number");--> statement-breakpoint
CREATE INDEX "policy_documents_level_number_index" ON "policy_documents" USING btree ("level","number");--> statement-breakpoint
CREATE INDEX "policy_documents_region_code_number_index" ON "policy_documents" USING btree ("region_code","number");--> statement-breakpoint
CREATE UNIQUE INDEX "published_figures_number_index" ON "published_figures" USING btree ("number");--> statement-breakpoint
CREATE INDEX "published_figures_ministry_number_index" ON "published_figures" USING btree ("ministry","number");--> statement-breakpoint
CREATE INDEX "published_figures_policy_number_number_index" ON "published_figures" USING btree ("policy_number","number");--> statement-breakpoint
CREATE UNIQUE INDEX "transition_periods_region_code_starts_on_index" ON "transition_periods" USING btree ("region_code","starts_on");--> statement-breakpoint
CREATE INDEX "households_region_code_id_index" ON "households" USING btree ("region_code","id");--> statement-breakpoint
CREATE INDEX "households_kind_region_code_id_index" ON "households" USING btree ("kind","region_code","id");--> statement-breakpoint
CREATE INDEX "households_monitored" ON "households" USING btree ("region_code","id") WHERE "households"."monitoring_category" <> 'NONE';--> statement-breakpoint
CREATE UNIQUE INDEX "identities_citizen_id_hash_index" ON "identities" USING btree ("citizen_id_hash");--> statement-breakpoint
CREATE INDEX "persons_household_id_id_index" ON "persons" USING btree ("household_id","id");--> statement-breakpoint
CREATE INDEX "regions_parent_code_code_index" ON "regions" USING btree ("parent_code","code");--> statement-breakpoint
CREATE INDEX "regions_level_code_index" ON "regions" USING btree ("level","code");