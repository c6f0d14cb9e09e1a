import type {
  AccountStatus,
  AnomalyType,
  Contingency,
  DeadlinePolicy,
  Doubt,
  EntryEvent,
  EquityPoint,
  ExecutionOutcome,
  Fill,
  FillFlag,
  HoldEvent,
  InstrumentStatus,
  LimitName,
  LoanChange,
  MarginLevel,
  OrderType,
  Product,
  ReleasePolicy,
  ReservationEvent,
  ReservationPurpose,
  Side,
  TimeInForce,
  TradingState,
  TrailKind,
  TriggerSource,
} from 'argosy/domain';

type Words<Name extends string> = { readonly [One in Name]: One };

const side: Words<Side> = { buy: 'buy', sell: 'sell' };
const product: Words<Product> = {
  delivery: 'delivery',
  intraday: 'intraday',
  carryForward: 'carryForward',
  margin: 'margin',
};
const orderType: Words<OrderType> = {
  market: 'market',
  limit: 'limit',
  stopMarket: 'stopMarket',
  stopLimit: 'stopLimit',
  marketToLimit: 'marketToLimit',
  marketIfTouched: 'marketIfTouched',
  limitIfTouched: 'limitIfTouched',
  trailingStopMarket: 'trailingStopMarket',
  trailingStopLimit: 'trailingStopLimit',
};
const tif: Words<TimeInForce> = {
  DAY: 'DAY',
  GTC: 'GTC',
  IOC: 'IOC',
  FOK: 'FOK',
  GTD: 'GTD',
  AT_OPEN: 'AT_OPEN',
  AT_CLOSE: 'AT_CLOSE',
};
const trail: Words<TrailKind> = { price: 'price', ticks: 'ticks', bps: 'bps', atr: 'atr' };
const triggerSource: Words<TriggerSource> = {
  last: 'last',
  touch: 'touch',
  mid: 'mid',
  mark: 'mark',
  index: 'index',
  doubleLast: 'doubleLast',
  doubleTouch: 'doubleTouch',
};
const release: Words<ReleasePolicy> = { eachFill: 'eachFill', whenDone: 'whenDone' };
const contingency: Words<Contingency> = { OCO: 'OCO', OUO: 'OUO' };
const doubt: Words<Doubt> = { submit: 'submit', amend: 'amend', cancel: 'cancel' };
const fillFlag: Words<FillFlag> = {
  late: 'late',
  tooLarge: 'tooLarge',
  external: 'external',
  reconciled: 'reconciled',
  sibling: 'sibling',
};
const liquidity: Words<Fill['liquidity']> = { maker: 'maker', taker: 'taker' };
const limit: Words<LimitName> = {
  orderQty: 'orderQty',
  position: 'position',
  orderValue: 'orderValue',
  openValue: 'openValue',
  dailyLoss: 'dailyLoss',
  drawdown: 'drawdown',
  cashBufferBps: 'cashBufferBps',
};
const marginLevel: Words<MarginLevel> = {
  sound: 'sound',
  called: 'called',
  liquidating: 'liquidating',
  bankrupt: 'bankrupt',
};
const equityPoint: Words<EquityPoint> = { height: 'height', dayStart: 'dayStart' };
const purpose: Words<EntryEvent['purpose']> = {
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  fill: 'fill',
  bust: 'bust',
  charges: 'charges',
  move: 'move',
  suspense: 'suspense',
  settlement: 'settlement',
  action: 'action',
  loan: 'loan',
  funding: 'funding',
  carry: 'carry',
};
const loanChange: Words<LoanChange> = { draw: 'draw', interest: 'interest', repay: 'repay' };
const holdChange: Words<HoldEvent['change']> = {
  placed: 'placed',
  posted: 'posted',
  released: 'released',
};
const reservationPurpose: Words<ReservationPurpose> = {
  withdrawal: 'withdrawal',
  charges: 'charges',
};
const reservationChange: Words<ReservationEvent['change']> = {
  reserved: 'reserved',
  posted: 'posted',
  voided: 'voided',
  expired: 'expired',
};
const accountStatus: Words<AccountStatus> = {
  open: 'open',
  restricted: 'restricted',
  frozen: 'frozen',
  closed: 'closed',
};
const tradingState: Words<TradingState> = {
  ACTIVE: 'ACTIVE',
  REDUCING: 'REDUCING',
  HALTED: 'HALTED',
};
const anomaly: Words<AnomalyType> = {
  transitionRefused: 'transitionRefused',
  duplicateFill: 'duplicateFill',
  lateFill: 'lateFill',
  tooLargeFill: 'tooLargeFill',
  unknownOrder: 'unknownOrder',
  unknownTrade: 'unknownTrade',
  overdrawn: 'overdrawn',
  commandRefused: 'commandRefused',
  siblingFill: 'siblingFill',
  cashDiffers: 'cashDiffers',
  positionDiffers: 'positionDiffers',
  orderConfirmed: 'orderConfirmed',
  exitMissing: 'exitMissing',
  actionCrossed: 'actionCrossed',
  positionTurned: 'positionTurned',
  reportUnreadable: 'reportUnreadable',
  fundingUnpaid: 'fundingUnpaid',
};
const executionOutcome: Words<ExecutionOutcome> = {
  filled: 'filled',
  canceled: 'canceled',
  expired: 'expired',
  denied: 'denied',
  failed: 'failed',
};
const deadlinePolicy: Words<DeadlinePolicy> = { cancel: 'cancel', sweep: 'sweep' };
const marketPhase: Words<InstrumentStatus['state']> = {
  preOpen: 'preOpen',
  open: 'open',
  halted: 'halted',
  closed: 'closed',
};

/** Every name that stands as a number in the bytes; a new one in the domain does not compile here. */
export const words: {
  readonly side: Words<Side>;
  readonly product: Words<Product>;
  readonly orderType: Words<OrderType>;
  readonly tif: Words<TimeInForce>;
  readonly trail: Words<TrailKind>;
  readonly triggerSource: Words<TriggerSource>;
  readonly release: Words<ReleasePolicy>;
  readonly contingency: Words<Contingency>;
  readonly doubt: Words<Doubt>;
  readonly fillFlag: Words<FillFlag>;
  readonly liquidity: Words<Fill['liquidity']>;
  readonly limit: Words<LimitName>;
  readonly equityPoint: Words<EquityPoint>;
  readonly marginLevel: Words<MarginLevel>;
  readonly purpose: Words<EntryEvent['purpose']>;
  readonly loanChange: Words<LoanChange>;
  readonly holdChange: Words<HoldEvent['change']>;
  readonly reservationPurpose: Words<ReservationPurpose>;
  readonly reservationChange: Words<ReservationEvent['change']>;
  readonly accountStatus: Words<AccountStatus>;
  readonly tradingState: Words<TradingState>;
  readonly anomaly: Words<AnomalyType>;
  readonly executionOutcome: Words<ExecutionOutcome>;
  readonly deadlinePolicy: Words<DeadlinePolicy>;
  readonly marketPhase: Words<InstrumentStatus['state']>;
} = {
  side,
  product,
  orderType,
  tif,
  trail,
  triggerSource,
  release,
  contingency,
  doubt,
  fillFlag,
  liquidity,
  limit,
  equityPoint,
  marginLevel,
  purpose,
  loanChange,
  holdChange,
  reservationPurpose,
  reservationChange,
  accountStatus,
  tradingState,
  anomaly,
  executionOutcome,
  deadlinePolicy,
  marketPhase,
};
