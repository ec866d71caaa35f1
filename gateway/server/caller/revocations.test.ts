import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { followRevocations, type Revocations } from './revocations.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-revoked-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** Puts a whole list in the place of the one before: nothing is read that is half written. */
async function replace(place: string, text: string): Promise<void> {
  await writeFile(`${place}.new`, text);
  await rename(`${place}.new`, place);
}

const namesOf = (revocations: Revocations) =>
  ['a', 'b', 'c'].filter((subject) => revocations.has({ subject, token: undefined }));

describe('a list of revocations', () => {
  it.each([
    ['is no JSON', '{"tokens": [], "subjects": ["b"]'],
    ['is null', 'null'],
    ['is a list', '["b"]'],
    ['has what is no text', '{"subjects": ["b", 7]}'],
    ['has its names in one text', '{"subjects": "b"}'],
    ['names nothing', '{}'],
    ['is misspelt', '{"subject": ["b"]}'],
    ['is misspelt in a part', '{"tokens": [], "subject": ["b"]}'],
    ['has too much', `{"subjects": ["b"], "tokens": ["${'x'.repeat(17 * 1024 * 1024)}"]}`],
  ])(
    'that %s is refused without its words, the one before holds, and it is read again',
    async (_name, text) => {
      const place = join(directory, 'list.json');
      const failures: string[] = [];
      await replace(place, '{"subjects": ["a"]}');
      const options = {
        place,
        outages: { onLost: (reason: string) => void failures.push(reason), onBack: () => {} },
        every: 20,
      };
      const revocations = await followRevocations(options);
      expect(namesOf(revocations)).toEqual(['a']);
      await replace(place, text);
      await vi.waitFor(() => expect(failures.length).toBeGreaterThan(1), { timeout: 5_000 });
      expect(namesOf(revocations)).toEqual(['a']);
      expect(new Set(failures).size).toBe(1);
      expect(failures[0]).toMatch(/^The list of revocations (must be|is larger than)/);
      await replace(place, '{"tokens": ["t"], "subjects": ["c"]}');
      await vi.waitFor(() => expect(namesOf(revocations)).toEqual(['c']), { timeout: 5_000 });
    },
  );
});
