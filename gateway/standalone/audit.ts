import { runAuditCommand } from '@hearth/gateway/audit/command.ts';

process.exitCode = await runAuditCommand(process.argv.slice(2));
