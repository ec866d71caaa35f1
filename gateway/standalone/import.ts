import { runImportCommand } from '@hearth/kit/imports/cli.ts';
import { termination } from '@hearth/kit/terminate.ts';
import { ministries } from './ministries.ts';

process.exitCode = await runImportCommand(ministries, process.argv.slice(2), { signal: termination() });
