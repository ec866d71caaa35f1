/** For what data may be asked, with the Chinese term; `Purpose` of the contract has the same values. */
export const purposes = {
  MONITORING: 'Watching whether a household slides back into poverty (动态监测).',
  ASSISTANCE: 'Deciding on help for a household and giving it (帮扶救助).',
  EVALUATION: 'Checking by samples whether policy was carried out well, also by third parties (考核评估).',
  STATISTICS: 'Counting, without looking at anybody in particular (统计分析).',
  CORRECTION: 'Setting wrong data right, at the request of whom it is about (信息更正).',
  AUDIT: 'Checking who has read what (监督审计).',
} as const satisfies Record<string, string>;

/** One purpose. */
export type Purpose = keyof typeof purposes;

/** All purposes, in the order of the contract. */
export const purposeNames = Object.keys(purposes) as readonly Purpose[];

/** Whether a text names a purpose. */
export const isPurpose = (text: unknown): text is Purpose =>
  typeof text === 'string' && Object.hasOwn(purposes, text);
