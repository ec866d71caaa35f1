ALTER TABLE "changes" DROP CONSTRAINT "changes_event_or_entry";--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_event_or_entry" CHECK (num_nonnulls(id, kind, persons) = case when entity is null then 3 else 0 end
        and num_nonnulls(household, region) in (0, case when entity is null then 2 else 0 end)
        and num_nonnulls(key, state) = case when entity is null then 0 else 2 end);