/** Where the register's own files come from. */
export const REGISTER_SYSTEM = '全国扶贫开发信息系统';

/** Where the files on monitoring and assistance come from. */
export const MONITORING_SYSTEM = '全国防返贫监测信息系统';

/** The last day is not before the first. */
export const endsAfterStart = {
  name: 'ENDS_AFTER_START',
  rule: 'The last day is not before the first.',
  holds: ({ startedOn, endedOn }: { startedOn: string; endedOn: string | null }) =>
    endedOn === null || endedOn >= startedOn,
};

/** National records belong to no region, all others to one. */
export const regionUnlessNational = {
  name: 'REGION_UNLESS_NATIONAL',
  rule: 'A record of the national level names no region; every other names one.',
  holds: ({ level, regionCode }: { level: string; regionCode: string | null }) =>
    (level === 'NATION') === (regionCode === null),
};
