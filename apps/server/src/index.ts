export { Node, type NodeOptions } from './node.ts';
