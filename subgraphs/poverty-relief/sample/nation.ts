import type { RowsByKind, SampleRow } from '@hearth/kit/sample/rows.ts';
import { GUIDANCE, MONITORING_RULES, REPLY } from './numbers.ts';

const LEADING_GROUP = '国务院扶贫开发领导小组';
const OFFICE = '国务院扶贫办';
const QUOTED = 'reply 8255';

/** What exists once in the country: the documents, figures and organisations that the reply names. */
export const nation = (): RowsByKind => ({
  regions: easternRegions,
  'policy-documents': documents,
  'monitoring-parameters': easternRules,
  'published-figures': figures,
  organisations,
  'cadence-switches': switches,
  'dispatch-definitions': definitions,
});

/** The eastern regions that help western ones or have rules of their own; no household of the sample lives there. */
const easternRegions: SampleRow[] = Object.entries({
  11: '北京市',
  12: '天津市',
  21: '辽宁省',
  31: '上海市',
  32: '江苏省',
  33: '浙江省',
  35: '福建省',
  37: '山东省',
  44: '广东省',
}).map(([prefix, name]) => ({
  region_code: prefix.padEnd(12, '0'),
  name,
  poverty_designation: 'NONE',
}));

/** Liaoning, Jiangsu, Fujian, Shandong and Guangdong issued rules, as the 22 western provinces did. */
const easternRules: SampleRow[] = ['21', '32', '35', '37', '44'].map((prefix) => ({
  region_code: prefix.padEnd(12, '0'),
  group: 'EASTERN',
  ...MONITORING_RULES,
}));

const national = (row: SampleRow): SampleRow => ({ level: 'NATION', quoted_from: QUOTED, ...row });

const documents: SampleRow[] = [
  {
    policy_number: REPLY,
    title: '对十三届全国人大三次会议第8255号建议的答复',
    english_title: 'Reply to proposal 8255 of the third session of the 13th National People’s Congress',
    issuer: OFFICE,
    issued_on: '2020-09-08',
    tags: 'MONITORING;TRANSITION;EXIT;INDUSTRY;HEALTH;EDUCATION;DISASTER',
    summary: '关于后脱贫期巩固脱贫成果防止返贫的建议的答复,2020年11月10日由规划财务司公开。',
  },
  {
    policy_number: GUIDANCE,
    title: '关于建立防止返贫监测和帮扶机制的指导意见',
    english_title: 'Guidance on monitoring and assistance that prevent return to poverty',
    issuer: LEADING_GROUP,
    issued_on: '2020-03-20',
    tags: 'MONITORING',
    summary: '明确防止返贫监测和帮扶机制的原则、方法、措施和要求,提出五个方面的帮扶措施。',
  },
  {
    policy_number: 'notice-2020-04-18',
    title: '关于贯彻落实《关于建立防止返贫监测和帮扶机制的指导意见》的通知',
    english_title: 'Notice on carrying out the guidance on monitoring and assistance',
    issuer: '国务院扶贫办、财政部',
    issued_on: '2020-04-18',
    tags: 'MONITORING;FINANCE',
    summary: '允许各级财政专项扶贫资金支持边缘人口小额信贷贴息、经营技能培训、劳动技能培训、公益岗位安置。',
  },
  {
    policy_number: 'industry-guidance',
    title: '贫困地区发展特色产业促进精准脱贫指导意见',
    issuer: '国务院扶贫办、农业农村部等部门',
    tags: 'INDUSTRY',
    summary: '指导贫困地区发展特色产业。',
  },
  {
    policy_number: 'industry-three-years',
    title: '关于实施产业扶贫三年攻坚行动的意见',
    issuer: '国务院扶贫办、农业农村部等部门',
    tags: 'INDUSTRY',
    summary: '提出产业主体培育、产销对接、带贫益贫机制等措施。',
  },
  {
    policy_number: 'industry-guides',
    title: '关于建立贫困户产业发展指导员制度的通知',
    issuer: '国务院扶贫办、农业农村部等部门',
    tags: 'INDUSTRY',
    summary: '建立贫困户产业发展指导员队伍。',
  },
  {
    policy_number: 'integrated-funds',
    title: '关于支持贫困县开展统筹整合使用财政涉农资金试点的意见',
    issuer: '国务院办公厅',
    tags: 'FINANCE;INDUSTRY',
    summary: '支持贫困县统筹整合使用财政涉农资金。',
  },
  {
    policy_number: 'epidemic-notice',
    title: '关于做好新冠肺炎疫情防控期间脱贫攻坚工作的通知',
    issuer: LEADING_GROUP,
    tags: 'EPIDEMIC;EMPLOYMENT;CONSUMPTION',
    summary: '解决外出务工、生产发展和产品积压、扶贫项目开工复工等难题。',
  },
  {
    policy_number: 'flood-notice',
    title: '关于及时防范化解因洪涝地质灾害等返贫致贫风险的通知',
    issuer: OFFICE,
    tags: 'DISASTER;MONITORING',
    summary: '防范化解因洪涝地质灾害等返贫致贫风险。',
  },
  {
    policy_number: 'flood-funds',
    title: '关于用好财政扶贫资金项目支持克服洪涝地质灾害影响的通知',
    issuer: OFFICE,
    tags: 'DISASTER;FINANCE',
    summary: '用好财政扶贫资金项目,支持克服洪涝地质灾害影响。',
  },
].map(national);

/** Code, ministry, what it counts, value, unit, how the value is meant, and the day for which the reply gives it. */
const published: [string, string, string, number, string, string?, string?][] = [
  ['interviewed-provinces', 'POVERTY_RELIEF', '因退出质量问题约谈的省区', 11, '个'],
  ['rule-jurisdictions', 'POVERTY_RELIEF', '出台监测帮扶实施办法的省份', 27, '个'],
  ['poverty-counties', 'POVERTY_RELIEF', '国家级贫困县', 832, '个'],
  ['epidemic-policies', 'POVERTY_RELIEF', '各成员单位应对疫情出台的政策文件', 40, '个', 'OVER'],
  ['industry-plan-provinces', 'AGRICULTURE', '编制产业扶贫规划的中西部省份', 22, '个'],
  ['industry-plan-counties', 'AGRICULTURE', '编制产业扶贫规划的贫困县', 832, '个'],
  ['industry-projects', 'AGRICULTURE', '产业扶贫项目', 1_000_000, '个', 'OVER'],
  ['industry-bases', 'AGRICULTURE', '扶贫产业基地', 100_000, '个'],
  ['leading-enterprises', 'AGRICULTURE', '扶贫龙头企业', 28_600, '个', 'EXACT', '2020-06-30'],
  [
    'leading-enterprise-jobs',
    'AGRICULTURE',
    '龙头企业吸纳贫困人口就业',
    824_000,
    '人',
    'EXACT',
    '2020-06-30',
  ],
  ['villages-with-cooperatives', 'AGRICULTURE', '有合作社的贫困村占比', 90, '%'],
  ['cooperatives', 'AGRICULTURE', '贫困县农民合作社', 682_000, '家'],
  ['cooperative-beneficiaries', 'AGRICULTURE', '合作社带动增收贫困人口', 21_978_000, '人'],
  ['entrepreneurs', 'AGRICULTURE', '贫困村创业致富带头人', 414_000, '人'],
  ['entrepreneur-entities', 'AGRICULTURE', '带头人领办经营主体', 214_000, '个'],
  ['entrepreneur-beneficiaries', 'AGRICULTURE', '经营主体带动脱贫人口', 4_060_000, '人'],
  ['ecommerce-counties', 'AGRICULTURE', '电子商务进农村综合示范覆盖的国家级贫困县', 832, '个'],
  ['ecommerce-county-funds', 'FINANCE', '电商进农村综合示范县每县资金', 20_000_000, '元'],
  ['insured-rate', 'HEALTH', '农村贫困人口参保率', 99.9, '%', 'AT_LEAST'],
  ['inpatient-reimbursement', 'HEALTH', '住院医疗费用实际报销比例', 80, '%', 'NEARLY'],
  ['tertiary-hospitals', 'HEALTH', '对口帮扶城市三级医院', 1_007, '家'],
  ['paired-county-hospitals', 'HEALTH', '受帮扶县级医院', 1_172, '家'],
  ['counties-with-public-hospital', 'HEALTH', '有公立医院的县占比', 100, '%', 'EXACT', '2019-12-31'],
  ['townships-with-clinic', 'HEALTH', '有卫生院和合格医生的乡镇占比', 100, '%', 'EXACT', '2019-12-31'],
  ['villages-with-clinic', 'HEALTH', '有卫生室和合格医生的行政村占比', 100, '%', 'EXACT', '2019-12-31'],
];

const figures: SampleRow[] = published.map(([code, ministry, name, value, unit, bound = 'EXACT', asOf]) => ({
  figure_number: code,
  ministry,
  name,
  value,
  bound,
  unit,
  as_of: asOf,
  source: QUOTED,
  policy_number: REPLY,
}));

/** Number, name, role, duty, and the ministry of the hub. */
const taking: [string, string, string, string, string?][] = [
  ['rural-office', '中央农村工作领导小组办公室', 'LEAD', '研究2020年后减贫战略'],
  ['poverty-office', OFFICE, 'LEAD', '防止返贫监测和帮扶', 'POVERTY_RELIEF'],
  ['education', '教育部', 'MEMBER', '教育扶贫', 'EDUCATION'],
  ['finance', '财政部', 'MEMBER', '财政扶贫资金', 'FINANCE'],
  ['agriculture', '农业农村部', 'MEMBER', '产业扶贫', 'AGRICULTURE'],
  ['health', '国家卫生健康委', 'MEMBER', '健康扶贫', 'HEALTH'],
  ['insurance', '国家医疗保障局', 'MEMBER', '基本医保、大病保险、医疗救助', 'HEALTH'],
  ['emergency', '应急管理部', 'MEMBER', '全国灾情月度共享'],
  ['housing', '住房城乡建设部', 'MEMBER', '住房安全调度口径'],
  ['water', '水利部', 'MEMBER', '饮水安全调度口径'],
];

const organisations: SampleRow[] = taking.map(([number, name, role, duty, ministry]) => ({
  organisation_number: number,
  name,
  level: 'NATION',
  body: LEADING_GROUP,
  role,
  duty,
  ministry,
}));

const switches: SampleRow[] = [
  {
    topic: 'EPIDEMIC',
    to_cadence: 'WEEKLY',
    switched_on: '2020-02-12',
    reason: '疫情形势严峻,实行周调度、周通报',
  },
  {
    topic: 'EPIDEMIC',
    from_cadence: 'WEEKLY',
    to_cadence: 'MONTHLY',
    switched_on: '2020-06-01',
    reason: '国内疫情防控形势向好,调整为月调度、月通报',
  },
  ...['DISASTER', 'HOUSING', 'DRINKING_WATER', 'MONITORING'].map((topic) => ({
    topic,
    to_cadence: 'MONTHLY',
    switched_on: '2020-07-01',
    reason: '建立全国灾情月度共享机制',
  })),
];

const definitions: SampleRow[] = [
  {
    topic: 'HOUSING',
    name: '因灾住房受损户',
    definition: '因灾倒塌或经鉴定为C级、D级且尚未修复的住房,按户统计。',
    agreed_with: 'HOUSING',
    effective_on: '2020-07-01',
  },
  {
    topic: 'DRINKING_WATER',
    name: '因灾饮水中断户',
    definition: '因灾供水中断且未恢复,或水量、水质、取水时间、供水保证率任一项不达标的农户。',
    agreed_with: 'WATER',
    effective_on: '2020-07-01',
  },
  {
    topic: 'DISASTER',
    name: '受灾监测对象',
    definition: '受灾地区内已纳入监测或因灾出现返贫致贫风险的农户。',
    agreed_with: 'EMERGENCY',
    effective_on: '2020-07-01',
  },
];
