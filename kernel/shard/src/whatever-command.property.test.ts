import { toAccountId, toCurrency, toMinor } from 'argosy/core';
import { REASON_LENGTH_MAX, type CommandBody } from 'argosy/domain';
import { aFill, aQuote, aTouch, ShardRig, WrittenJournal } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const account = toAccountId('MAIN');
const currency = toCurrency('INR');

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('', ' ', '\ud800', 'a\udc00b', '\u0000', 'é', 'x'.repeat(200)),
  fc.constantFrom('x'.repeat(100_000), 'x'.repeat(2 << 20), 'é'.repeat(1 << 20)),
);
const integer = fc.oneof(
  fc.bigInt(),
  fc.constantFrom(0n, 2n ** 127n, -(2n ** 127n), 10n ** 60n, 10n ** 30_000n, -(10n ** 30_000n)),
);
const number = fc.oneof(fc.double(), fc.constantFrom(0, 1, 1.5, -1, 2 ** 53, Number.NaN));

/** A command of every type, with what it likes in its first text. */
const shapes: readonly Record<string, unknown>[] = [
  { type: 'kill', scope: { kind: 'account' }, reason: 'r' },
  { type: 'kill', scope: { kind: 'book', book: 'HAND' }, reason: 'r' },
  { type: 'setState', scope: { kind: 'account' }, state: 'REDUCING', reason: 'r' },
  { type: 'setStatus', status: 'open', reason: 'r' },
  { type: 'setFloor', floor: { amount: 1n, currency: 'INR' }, reason: 'r' },
  { type: 'transfer', entry: 'e', amount: { amount: 1n, currency: 'INR' } },
  { type: 'correctCash', entry: 'e', amount: { amount: 1n, currency: 'INR' } },
  { type: 'bookCharges', entry: 'e', currency: 'INR', charges: [{ name: 'n', amount: 1n }] },
  {
    type: 'reserve',
    reservation: 'r',
    purpose: 'withdrawal',
    amount: { amount: 1n, currency: 'INR' },
    expiresAt: null,
  },
  {
    type: 'postReserved',
    reservation: 'r',
    entry: 'e',
    amount: { amount: 1n, currency: 'INR' },
  },
  { type: 'voidReserved', reservation: 'r' },
  {
    type: 'bookLoan',
    entry: 'e',
    loan: 'l',
    change: 'draw',
    amount: { amount: 1n, currency: 'INR' },
  },
  {
    type: 'bookAction',
    entry: 'e',
    instrument: 'SBIN.NSE',
    action: { type: 'dividend', perUnit: 1n, scale: 2, withheldBps: 0 },
  },
  {
    type: 'movePosition',
    entry: 'e',
    instrument: 'SBIN.NSE',
    qty: 1,
    from: { book: 'HAND', product: 'delivery', position: null },
    to: { book: 'OTHER', product: 'delivery', position: null },
  },
  {
    type: 'setLimit',
    scope: { kind: 'account' },
    limit: 'dailyLoss',
    value: 1n,
    until: null,
    reason: 'r',
  },
  { type: 'cancel', order: 'o' },
  { type: 'cancelAll', book: 'HAND', instrument: 'SBIN.NSE' },
  { type: 'amend', order: 'o', qty: 1, terms: { type: 'limit', limit: 1 } },
];

const keys = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];

/** A command in which any text, amount and number may be any other. */
const bodies = fc
  .record({
    shape: fc.constantFrom(...shapes),
    swaps: fc.array(
      fc.record({ place: fc.nat(12), text, integer, number, times: fc.constantFrom(1, 1, 1, 300) }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ shape, swaps }) => {
    return swaps.reduce((body, swap) => swapLeaf({ account: 'MAIN', ...body }, swap), shape);
  });

type Swap = { place: number; text: string; integer: bigint; number: number; times: number };

function swapLeaf(body: Record<string, unknown>, swap: Swap): Record<string, unknown> {
  let left = swap.place;
  const walk = (value: unknown, key: string): unknown => {
    if (key === 'type' || key === 'kind') return value;
    if (Array.isArray(value)) {
      return Array.from({ length: swap.times }, () => walk(value[0], ''));
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, walk(one, name)]),
      );
    }
    left -= 1;
    if (left !== -1) return value;
    if (typeof value === 'string') return swap.text;
    return typeof value === 'bigint' ? swap.integer : swap.number;
  };
  return Object.fromEntries(Object.entries(body).map(([name, one]) => [name, walk(one, name)]));
}

/** A client that nobody has type-checked. */
function untyped(body: Record<string, unknown>): CommandBody {
  const command: CommandBody = { type: 'kill', account, scope: { kind: 'account' }, reason: '' };
  return Object.assign(command, { reason: undefined, scope: undefined }, body);
}

function aRig(): ShardRig {
  const rig = new ShardRig({ journal: new WrittenJournal('all') }).open();
  rig.feed(aQuote());
  return rig;
}

const transfer = (entry: string, amount: bigint): CommandBody => {
  return { type: 'transfer', account, entry, amount: { amount: toMinor(amount), currency } };
};

test('whatever a command says, nothing is thrown and the kill switch acts', () => {
  fc.assert(
    fc.property(bodies, text, (body, reason) => {
      const rig = aRig();
      const order = rig.submit();
      rig.command(untyped(body));
      rig.command({ type: 'kill', account, scope: { kind: 'account' }, reason });
      expect(rig.trading.stateOf(account, { kind: 'account' })).toBe('HALTED');
      expect(rig.trading.order(order)?.pending).toBe('cancel');
      expect(rig.trading.checkInvariants()).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('whatever an order says, nothing is thrown and the next order goes out', () => {
  const fields = fc.constantFrom('id', 'account', 'book', 'instrument', 'strategy', 'tag', 'algo');
  fc.assert(
    fc.property(fields, text, number, (field, word, qty) => {
      const rig = aRig();
      const request = Object.assign(rig.order(), { [field]: word });
      rig.command({ type: 'submit', request, touch: aTouch() });
      const sized = Object.assign(rig.order(), { qty });
      rig.command({ type: 'submit', request: sized, touch: aTouch() });
      const next = rig.submit();
      expect(rig.trading.order(next)?.state).toBe('SUBMITTED');
    }),
  );
});

test('whatever a broker says, nothing is thrown and what it did is booked', () => {
  fc.assert(
    fc.property(text, text, (word, trade) => {
      const rig = aRig();
      const order = rig.submit();
      const { flags: _, ...fill } = aFill({ qty: 1 });
      rig.report(order, { type: 'filled', fill: Object.assign(fill, { trade }) });
      expect(rig.trading.order(order)?.filled).toBe(1);
      const second = rig.submit();
      rig.report(second, { type: 'rejected', reason: word });
      expect(rig.trading.order(second)?.state).toBe('REJECTED');
      expect(rig.trading.order(second)?.reason?.length).toBeLessThanOrEqual(REASON_LENGTH_MAX);
    }),
  );
});

test('a command is refused on the record, in few bytes, and changes nothing', () => {
  const rig = aRig();
  const cash = rig.trading.book.balance('MAIN/cash', currency);
  const before = rig.shard.inputs;
  for (const body of [transfer('x'.repeat(2 << 20), 1n), transfer('T', 10n ** 30_000n)]) {
    expect(rig.command(body)).toBeNull();
  }
  const codes = rig.said.slice(-2).map((event) => {
    return event.kind === 'anomaly' ? [event.type, event.detail.split(':')[0]] : event.kind;
  });
  expect(codes).toEqual([
    ['commandRefused', 'BAD_COMMAND'],
    ['commandRefused', 'AMOUNT_OVERFLOW'],
  ]);
  expect(rig.shard.inputs).toBe(before + 2);
  expect(rig.trading.book.balance('MAIN/cash', currency)).toBe(cash);
});

test('a command without a written form is refused on the record, once, by what it called itself', () => {
  const rig = aRig();
  const before = rig.shard.inputs;
  const refusal = rig.command(
    untyped({ type: 'cancelAll', account: 'x'.repeat(2 << 20), book: 'HAND', instrument: null }),
  );
  expect(refusal?.code).toBe('BAD_COMMAND');
  expect(refusal?.reason.length).toBeLessThanOrEqual(REASON_LENGTH_MAX);
  expect(rig.shard.inputs).toBe(before + 1);
  expect(refusals(rig)).toEqual(['BAD_COMMAND: cancelAll: ' + refusal?.reason]);
});

test('the refusal of an order that is none names its id, and so does that of an entry', () => {
  const rig = aRig();
  rig.command(untyped({ type: 'cancel', order: 7 }));
  rig.command({
    type: 'submit',
    request: Object.assign(rig.order(), { qty: '5' }),
    touch: aTouch(),
  });
  rig.command(untyped({ type: 'transfer', entry: 'E'.repeat(300), amount: null }));
  expect(refusals(rig).map((text) => text.slice(0, 40))).toEqual([
    expect.stringMatching(/^BAD_COMMAND: cancel: /u),
    expect.stringMatching(/^BAD_COMMAND: submit 0000HAND000000: /u),
    expect.stringMatching(/^BAD_COMMAND: transfer E+/u),
  ]);
  expect(rig.said.findLast(({ kind }) => kind === 'anomaly')).toMatchObject({ order: null });
});

test('whatever comes from outside, nothing is thrown, and each refusal is on the record once', () => {
  const rig = aRig();
  const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true });
  const shaped = fc.record({
    kind: fc.constant('command'),
    origin: fc.oneof(fc.constant('HAND'), anything),
    strategy: fc.oneof(fc.constant(null), anything),
    readTo: fc.oneof(fc.constant(0), anything),
    at: fc.oneof(fc.constant(1), anything),
    body: fc.oneof(
      anything,
      fc
        .tuple(fc.constantFrom(...shapes), fc.dictionary(fc.constantFrom(...keys), anything))
        .map(([shape, members]) => ({ account: 'MAIN', ...shape, ...members })),
    ),
  });
  fc.assert(
    fc.property(fc.oneof(anything, shaped), (value) => {
      const [said, inputs] = [rig.said.length, rig.shard.inputs];
      const refusal = rig.shard.takeCommand(value, rig.now);
      expect(rig.shard.inputs).toBe(inputs + 1);
      const anomalies = refusals(rig, said);
      if (refusal !== null) expect(anomalies).toHaveLength(1);
      expect(rig.trading.checkInvariants()).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

function refusals(rig: ShardRig, from = 0): readonly string[] {
  return rig.said.slice(from).flatMap((event) => {
    return event.kind === 'anomaly' && event.type === 'commandRefused' ? [event.detail] : [];
  });
}
