import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { stop, transform } from 'esbuild';

const IDLE = 1_000; // milliseconds after which esbuild's own process is ended
let idle;
let underWay = 0;

/** Node's hook for reading a module: TypeScript becomes JavaScript of the oldest Node that is supported. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  const options = { loader: 'ts', target: 'node20.19', sourcemap: 'inline', sourcefile: path };
  underWay += 1;
  clearTimeout(idle); // ended in the middle of a transformation, esbuild would never answer it
  try {
    const { code } = await transform(await readFile(path, 'utf8'), options);
    return { format: 'module', source: code, shortCircuit: true };
  } finally {
    underWay -= 1;
    if (underWay === 0) idle = setTimeout(stop, IDLE).unref();
  }
}
