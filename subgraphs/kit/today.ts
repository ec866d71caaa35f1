const inChina = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day it is in China, ISO: now, or at another time. */
export const today = (at = new Date()): string => inChina.format(at);
