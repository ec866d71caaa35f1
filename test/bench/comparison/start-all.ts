import type { Candidate, Running, Surroundings } from './candidate.ts';

/** A candidate that is not measured, and why. */
export interface Skipped {
  readonly candidate: Candidate;
  readonly reason: string;
}

/** The candidates that answer, in their order, and those that do not. */
export interface Started {
  readonly running: ReadonlyMap<Candidate, Running>;
  readonly skipped: readonly Skipped[];
}

/** Starts the candidates side by side; one that cannot start is left out with its reason. */
export async function startAll(
  candidates: readonly Candidate[],
  surroundings: Surroundings,
): Promise<Started> {
  const skipped: Skipped[] = [];
  const leaveOut = (candidate: Candidate, reason: string) => {
    skipped.push({ candidate, reason });
    console.log(`${candidate.title} is left out: ${reason}.`);
    return null;
  };
  const started = await Promise.all(
    candidates.map((candidate) => {
      const obstacle = candidate.obstacle(surroundings.hub);
      if (obstacle !== null) return leaveOut(candidate, obstacle);
      return candidate.start(surroundings).catch((error: Error) => leaveOut(candidate, error.message));
    }),
  );
  const running = candidates.flatMap((candidate, index) => {
    const answering = started[index];
    return answering ? [[candidate, answering] as const] : [];
  });
  return { running: new Map(running), skipped };
}
