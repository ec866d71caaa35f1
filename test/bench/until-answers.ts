import { setTimeout as delay } from 'node:timers/promises';
import type { Script } from '../script.ts';

const PATIENCE = 60_000; // milliseconds until it must answer
const INTERVAL = 100; // milliseconds

/** Waits until a URL answers 200. @throws when the process behind it ends before, or when it takes too long */
export async function untilAnswers(url: string, script: Script): Promise<void> {
  let hasEnded = false;
  void script.ended.then(() => (hasEnded = true));
  for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(INTERVAL)) {
    if (hasEnded)
      throw new Error(`It ended before it answered:\n${script.output.stdout}${script.output.stderr}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(`${url} did not answer within ${PATIENCE / 1000} s.`);
}
