/** A follower's process: serves a folder on a port that the system chooses, prints it, and ends with its input. */
import process from 'node:process';

import { FileFollower, FollowerServer } from '@argosy/journal';

const folder = process.argv[2] ?? '';
const follower = FileFollower.open({ folder, shard: 'bench', region: 'in' });
const server = await FollowerServer.start({ follower });
console.log(server.port);
process.stdin.resume();
process.stdin.once('end', () => {
  void server.close().then(() => process.exit(0));
});
