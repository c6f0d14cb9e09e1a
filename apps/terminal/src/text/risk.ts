import type { RiskLimit, RiskScope, RiskState } from '@argosy/contract';

/** What the risk page says. */
export const riskText = {
  states: 'What may be done',
  allActive: 'Everything may trade.',
  account: 'Account',
  scope: 'Where',
  state: 'State',
  stateNames: {
    ACTIVE: 'Trades',
    REDUCING: 'Only reduces',
    HALTED: 'Halted',
  } satisfies Record<RiskState['state'], string>,
  reason: 'Reason',
  activate: 'Let it trade again',
  reduce: 'Only reduce',
  halt: 'Halt',
  because: 'Why',
  limits: 'Limits',
  noLimits: 'Nothing is limited: no limit was set, and the configuration has none.',
  ofConfiguration: 'risk.yaml',
  limit: 'Limit',
  limitNames: {
    orderQty: 'Quantity of an order',
    position: 'Position',
    orderValue: 'Value of an order',
    openValue: 'Value of open orders',
    dailyLoss: 'Loss of a day',
    drawdown: 'Drawdown',
    cashBufferBps: 'Cash kept back',
  } satisfies Record<RiskLimit['limit'], string>,
  value: 'Limit at',
  use: 'Used',
  usedOf: (used: string, limit: string): string => `${used} of ${limit}`,
  eachOrder: 'of each order by itself',
  useUnknown: 'not known: something held has no price',
  setLimit: 'Set a limit',
  changeLimit: 'Change',
  limitSet: 'The limit holds from now on',
  limitTitle: 'A limit',
  scopeKinds: {
    firm: 'The whole firm',
    account: 'The account',
    book: 'Book',
    strategy: 'Strategy',
    instrument: 'Instrument',
  },
  units: {
    orderQty: 'units of the instrument',
    position: 'units of the instrument, long or short',
    orderValue: 'money of the account, of an instrument in its own',
    openValue: 'money of the account',
    dailyLoss: 'money of the account, counted from midnight',
    drawdown: 'money of the account, counted from the height of its gains',
    cashBufferBps: 'hundredths of a percent',
  } satisfies Record<RiskLimit['limit'], string>,
  noNumber: 'This is no number',
  belowZero: 'A limit cannot lie below zero',
  untilField: (zone: string): string => `Until (${zone}; empty for no end)`,
  beforeAfter: (before: string, after: string): string => `Now ${before}, then ${after}.`,
  looser: 'More gets through than now: hold the button.',
  raiseIt: 'Let more through',
  setIt: 'Set it',
  takeBack: 'Take it back',
  leave: 'Leave it',
  until: 'Until',
  rejections: 'What was refused',
  noRejections: 'Nothing was refused.',
  rule: 'Rule',
  anomalies: 'What was out of the ordinary',
  noAnomalies: 'Nothing was out of the ordinary.',
  time: 'Time',
  instrument: 'Instrument',
  order: 'Order',
  type: 'What',
  detail: 'Detail',
  changed: (account: string): string => `Changing what ${account} may do`,
} as const;

/** Where something holds, in words. */
export function scopeText(scope: RiskScope): string {
  switch (scope.kind) {
    case 'firm':
      return 'The whole firm';
    case 'account':
      return 'The account';
    case 'book':
      return `Book ${scope.book}`;
    case 'strategy':
      return `Strategy ${scope.strategy}`;
    case 'instrument':
      return scope.instrument;
    case 'reconciliation':
      return 'Agreement with the broker';
    case 'storage':
      return 'What is kept on disk';
  }
}
