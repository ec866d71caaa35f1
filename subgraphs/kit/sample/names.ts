import type { Random } from './random.ts';

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const GIVEN = {
  MALE: [...'伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆建国志文光天达永安'],
  FEMALE: [...'芳娜敏静丽艳娟霞秀兰燕玲桂英红梅琴云莲凤洁莉婷雪慧萍玉珍香月美华'],
};
const ETHNICITIES = {
  汉族: 78,
  彝族: 5,
  壮族: 4,
  苗族: 4,
  土家族: 3,
  藏族: 2,
  回族: 2,
  维吾尔族: 2,
} as const;

export type Sex = 'MALE' | 'FEMALE';

export const surname = (random: Random): string => random.pick(SURNAMES);

/** One or two characters. */
export function givenName(random: Random, sex: Sex): string {
  const first = random.pick(GIVEN[sex]);
  return random.chance(0.7) ? first + random.pick(GIVEN[sex]) : first;
}

export const ethnicity = (random: Random): string => random.weighted(ETHNICITIES);
