import type { ChronicCondition } from '../codes.ts';

/**
 * Whether a text has the shape of an ICD-10 code: `I10`, `C16.9`, and China's longer ones, `C16.900` and
 * `I10.x00x002`. Source: GB/T 14396.
 */
export const isDiagnosisCode = (text: string): boolean =>
  /^[A-Z]\d\d(?:\.[\dx]\d{0,2}(?:x\d{3})?)?[+*]?$/.test(text);

/** The condition of the contract service that a diagnosis belongs to; null when to none. */
export function chronicConditionOf(diagnosisCode: string): ChronicCondition | null {
  const category = categoryOf(diagnosisCode);
  const found = CONDITIONS.find(({ categories }) =>
    categories.some(([first, last]) => first <= category && category <= last),
  );
  return found?.condition ?? null;
}

/** What the category of a diagnosis is called in Chinese; null when the short list does not have it. */
export const diagnosisName = (diagnosisCode: string): string | null =>
  NAMES.get(categoryOf(diagnosisCode)) ?? null;

/** The first three characters of a code. */
const categoryOf = (diagnosisCode: string) => diagnosisCode.slice(0, 3);

/** The categories of each condition, as ranges with both ends included. */
const CONDITIONS: readonly {
  readonly condition: ChronicCondition;
  readonly categories: readonly (readonly [first: string, last: string])[];
}[] = [
  { condition: 'HYPERTENSION', categories: [['I10', 'I15']] },
  { condition: 'DIABETES', categories: [['E10', 'E14']] },
  {
    condition: 'TUBERCULOSIS',
    categories: [
      ['A15', 'A16'],
      ['A19', 'A19'],
    ],
  },
  { condition: 'SEVERE_MENTAL_DISORDER', categories: [['F20', 'F31']] },
];

/** The categories that rural clinics and the programme of major illness meet most. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['A09', '感染性胃肠炎和结肠炎'],
  ['A15', '呼吸道结核病,细菌学和组织学证实'],
  ['A16', '呼吸道结核病,未经证实'],
  ['A19', '粟粒性结核病'],
  ['B18', '慢性病毒性肝炎'],
  ['B20', '人类免疫缺陷病毒病造成的传染病和寄生虫病'],
  ['B67', '棘球蚴病'],
  ['C15', '食管恶性肿瘤'],
  ['C16', '胃恶性肿瘤'],
  ['C18', '结肠恶性肿瘤'],
  ['C20', '直肠恶性肿瘤'],
  ['C22', '肝和肝内胆管恶性肿瘤'],
  ['C34', '支气管和肺恶性肿瘤'],
  ['C41', '骨和关节软骨恶性肿瘤'],
  ['C50', '乳房恶性肿瘤'],
  ['C53', '宫颈恶性肿瘤'],
  ['C56', '卵巢恶性肿瘤'],
  ['C64', '肾恶性肿瘤,除外肾盂'],
  ['C67', '膀胱恶性肿瘤'],
  ['C74', '肾上腺恶性肿瘤'],
  ['C85', '非霍奇金淋巴瘤'],
  ['C91', '淋巴样白血病'],
  ['D56', '地中海贫血'],
  ['D66', '遗传性因子Ⅷ缺乏'],
  ['E10', '1型糖尿病'],
  ['E11', '2型糖尿病'],
  ['E14', '未特指的糖尿病'],
  ['F20', '精神分裂症'],
  ['F31', '双相情感障碍'],
  ['G40', '癫痫'],
  ['H25', '老年性白内障'],
  ['I05', '风湿性二尖瓣疾病'],
  ['I10', '特发性(原发性)高血压'],
  ['I11', '高血压性心脏病'],
  ['I21', '急性心肌梗死'],
  ['I25', '慢性缺血性心脏病'],
  ['I63', '脑梗死'],
  ['J06', '急性上呼吸道感染'],
  ['J18', '肺炎'],
  ['J44', '慢性阻塞性肺病'],
  ['J62', '含硅粉尘引起的尘肺'],
  ['K29', '胃炎和十二指肠炎'],
  ['K35', '急性阑尾炎'],
  ['K80', '胆石症'],
  ['M17', '膝关节病'],
  ['M51', '其他椎间盘疾患'],
  ['N18', '慢性肾脏病'],
  ['N20', '肾和输尿管结石'],
  ['O80', '单胎顺产'],
  ['Q21', '心间隔先天性畸形'],
  ['Q37', '腭裂伴有唇裂'],
  ['Q54', '尿道下裂'],
  ['S72', '股骨骨折'],
  ['U84', '抗结核药物耐药'],
]);
