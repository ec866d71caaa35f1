import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '@hearth/kit/database/port.ts';
import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { post } from '../../../post.ts';
import type { Candidate, Surroundings } from '../candidate.ts';
import { peerFile, versionOf } from '../install.ts';
import { untilAnswers } from '../../until-answers.ts';

const PACKAGE = '@grafbase/cli-x86_64-unknown-linux-musl';

/**
 * Grafbase's gateway, written in Rust. The npm registry has it only inside the command line's binary, whose `dev`
 * serves it; it composes the subgraphs' schemas itself.
 */
export const grafbase = (): Candidate => ({
  name: 'grafbase',
  title: `Grafbase ${versionOf(PACKAGE) ?? ''}`.trim(),
  isChecked: true,
  obstacle: () =>
    versionOf(PACKAGE) ? null : `its binary ${PACKAGE} is not for this system, so it was not installed`,
  async start(surroundings) {
    const binary = peerFile(`node_modules/${PACKAGE}/grafbase`);
    chmodSync(binary, 0o755);
    const { directory, config } = await writeConfig(surroundings);
    const port = await findFreePort();
    const program = surroundings.workspace.run(binary, {
      args: ['dev', '--config', config, '--listen-address', `127.0.0.1:${port}`],
      env: { HOME: directory, GRAFBASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    });
    const url = `http://127.0.0.1:${port}`;
    await untilAnswers(`${url}/health`, program);
    return { pid: program.pid, urlOf: () => `${url}/graphql` };
  },
});

/** Writes its configuration, with the schemas as files: it would ask the ministries for them again and again. */
async function writeConfig({ hub, workspace }: Surroundings): Promise<{ directory: string; config: string }> {
  const directory = join(workspace.directory, 'grafbase');
  mkdirSync(directory);
  const sections: string[] = [];
  for (const name of ministryNames) {
    const url = hub.ministryUrls[name];
    const { data } = await post(url, { query: '{ _service { sdl } }' });
    const schema = join(directory, `${name}.graphql`);
    writeFileSync(schema, data._service.sdl);
    sections.push(`[subgraphs.${name}]\nurl = "${url}"\nschema_path = "${schema}"\n`);
  }
  const config = join(directory, 'grafbase.toml');
  writeFileSync(config, `[graph]\nintrospection = false\n\n${sections.join('\n')}`);
  return { directory, config };
}
