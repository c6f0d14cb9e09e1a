export * from './classify-fill.ts';
export * from './errors.ts';
export * from './evolve-order.ts';
export * from './order-view.ts';
export * from './transitions.ts';
