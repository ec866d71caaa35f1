CREATE FUNCTION "access_names"("entry" text, "kind" text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT string_to_array(split_part(split_part(entry, '"' || kind || '":["', 2), '"]', 1), '","')
$$;
--> statement-breakpoint
DROP INDEX "access_entries_persons";
--> statement-breakpoint
DROP INDEX "access_entries_households";
--> statement-breakpoint
CREATE INDEX "access_entries_persons" ON "access_entries" USING gin (access_names(entry, 'persons'));
--> statement-breakpoint
CREATE INDEX "access_entries_households" ON "access_entries" USING gin (access_names(entry, 'households'));
