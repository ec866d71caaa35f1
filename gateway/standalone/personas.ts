import type { Persona } from '@hearth/gateway/caller/demo/personas.ts';
import { type Scope, writeScope } from '@hearth/schema/protocol/scopes.ts';
import { ministries, ministryCode, type MinistryName } from '@hearth/schema/subgraphs.ts';

/** Where the first households of every sample live: a village and its county (云南省永善县). */
export const VILLAGE = '530625001001';
export const COUNTY = '530625';

/** What the analysts of each ministry look at, beside households without the names of people. */
const ownScopes: Readonly<Record<MinistryName, readonly Scope[]>> = {
  'poverty-relief': ['money:read'],
  health: ['health:read'],
  education: ['children:read'],
  agriculture: ['money:read'],
  finance: ['money:read'],
};

const analysts = ministries.map(({ name, title, chineseTitle }): Persona => ({
  name: `analyst-${name}`,
  title: `Analyst, ${title} (${chineseTitle}部门统计人员)`,
  scopes: ['household:read', 'statistics:read', 'schema:read', ...ownScopes[name]],
  regions: ['*'],
  purposes: ['STATISTICS'],
  ministry: ministryCode(name),
}));

const officialScopes = [
  'household:read',
  'name:read',
  'contact:read',
  'health:read',
  'money:read',
  'children:read',
  'statistics:read',
  'schema:read',
] as const satisfies readonly Scope[];

/** As whom the hub can be tried. Their regions are in every sample. */
export const personas: readonly Persona[] = [
  {
    name: 'county-official',
    title: 'County official (县级工作人员)',
    scopes: [...officialScopes, ...ministries.map(({ name }) => writeScope(name))],
    regions: [COUNTY],
    purposes: ['MONITORING', 'ASSISTANCE', 'CORRECTION', 'STATISTICS'],
    ministry: ministryCode('poverty-relief'),
  },
  {
    name: 'village-worker',
    title: 'Village worker (驻村干部)',
    scopes: ['household:read', 'name:read', 'contact:read', 'poverty-relief:write', 'schema:read'],
    regions: [VILLAGE],
    purposes: ['MONITORING', 'ASSISTANCE'],
  },
  ...analysts,
  {
    name: 'evaluator',
    title: 'Third-party evaluator (第三方评估人员)',
    scopes: ['household:read', 'money:read', 'schema:read'],
    regions: [COUNTY],
    purposes: ['EVALUATION'],
  },
  {
    name: 'auditor',
    title: 'Auditor (审计人员)',
    scopes: ['audit:read', 'schema:read'],
    regions: ['*'],
    purposes: ['AUDIT'],
  },
  {
    name: 'citizen',
    title: 'Citizen, about themselves (群众本人)',
    scopes: officialScopes.filter((scope) => scope !== 'statistics:read'),
    regions: [],
    purposes: ['CORRECTION'],
    person: 'P000000000',
  },
];
