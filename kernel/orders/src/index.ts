export { classifyFill, type FillClass } from './classify-fill.ts';
export { ordersErrors, type OrdersErrorCode } from './errors.ts';
export { createOrder, evolveOrder } from './evolve-order.ts';
export {
  isClosedState,
  isClosed,
  isOpen,
  isInFlight,
  leavesQty,
  averagePrice,
  slippageAgainst,
} from './order-view.ts';
export { transitions, canTransition, type Target, type Row } from './transitions.ts';
