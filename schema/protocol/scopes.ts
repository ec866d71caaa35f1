import type { MinistryName } from '../subgraphs.ts';

/** What opens a ministry's commands. */
export type WriteScope = `${MinistryName}:write`;

/** The scope that a ministry's commands ask for. */
export const writeScope = (ministry: MinistryName): WriteScope => `${ministry}:write`;

/** What a caller may be granted. A field of the contract names the scopes that it needs with `@requiresScopes`. */
export const scopes = {
  'household:read': 'Households and their members without what the other scopes protect (户和人员基本信息).',
  'name:read': 'Names and dates of birth of people (姓名、出生日期).',
  'identity:read': 'Citizen IDs in full, and ethnicity (公民身份号码、民族).',
  'contact:read': 'Addresses and telephone numbers (住址、联系电话).',
  'health:read': 'Illness, disability, treatment, insurance, and what treatment cost (健康和医疗).',
  'money:read': 'Income, loans, subsidies and payments (收入和资金).',
  'children:read': 'Schooling and aid of minors, and of others in education (教育和资助).',
  'statistics:read': 'Figures of regions beyond one’s own, small cells suppressed (区域统计).',
  'audit:read': 'Who has read what (访问记录).',
  'schema:read': 'The schema itself, by introspection and in the explorer (接口定义).',
  'cache:read': 'What of an answer had been kept, and since when: it tells when others asked (缓存情况).',
  'poverty-relief:write': 'Commands of poverty relief (扶贫业务办理).',
  'health:write': 'Commands of health (卫生健康业务办理).',
  'education:write': 'Commands of education (教育业务办理).',
  'agriculture:write': 'Commands of agriculture (农业农村业务办理).',
  'finance:write': 'Commands of finance (财政业务办理).',
} as const satisfies Record<WriteScope, string> & Record<string, string>;

/** What only services of ours sign with, in no token: reading a ministry's change log, and the register's. */
export const logScopes = ['changes:read', 'register:read'] as const;
export type LogScope = (typeof logScopes)[number];

/** Whether nobody can be granted a scope, whatever a token says. */
export const isReserved = (scope: string): boolean => (logScopes as readonly string[]).includes(scope);

/** One scope. */
export type Scope = keyof typeof scopes;

/** All scopes, in the order of the catalogue. */
export const scopeNames = Object.keys(scopes) as readonly Scope[];

/** Whether a text names a scope. */
export const isScope = (text: string): text is Scope => Object.hasOwn(scopes, text);
