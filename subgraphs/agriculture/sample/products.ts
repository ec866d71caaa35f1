import type { IndustrySector } from '../codes.ts';

/** What the sample grows, raises and makes. */
export interface Product {
  readonly name: string;
  readonly sector: IndustrySector;
}

export const PRODUCTS: readonly Product[] = [
  { name: '马铃薯', sector: 'GRAIN' },
  { name: '苹果', sector: 'FRUIT' },
  { name: '核桃', sector: 'FRUIT' },
  { name: '花椒', sector: 'FORESTRY' },
  { name: '茶叶', sector: 'TEA' },
  { name: '香菇', sector: 'FUNGI' },
  { name: '天麻', sector: 'HERBS' },
  { name: '辣椒', sector: 'VEGETABLES' },
  { name: '肉牛', sector: 'LIVESTOCK' },
  { name: '生猪', sector: 'LIVESTOCK' },
];

/** Those that can be counted in kilograms and stored. */
export const CROPS: readonly Product[] = PRODUCTS.filter(({ sector }) => sector !== 'LIVESTOCK');
