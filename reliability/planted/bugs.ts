/** A mistake that is put into a copy of the sources, and what has to find it. */
export type PlantedBug = {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** A test file, and the beginning of the name of a test in it that has to go red. */
  readonly caughtBy: { readonly test: string; readonly named: string };
};

const simulation = {
  test: 'reliability/simulation/simulate.system.test.ts',
  named: 'nothing is lost, doubled or out of balance',
} as const;

const kills = {
  test: 'reliability/processes/story.system.test.ts',
  named: 'a process that dies again and again',
} as const;

/** Mistakes that money was lost by elsewhere. */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'acknowledged before it is synced',
    file: 'edges/journal/src/disk/write-safely.ts',
    find: 'if (error === null) file.sync(done);',
    replace: 'if (error === null) done(null);',
    caughtBy: simulation,
  },
  {
    name: 'fills are not told from their doubles',
    file: 'kernel/orders/src/classify-fill.ts',
    find: 'if (order.fills.some((one) => one.trade === trade)) {',
    replace: 'if (fill.qty < 0 && order.fills.some((one) => one.trade === trade)) {',
    caughtBy: simulation,
  },
  {
    name: 'sent again when no answer comes',
    file: 'kernel/trading/src/reports/report-path.ts',
    find: "emitter.emitOrder(id, { type: 'doubted', request });",
    replace:
      "emitter.send({ type: 'submit', account: order.request.account, order: id, request: order.request });",
    caughtBy: simulation,
  },
  {
    name: 'charges go through a float',
    file: 'kernel/ledger/src/decide-fill.ts',
    find: 'fee: of.fill.fee.amount });',
    replace: 'fee: BigInt(Math.trunc((Number(of.fill.fee.amount) / 100) * 100)) });',
    caughtBy: simulation,
  },
  {
    name: 'what an ended order had set aside stays so',
    file: 'kernel/trading/src/reports/report-path.ts',
    find: 'if (isClosed(order)) releaseHold(parts, order);',
    replace: 'if (isClosed(order)) return;',
    caughtBy: simulation,
  },
  {
    name: 'a hold is released twice',
    file: 'kernel/ledger/src/hold-table.ts',
    find: "if (event.change === 'released') {",
    replace: "if (event.change === 'released' && this.size > 1) {",
    caughtBy: simulation,
  },
  {
    name: 'a late fill is refused',
    file: 'kernel/trading/src/reports/fill-path.ts',
    find: "if (fillClass === 'duplicate') {",
    replace: "if (fillClass === 'duplicate' || fillClass === 'late') {",
    caughtBy: {
      test: 'kernel/trading/src/reports/fill-path.test.ts',
      named: 'a late fill is booked',
    },
  },
  {
    name: 'an order in doubt is shown as rejected',
    file: 'kernel/trading/src/reports/report-path.ts',
    find: "emitter.emitOrder(id, { type: 'doubted', request });",
    replace: "emitter.emitOrder(id, { type: 'rejected', reason: 'no answer' });",
    caughtBy: {
      test: 'kernel/trading/src/reports/report-path.test.ts',
      named: 'a lost answer to amend puts the order in doubt',
    },
  },
  {
    name: 'the folder is not synced',
    file: 'edges/journal/src/log/segments.ts',
    find: '    disk.syncFolder(folder);\n',
    replace: '',
    caughtBy: simulation,
  },
  {
    name: 'a torn tail is taken as whole',
    file: 'edges/journal/src/log/block.ts',
    find: 'if (crc32(record) !== data.getUint32(offset + 4, true)) return null;',
    replace: '',
    caughtBy: {
      test: 'edges/journal/src/log/power-loss.property.test.ts',
      named: 'wherever power is lost',
    },
  },
  {
    name: 'two writers',
    file: 'edges/journal/src/log/commit-log.ts',
    find: 'if (this.#lease.isLost()) throw',
    replace: 'if (this.#position < 0) throw',
    caughtBy: {
      test: 'edges/journal/src/log/commit-log.test.ts',
      named: 'a writer that was taken over promises nothing more',
    },
  },
  {
    name: 'a child goes out at full size on a part of its parent',
    file: 'kernel/orders/src/list-share.ts',
    find: 'if (filled === request.qty) return childQty;',
    replace: 'if (filled > 0) return childQty;',
    caughtBy: {
      test: 'kernel/trading/src/lists/list.property.test.ts',
      named: 'once everything is answered',
    },
  },
  {
    name: 'a halt is lost on a restart',
    file: 'kernel/trading/src/event-emitter.ts',
    find: '      this.#fold.apply(event);\n      this.#forms.add(event);\n    }',
    replace:
      "      if (event.kind !== 'account') this.#fold.apply(event);\n      this.#forms.add(event);\n    }",
    caughtBy: {
      test: 'kernel/trading/src/trading-machine.property.test.ts',
      named: 'a machine that knows only what another one said',
    },
  },
  {
    name: 'recovery leaves work that was done to be decided again',
    file: 'kernel/trading/src/event-emitter.ts',
    find: '    this.#fold.settled();\n',
    replace: '',
    caughtBy: {
      test: 'kernel/trading/src/lists/list.property.test.ts',
      named: 'a sale beyond what is held is always flagged',
    },
  },
  {
    name: 'a query that failed is read as nothing there',
    file: 'reliability/simulation/reconcile.ts',
    find: "const result = refuse('TIMED_OUT', 'the line is down');",
    replace: "const result = { ok: true, value: query.type === 'order' ? null : [] };",
    caughtBy: simulation,
  },
  {
    name: 'a request leaves before it is safe',
    file: 'kernel/shard/src/output-gate.ts',
    find: 'if (this.#waiting.length === 0 && after <= durable) {',
    replace: 'if (after > 0) {',
    caughtBy: kills,
  },
  {
    name: 'numbers of what is on the tape are given again',
    file: 'kernel/shard/src/shard.ts',
    find: 'taped === null ? 0 : taped + 1',
    replace: 'taped === null ? 0 : 0',
    caughtBy: {
      test: 'kernel/shard/src/recovery.test.ts',
      named: 'numbers go on behind what is taped',
    },
  },
  {
    name: 'a gain is painted as a loss',
    file: 'apps/terminal/src/hot/live-value.ts',
    find: '(price - Number(averagePrice))',
    replace: '(Number(averagePrice) - price)',
    caughtBy: {
      test: 'apps/terminal/src/hot/live-value.test.ts',
      named: 'a long position gains as the price rises',
    },
  },
  {
    name: 'bid and ask are painted in each other’s place',
    file: 'apps/terminal/src/hot/market-row.ts',
    find: 'this.bid = unscaled(fields[1], price);\n      this.ask = unscaled(fields[2], price);',
    replace: 'this.ask = unscaled(fields[1], price);\n      this.bid = unscaled(fields[2], price);',
    caughtBy: {
      test: 'apps/terminal/src/hot/market-board.test.ts',
      named: 'a quote brings bid and ask, each in its place',
    },
  },
  {
    name: 'what waits to be painted is forgotten',
    file: 'apps/terminal/src/hot/market-board.ts',
    find: 'const row = this.#rowOf.get(watch);',
    replace: 'const row = this.#rowOf.get(watch);\n      this.#due.delete(watch);',
    caughtBy: {
      test: 'apps/terminal/src/hot/market-board.test.ts',
      named: 'what is read by people is painted no more often than they can read',
    },
  },
  {
    name: 'the last price of all waits for its turn',
    file: 'apps/terminal/src/hot/market-board.ts',
    find: 'this.#hasHeard ? this.#factor : 0',
    replace: 'this.#factor',
    caughtBy: {
      test: 'apps/terminal/src/hot/market-board.test.ts',
      named: 'once nothing more comes, the last value is painted within two frames',
    },
  },
  {
    name: 'an answer that came too late is told as a refusal',
    file: 'apps/terminal/src/panels/ticket/sending.ts',
    find: 'new Set([0, 500, 502, 504])',
    replace: 'new Set([0])',
    caughtBy: {
      test: 'apps/terminal/src/panels/ticket/sending.test.ts',
      named: 'an answer that says that nothing is known is no refusal',
    },
  },
];
