import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What `npm audit --json` says; without `metadata` the registry could not be asked. */
interface Audit {
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly name: string; readonly severity: string }>>;
  readonly message?: string;
}

const REFUSED = new Set(['high', 'critical']);

/** Asks the registry for known faults of what the hub runs with. Where it cannot be asked, that is said and nothing refused. */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  encoding: 'utf8',
  timeout: 60_000, // milliseconds
});
const audit = parse(stdout);
const faulty = Object.values(audit?.vulnerabilities ?? {}).filter(({ severity }) => REFUSED.has(severity));
if (!audit?.metadata) {
  console.log(`Dependencies were not audited: the registry gives no advisories. ${audit?.message ?? ''}`);
} else if (faulty.length > 0) {
  console.error(
    `Known faults: ${faulty.map(({ name, severity }) => `${name} (${severity})`).join(', ')}. See npm audit.`,
  );
  process.exitCode = 1;
}

function parse(text: string): Audit | undefined {
  try {
    return JSON.parse(text) as Audit;
  } catch {
    return undefined;
  }
}
