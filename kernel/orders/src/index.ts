export { classifyFill, type FillClass } from './classify-fill.ts';
export { ordersErrors, type OrdersErrorCode } from './errors.ts';
export { createOrder, evolveOrder } from './evolve-order.ts';
export {
  computeListActions,
  isBeyondGroup,
  type ListAction,
  type ListMember,
  type LotOf,
} from './list-actions.ts';
export {
  LIST_MAX,
  checkList,
  isSibling,
  isSizedByList,
  linkOco,
  linkOto,
  linkOuo,
  siblingGroupOf,
} from './order-list.ts';
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
