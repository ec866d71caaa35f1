CREATE TABLE "chronic_care_contracts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"contract_number" text COLLATE "C" NOT NULL,
	"condition" text NOT NULL,
	"doctor" text NOT NULL,
	"facility_code" text COLLATE "C",
	"facility_name" text NOT NULL,
	"signed_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"visits_due" integer NOT NULL,
	"visits_done" integer NOT NULL,
	"last_visit_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "encounters" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"encounter_number" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"diagnosis_code" text COLLATE "C" NOT NULL,
	"chronic_condition" text,
	"facility_code" text COLLATE "C",
	"facility_name" text NOT NULL,
	"in_county" boolean NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "health_benefit_rules" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"benefit" text NOT NULL,
	"population" text NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"document" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "health_facilities" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"code" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"grade" text NOT NULL,
	"public" boolean NOT NULL,
	"standardised" boolean NOT NULL,
	"doctors" integer NOT NULL,
	"qualified_doctors" integer NOT NULL,
	"beds" integer NOT NULL,
	"remote_consultation" boolean NOT NULL,
	"one_stop_settlement" boolean NOT NULL,
	"consortium_code" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "health_workforce" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"group" text NOT NULL,
	"year" integer NOT NULL,
	"planned" integer NOT NULL,
	"present" integer NOT NULL,
	"qualified" integer NOT NULL,
	"departed" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hospital_pairings" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"supported_hospital_code" text COLLATE "C" NOT NULL,
	"supported_hospital_name" text NOT NULL,
	"supporting_hospital_code" text COLLATE "C" NOT NULL,
	"supporting_hospital_name" text NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"specialists_sent" integer NOT NULL,
	"departments_built" integer NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "insurance_enrolments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"scheme" text NOT NULL,
	"year" integer NOT NULL,
	"insured_as" text NOT NULL,
	"contribution" bigint NOT NULL,
	"subsidy" bigint NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "major_illness_cases" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"illness" text NOT NULL,
	"diagnosis_code" text COLLATE "C" NOT NULL,
	"facility_code" text COLLATE "C",
	"facility_name" text NOT NULL,
	"in_county" boolean NOT NULL,
	"identified_on" date NOT NULL,
	"treatment_started_on" date,
	"closed_on" date,
	"status" text NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "medical_consortia" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"code" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"lead_hospital_code" text COLLATE "C" NOT NULL,
	"lead_hospital_name" text NOT NULL,
	"county_township_integrated" boolean NOT NULL,
	"township_village_integrated" boolean NOT NULL,
	"established_on" date NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pay_later_agreements" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"agreement_number" text COLLATE "C" NOT NULL,
	"encounter_number" text COLLATE "C",
	"facility_code" text COLLATE "C",
	"facility_name" text NOT NULL,
	"signed_on" date NOT NULL,
	"deposit_waived" bigint NOT NULL,
	"amount_due" bigint,
	"amount_paid" bigint NOT NULL,
	"due_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prevention_programmes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"target_people" integer NOT NULL,
	"reached_people" integer NOT NULL,
	"cost" bigint NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prevention_services" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"served_on" date NOT NULL,
	"facility_code" text COLLATE "C",
	"facility_name" text NOT NULL,
	"result" text,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settlements" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"settlement_number" text COLLATE "C" NOT NULL,
	"encounter_number" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"settled_on" date NOT NULL,
	"total" bigint NOT NULL,
	"within_catalogue" bigint NOT NULL,
	"paid_by_basic" bigint NOT NULL,
	"paid_by_serious_illness" bigint NOT NULL,
	"paid_by_medical_aid" bigint NOT NULL,
	"paid_by_other" bigint NOT NULL,
	"self_paid" bigint NOT NULL,
	"compliant_self_paid" bigint NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "chronic_care_contracts_contract_number_index" ON "chronic_care_contracts" USING btree ("contract_number");--> statement-breakpoint
CREATE INDEX "chronic_care_contracts_person_id_signed_on_id_index" ON "chronic_care_contracts" USING btree ("person_id","signed_on","id");--> statement-breakpoint
CREATE INDEX "chronic_care_contracts_household_id_signed_on_id_index" ON "chronic_care_contracts" USING btree ("household_id","signed_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "encounters_encounter_number_index" ON "encounters" USING btree ("encounter_number");--> statement-breakpoint
CREATE INDEX "encounters_person_id_started_on_id_index" ON "encounters" USING btree ("person_id","started_on","id");--> statement-breakpoint
CREATE INDEX "encounters_household_id_started_on_index" ON "encounters" USING btree ("household_id","started_on");--> statement-breakpoint
CREATE UNIQUE INDEX "health_benefit_rules_region_code_benefit_population_started_on_index" ON "health_benefit_rules" USING btree ("region_code","benefit","population","started_on");--> statement-breakpoint
CREATE INDEX "health_benefit_rules_region_code_started_on_id_index" ON "health_benefit_rules" USING btree ("region_code","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "health_facilities_code_index" ON "health_facilities" USING btree ("code");--> statement-breakpoint
CREATE INDEX "health_facilities_region_code_code_index" ON "health_facilities" USING btree ("region_code","code");--> statement-breakpoint
CREATE INDEX "health_facilities_consortium_code_region_code_code_index" ON "health_facilities" USING btree ("consortium_code","region_code","code");--> statement-breakpoint
CREATE UNIQUE INDEX "health_workforce_region_code_group_year_index" ON "health_workforce" USING btree ("region_code","group","year");--> statement-breakpoint
CREATE INDEX "health_workforce_region_code_year_id_index" ON "health_workforce" USING btree ("region_code","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "hospital_pairings_supported_hospital_code_supporting_hospital_code_started_on_index" ON "hospital_pairings" USING btree ("supported_hospital_code","supporting_hospital_code","started_on");--> statement-breakpoint
CREATE INDEX "hospital_pairings_region_code_started_on_id_index" ON "hospital_pairings" USING btree ("region_code","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "insurance_enrolments_person_id_scheme_year_index" ON "insurance_enrolments" USING btree ("person_id","scheme","year");--> statement-breakpoint
CREATE INDEX "insurance_enrolments_person_id_started_on_id_index" ON "insurance_enrolments" USING btree ("person_id","started_on","id");--> statement-breakpoint
CREATE INDEX "insurance_enrolments_household_id_started_on_id_index" ON "insurance_enrolments" USING btree ("household_id","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "major_illness_cases_person_id_illness_identified_on_index" ON "major_illness_cases" USING btree ("person_id","illness","identified_on");--> statement-breakpoint
CREATE INDEX "major_illness_cases_person_id_identified_on_id_index" ON "major_illness_cases" USING btree ("person_id","identified_on","id");--> statement-breakpoint
CREATE INDEX "major_illness_cases_household_id_identified_on_id_index" ON "major_illness_cases" USING btree ("household_id","identified_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "medical_consortia_code_index" ON "medical_consortia" USING btree ("code");--> statement-breakpoint
CREATE INDEX "medical_consortia_region_code_code_index" ON "medical_consortia" USING btree ("region_code","code");--> statement-breakpoint
CREATE UNIQUE INDEX "pay_later_agreements_agreement_number_index" ON "pay_later_agreements" USING btree ("agreement_number");--> statement-breakpoint
CREATE INDEX "pay_later_agreements_person_id_signed_on_id_index" ON "pay_later_agreements" USING btree ("person_id","signed_on","id");--> statement-breakpoint
CREATE INDEX "pay_later_agreements_household_id_signed_on_id_index" ON "pay_later_agreements" USING btree ("household_id","signed_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "prevention_programmes_region_code_kind_year_index" ON "prevention_programmes" USING btree ("region_code","kind","year");--> statement-breakpoint
CREATE INDEX "prevention_programmes_region_code_year_id_index" ON "prevention_programmes" USING btree ("region_code","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "prevention_services_person_id_kind_served_on_index" ON "prevention_services" USING btree ("person_id","kind","served_on");--> statement-breakpoint
CREATE INDEX "prevention_services_person_id_served_on_id_index" ON "prevention_services" USING btree ("person_id","served_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "settlements_settlement_number_index" ON "settlements" USING btree ("settlement_number");--> statement-breakpoint
CREATE INDEX "settlements_person_id_settled_on_id_index" ON "settlements" USING btree ("person_id","settled_on","id");--> statement-breakpoint
CREATE INDEX "settlements_household_id_settled_on_id_index" ON "settlements" USING btree ("household_id","settled_on","id");--> statement-breakpoint
CREATE INDEX "settlements_encounter_number_settled_on_id_index" ON "settlements" USING btree ("encounter_number","settled_on","id");