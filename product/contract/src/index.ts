export { API_PREFIX } from './api.ts';
export {
  depthSchema,
  quoteSchema,
  tickSchema,
  type Depth,
  type Level,
  type Quote,
  type Tick,
} from './market/quote.ts';
export {
  batchAnswersSchema,
  orderEventPageSchema,
  orderIdsSchema,
  orderPageSchema,
  orderQuerySchema,
  ordersMadeSchema,
  placedListSchema,
  placedSchema,
  previewSchema,
  type BatchAnswers,
  type OrderEvent,
  type OrderIds,
  type OrderQuery,
  type OrdersMade,
  type Placed,
  type PlacedList,
  type Preview,
} from './order/order-answers.ts';
export {
  BATCH_MAX,
  LIST_TICKETS_MAX,
  orderAmendmentSchema,
  orderBatchSchema,
  orderListSchema,
  orderScopeSchema,
  orderTicketSchema,
  type ListedTicket,
  type OrderAmendment,
  type OrderBatch,
  type OrderList,
  type OrderScope,
  type OrderTicket,
} from './order/ticket.ts';
export { orderTermsSchema, type OrderTerms, type Trail } from './order/order-terms.ts';
export {
  fillSchema,
  orderSchema,
  type Fill,
  type Order,
  type OrderLink,
  type Touch,
} from './order/order.ts';
export {
  PAGE_SIZE,
  PAGE_SIZE_MAX,
  pageFields,
  pageQuerySchema,
  pageSchema,
  type Page,
  type PageQuery,
} from './page.ts';
export { fundsSchema, positionSchema, type Funds, type Position } from './position.ts';
export { PROBLEM_MEDIA_TYPE, problemSchema, type Mistake, type Problem } from './problem.ts';
export {
  aboveZeroSchema,
  currencySchema,
  decimalSchema,
  flagSchema,
  idSchema,
  instantSchema,
  instrumentIdSchema,
  LIST_MAX,
  listSchema,
  moneySchema,
  reasonSchema,
  wholeSchema,
  type Decimal,
  type Instant,
  type Money,
} from './values.ts';
