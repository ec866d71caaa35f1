const inChina = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day it is in China, ISO. */
export const today = (): string => inChina.format();
