import { Journal } from '@hearth/gateway/audit/journal.ts';
import { sealingKey } from '@hearth/kit/sealing.ts';

const AFTER = 3; // texts that are tried in a file that takes no more, and that the next file is given

/**
 * Writes texts to a journal until one is refused, tries some more, goes on in the next file, and prints which were taken.
 * Arguments: the journal's folder, and its key in base64.
 */
const [folder, key] = process.argv.slice(2) as [string, string];
const journal = new Journal({ folder, key: sealingKey(Buffer.from(key, 'base64')) });
const taken: string[] = [];
const refused: string[] = [];
let number = 0;
const write = async () => {
  const text = `${(number += 1)} ${'x'.repeat(200)}`;
  await journal.append(text).then(
    () => taken.push(text),
    (error: NodeJS.ErrnoException) => refused.push(error.code!),
  );
};
while (refused.length < 1 + AFTER) await write();
journal.endSegment();
for (let count = 0; count < AFTER; count += 1) await write();
console.log(JSON.stringify({ taken, refused }));
