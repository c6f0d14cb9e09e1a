/** `npm run new-room -- kernel/quant "statistics, options"`: a room that compiles and is tested. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createRoom } from './rooms/create-room.ts';

const root = join(import.meta.dirname, '..');
const [path, description] = process.argv.slice(2);
if (path === undefined || description === undefined) {
  console.error('usage: npm run new-room -- <wing>/<room> "<what it is, without a full stop>"');
  process.exit(1);
}
try {
  const written = createRoom(root, { path, description });
  const formatter = join(root, 'node_modules/oxfmt/bin/oxfmt');
  execFileSync(process.execPath, [formatter, ...written], { cwd: root });
  console.log(written.join('\n'));
  if (!path.startsWith('kernel/')) console.log('Now run "npm install" to link the workspace.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
