/** `npm run new-room -- kernel/quant "statistics, options, factors"`: a room that compiles and is tested. */
import { join } from 'node:path';
import { createRoom } from './rooms/create-room.ts';

const [path, description] = process.argv.slice(2);
if (path === undefined || description === undefined) {
  console.error(
    'usage: npm run new-room -- <wing>/<room> "<what it is, in lower case, no full stop>"',
  );
  process.exit(1);
}
for (const written of createRoom(join(import.meta.dirname, '..'), { path, description })) {
  console.log(written);
}
if (!path.startsWith('kernel/')) console.log('Now run "npm install" to link the workspace.');
