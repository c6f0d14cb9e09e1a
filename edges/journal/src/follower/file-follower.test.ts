import { SimDisk } from '@argosy/testkit';
import { describeFollower } from '@argosy/testkit/contracts';

import { FileFollower } from './file-follower.ts';

const at = (disk: SimDisk): FileFollower =>
  FileFollower.open({ folder: '/second', disk, shard: 'main', region: 'in', now: () => 1 });

describeFollower('FileFollower', () => {
  const disk = new SimDisk();
  const follower = at(disk);
  return Promise.resolve({
    follower,
    other: () => Promise.resolve(at(disk)),
    reopen: () => Promise.resolve(at(disk.afterPowerLoss(() => false))),
  });
});
