/** Filters of a list as a query gives them: one that was not given is null or absent. */
export type Given<Filters> = { [Name in keyof Filters]?: Filters[Name] | null | undefined };
