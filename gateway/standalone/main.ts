import { untilTerminated } from '@hearth/kit/terminate.ts';
import { startStandalone } from './standalone.ts';
import { welcome } from './welcome.ts';

await untilTerminated(async () => {
  const hub = await startStandalone(process.env, { onProgress: console.log });
  console.log(welcome(hub));
  return hub.stop;
});
