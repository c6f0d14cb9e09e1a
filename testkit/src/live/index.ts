export { DeskRig, handBook, listed, owner, stranger } from './desk-rig.ts';
export { LiveRig, mainAccount } from './live-rig.ts';
export type { LiveRigOptions, RigLife } from './live-rig.ts';
export { steadyStrategy } from './steady-strategy.ts';
