import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leftSegments } from '@hearth/gateway/audit/journal.ts';
import { sealingKey } from '@hearth/kit/sealing.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startProgram } from '../../script.ts';

const LIMIT = 16; // blocks of 512 bytes that a file may have: beyond them the system writes a part and refuses the rest
const PROGRAM = '--import @hearth/kit/typescript/register.js test/access/record/full-disk.fixture.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'hearth-full-'))));
afterEach(() => rm(folder, { recursive: true }));

it('an entry of which the disk takes only a part is refused, and leaves nothing before what comes next', async () => {
  const key = randomBytes(32);
  const command = `trap '' XFSZ; ulimit -f ${LIMIT}; exec "${process.execPath}" ${PROGRAM} "$0" "$1"`;
  const script = startProgram('/bin/sh', { args: ['-c', command, folder, key.toString('base64')] });
  const { code } = await script.ended;
  expect({ code, stderr: script.output.stderr }).toEqual({ code: 0, stderr: '' });
  const { taken, refused } = JSON.parse(script.output.stdout) as { taken: string[]; refused: string[] };
  expect(refused).toEqual(Array(4).fill('EFBIG'));
  const segments = await leftSegments({ folder, key: sealingKey(key) });
  const texts = segments.map(({ lines }) => lines.toString().trimEnd().split('\n'));
  expect(texts.map(({ length }) => length)).toEqual([taken.length - 3, 3]);
  expect(texts.flat()).toEqual(taken);
  const sizes = (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size);
  for (const size of await Promise.all(sizes)) expect(size).toBeLessThan(LIMIT * 512);
});
