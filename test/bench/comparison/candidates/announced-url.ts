import type { Script } from '../../../script.ts';

/** Where a program says that it answers. */
export async function announcedUrl(script: Script): Promise<string> {
  const [, url] = await script.printed(/answers at (http\S+)/);
  return url!;
}
