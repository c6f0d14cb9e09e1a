export { SimAdapter, type PaperBooking } from './adapter/sim-adapter.ts';
export { demoExchange, type Demo, type DemoOptions } from './demo-exchange.ts';
export { DemoMarket } from './demo/demo-market.ts';
export { TICKS_PER_SECOND_MAX, type DemoHours, type DemoPlan } from './demo/demo-plan.ts';
export { simErrors, type SimErrorCode } from './errors.ts';
export { indianCharges } from './exchange/indian-charges.ts';
export {
  LISTED_LATER_MAX,
  REPORTS_UNDERWAY_MAX,
  type ExchangeModels,
} from './exchange/paper-exchange.ts';
export { paperBroker, type PaperOptions } from './paper-broker.ts';
export {
  replayBroker,
  type ReplayBroker,
  type ReplayBrokerOptions,
} from './replay/replay-broker.ts';
export type { ReplayChange, ReplayControl, ReplayStatus } from './replay/replay-control.ts';
export { machineClock, type SimClock } from './sim-clock.ts';
export type { SimOptions } from './sim-options.ts';
