// Checks a proof with nothing but the proof and the public key, as a stranger would: it shares no code with the record.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [proofFile, keyFile] = process.argv.slice(2);
const { entry, index, path, head } = JSON.parse(readFileSync(proofFile, 'utf8'));
const key = createPublicKey(readFileSync(keyFile));

const end = head.indexOf('\n\n');
const body = head.slice(0, end + 1);
const signature = Buffer.from(
  head
    .slice(end + 2)
    .trim()
    .split(' ')
    .at(-1),
  'base64',
).subarray(4);
if (!verify(null, Buffer.from(body), key, signature)) throw new Error('The head is not signed by this key.');

const [, size, root] = body.split('\n');
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const node = (left, right) => sha256(Buffer.from([1]), left, right);
const hashes = path.map((hash) => Buffer.from(hash, 'hex'));

/** The root over `count` leaves of which one is known by its place: what the definition of the tree says, read upwards. */
function climb(place, count, leaf) {
  if (count === 1) return leaf;
  let half = 1;
  while (half * 2 < count) half *= 2;
  if (place < half) {
    const left = climb(place, half, leaf);
    return node(left, hashes.shift());
  }
  const right = climb(place - half, count - half, leaf);
  return node(hashes.shift(), right);
}

const found = climb(index, Number(size), sha256(Buffer.from([0]), Buffer.from(entry)));
if (hashes.length > 0 || found.toString('base64') !== root)
  throw new Error('The entry is not in the record.');
console.log(`Entry ${index} is one of ${size}.`);
