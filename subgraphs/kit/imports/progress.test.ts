import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { startProgress } from './progress.ts';

describe('startProgress', () => {
  const show = (isTTY: boolean) => {
    const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
    const progress = startProgress(stream);
    progress.onProgress(10, 40);
    progress.onProgress(40, 40);
    progress.stop();
    progress.stop();
    return String(stream.read() ?? '');
  };

  it('should draw a bar on a terminal', () => {
    expect(show(true)).toContain('% of 40 bytes');
  });

  it('should write nothing elsewhere', () => {
    expect(show(false)).toBe('');
  });

  it('should write nothing when the file was refused before its first byte', () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    startProgress(stream).stop();
    expect(stream.read()).toBeNull();
  });
});
