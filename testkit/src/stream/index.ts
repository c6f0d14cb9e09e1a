export { LogReader } from './log-reader.ts';
export { StreamNode, type StreamNodeOptions } from './stream-node.ts';
export { aStreamCaller, StreamRig } from './stream-rig.ts';
export { TestSocket } from './test-socket.ts';
export { ValueReader } from './value-reader.ts';
