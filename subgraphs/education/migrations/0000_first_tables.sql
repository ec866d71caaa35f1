CREATE TABLE "dropout_cases" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"stage" text NOT NULL,
	"grade" integer NOT NULL,
	"school_code" text COLLATE "C",
	"school_name" text NOT NULL,
	"cause" text NOT NULL,
	"status" text NOT NULL,
	"left_on" date NOT NULL,
	"responsible_person" text,
	"visits" integer NOT NULL,
	"returned_on" date,
	"return_form" text,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "east_west_partnerships" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"partner_region_code" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"vocational_students" integer NOT NULL,
	"skill_trainees" integer NOT NULL,
	"leader_trainees" integer NOT NULL,
	"amount" bigint NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "education_aid_awards" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"stage" text NOT NULL,
	"ownership" text NOT NULL,
	"programme" text NOT NULL,
	"amount" bigint NOT NULL,
	"awarded_on" date NOT NULL,
	"paid_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "education_costs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"stage" text NOT NULL,
	"tuition" bigint NOT NULL,
	"lodging" bigint NOT NULL,
	"books" bigint NOT NULL,
	"subsidies" bigint NOT NULL,
	"self_paid" bigint NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "graduate_employments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"stage" text NOT NULL,
	"school_name" text NOT NULL,
	"graduated_on" date NOT NULL,
	"destination" text NOT NULL,
	"organisation" text,
	"work_region_code" text COLLATE "C",
	"monthly_wage" bigint,
	"helped" boolean NOT NULL,
	"checked_on" date NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "highest_educations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"level" text NOT NULL,
	"reached_on" date,
	"parents_level" text,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "school_enrolments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"stage" text NOT NULL,
	"grade" integer NOT NULL,
	"school_code" text COLLATE "C",
	"school_name" text NOT NULL,
	"ownership" text NOT NULL,
	"boarding" boolean NOT NULL,
	"major" text,
	"hardship" text NOT NULL,
	"status" text NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "school_projects" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"school_code" text COLLATE "C",
	"year" integer NOT NULL,
	"cost" bigint NOT NULL,
	"central_funds" bigint NOT NULL,
	"local_funds" bigint NOT NULL,
	"fund_number" text COLLATE "C",
	"status" text NOT NULL,
	"started_on" date,
	"completed_on" date,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schools" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"code" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"ownership" text NOT NULL,
	"boarding" boolean NOT NULL,
	"students" integer,
	"teachers" integer,
	"building_safe" boolean,
	"building_inspected_on" date,
	"standardised" boolean NOT NULL,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "skill_trainings" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person_id" text COLLATE "C" NOT NULL,
	"household_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"course" text NOT NULL,
	"provider" text NOT NULL,
	"hours" integer NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"result" text NOT NULL,
	"certificate" text,
	"employed_afterwards" boolean,
	"partner_region_code" text COLLATE "C",
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "teacher_programmes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"region_code" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"planned_people" integer NOT NULL,
	"people" integer NOT NULL,
	"amount" bigint NOT NULL,
	"monthly_allowance" bigint,
	"teachers" integer,
	"teachers_trained" integer,
	"principals" integer,
	"principals_trained" integer,
	"source_system" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "dropout_cases_person_id_left_on_index" ON "dropout_cases" USING btree ("person_id","left_on");--> statement-breakpoint
CREATE INDEX "dropout_cases_person_id_left_on_id_index" ON "dropout_cases" USING btree ("person_id","left_on","id");--> statement-breakpoint
CREATE INDEX "dropout_cases_household_id_left_on_id_index" ON "dropout_cases" USING btree ("household_id","left_on","id");--> statement-breakpoint
CREATE INDEX "dropout_cases_region_code_left_on_id_index" ON "dropout_cases" USING btree ("region_code","left_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "east_west_partnerships_region_code_partner_region_code_year_index" ON "east_west_partnerships" USING btree ("region_code","partner_region_code","year");--> statement-breakpoint
CREATE INDEX "east_west_partnerships_region_code_year_id_index" ON "east_west_partnerships" USING btree ("region_code","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "education_aid_awards_person_id_year_stage_programme_index" ON "education_aid_awards" USING btree ("person_id","year","stage","programme");--> statement-breakpoint
CREATE INDEX "education_aid_awards_person_id_year_id_index" ON "education_aid_awards" USING btree ("person_id","year","id");--> statement-breakpoint
CREATE INDEX "education_aid_awards_household_id_year_id_index" ON "education_aid_awards" USING btree ("household_id","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "education_costs_person_id_year_stage_index" ON "education_costs" USING btree ("person_id","year","stage");--> statement-breakpoint
CREATE INDEX "education_costs_person_id_year_id_index" ON "education_costs" USING btree ("person_id","year","id");--> statement-breakpoint
CREATE INDEX "education_costs_household_id_year_index" ON "education_costs" USING btree ("household_id","year");--> statement-breakpoint
CREATE UNIQUE INDEX "graduate_employments_person_id_graduated_on_index" ON "graduate_employments" USING btree ("person_id","graduated_on");--> statement-breakpoint
CREATE INDEX "graduate_employments_person_id_graduated_on_id_index" ON "graduate_employments" USING btree ("person_id","graduated_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "highest_educations_person_id_index" ON "highest_educations" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "highest_educations_household_id_index" ON "highest_educations" USING btree ("household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "school_enrolments_person_id_stage_started_on_index" ON "school_enrolments" USING btree ("person_id","stage","started_on");--> statement-breakpoint
CREATE INDEX "school_enrolments_person_id_started_on_id_index" ON "school_enrolments" USING btree ("person_id","started_on","id");--> statement-breakpoint
CREATE INDEX "school_enrolments_household_id_started_on_id_index" ON "school_enrolments" USING btree ("household_id","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "school_projects_region_code_number_index" ON "school_projects" USING btree ("region_code","number");--> statement-breakpoint
CREATE INDEX "school_projects_region_code_year_id_index" ON "school_projects" USING btree ("region_code","year","id");--> statement-breakpoint
CREATE INDEX "school_projects_school_code_year_id_index" ON "school_projects" USING btree ("school_code","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "schools_code_index" ON "schools" USING btree ("code");--> statement-breakpoint
CREATE INDEX "schools_region_code_name_id_index" ON "schools" USING btree ("region_code","name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "skill_trainings_person_id_kind_course_started_on_index" ON "skill_trainings" USING btree ("person_id","kind","course","started_on");--> statement-breakpoint
CREATE INDEX "skill_trainings_person_id_started_on_id_index" ON "skill_trainings" USING btree ("person_id","started_on","id");--> statement-breakpoint
CREATE INDEX "skill_trainings_household_id_started_on_id_index" ON "skill_trainings" USING btree ("household_id","started_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "teacher_programmes_region_code_kind_year_index" ON "teacher_programmes" USING btree ("region_code","kind","year");--> statement-breakpoint
CREATE INDEX "teacher_programmes_region_code_year_id_index" ON "teacher_programmes" USING btree ("region_code","year","id");