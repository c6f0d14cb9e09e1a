export { TrailingStop, type TrailingStopState } from './trailing-stop.ts';
export { classifyFill, type FillClass } from './classify-fill.ts';
export { ClosedOrders, type PackedOrders } from './closed-orders.ts';
export { ordersErrors, type OrdersErrorCode } from './errors.ts';
export {
  isForAuction,
  isShownInParts,
  leavingRequest,
  planEmulation,
  shownWhole,
  type Emulation,
  type EmulationPlan,
  type Supports,
} from './emulation/emulation-plan.ts';
export {
  priceOnLine,
  watchesOf,
  type OrderWatches,
  type WatchedInstrument,
} from './emulation/order-watches.ts';
export { amendedTrail, stopAfter, type TrailedStop } from './emulation/trail-steps.ts';
export { createOrder, evolveOrder } from './evolve-order.ts';
export {
  isOfOrder,
  isSlicedOrder,
  listingsOf,
  openQty,
  unsentQty,
  type Execution,
  type OpenChild,
} from './execution/execution.ts';
export { progressOf, type ExecutionProgress } from './execution/execution-progress.ts';
export {
  EXECUTIONS_MAX,
  ExecutionTable,
  type ExecutionTableState,
} from './execution/execution-table.ts';
export { icebergPart, leastIcebergPart } from './execution/iceberg-part.ts';
export { iceberg, pov, shortfall, twap, vwap, type PlanTimes } from './execution/plans.ts';
export { rankRoutes, shareOut, type Route } from './execution/route.ts';
export { scheduleOf, type SliceSchedule } from './execution/slice-schedule.ts';
export { learnVolumeCurve, type CurveShape } from './execution/volume-curve.ts';
export {
  endedKindsOf,
  exitGroupsOf,
  exitKindOf,
  isMadeToExit,
  mayExit,
  type ExitGroup,
  type ExitKind,
} from './exit-groups.ts';
export {
  computeListActions,
  isBeyondGroup,
  type ExitRooms,
  type ListAction,
} from './list-actions.ts';
export { shareOf, type List, type ListMember, type LotOf } from './list-share.ts';
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
export { TriggerBook, TRIGGERS_MAX } from './triggers/trigger-book.ts';
export {
  isReached,
  TriggerEntry,
  type TriggerDirection,
  type TriggerLine,
  type TriggerWatch,
} from './triggers/trigger-watch.ts';
export { transitions, canTransition, type Target, type Row } from './transitions.ts';
