/** Households of the sample that measurements ask for. */
export const HOUSEHOLDS = 2_000;

export const householdIds = Array.from(
  { length: HOUSEHOLDS },
  (_, number) => `H${String(number).padStart(9, '0')}`,
);
