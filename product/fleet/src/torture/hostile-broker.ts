import type { BrokerLine } from 'argosy/backtest';
import { MICROS_PER_SECOND, toQuantity, toTimestamp, toTradeId, type Random } from 'argosy/core';
import type { Effect, Report, ReportBody } from 'argosy/domain';

/** Makes a line for a run; what it draws decides what it does, and when. */
export type MakeLine = (random: Random, span: Span) => () => BrokerLine;
/** From when until when the run has data, in microseconds. */
export type Span = { readonly from: number; readonly until: number };

/** So long a made-up report takes, at least. */
const DELAY = 2 * MICROS_PER_SECOND;

/** Some orders are refused; of some brokers all. */
export const rejections: MakeLine = (random) => {
  const percent = [10, 30, 60, 100][random.nextInt(4)] ?? 30;
  return lineOf(random, (draw) => ({
    send: (effect, now, ends) => {
      const isRefused = effect.type === 'submit' && draw.nextInt(100) < percent;
      if (isRefused) ends.toUs(answerTo(effect, now, { type: 'rejected', reason: 'RMS: blocked' }));
      else ends.toVenue(effect);
    },
  }));
};

/** Answers are lost: first nothing is known of an order, later maybe all. */
export const lostAnswers: MakeLine = (random) => {
  const percent = 20 + random.nextInt(60);
  return lineOf(random, (draw) => ({
    send: (effect, now, ends) => {
      const isLost = draw.nextInt(100) < percent;
      if (isLost) {
        const body = { type: 'unanswered', request: effect.type } as const;
        ends.toUs(answerTo(effect, now, body));
      }
      // Half of what is lost has never reached the broker.
      if (!isLost || draw.nextInt(2) === 0) ends.toVenue(effect);
    },
  }));
};

/** A cancel is confirmed, and then the order turns out to have filled. */
export const lateFills: MakeLine = (random) =>
  lineOf(random, (draw) => {
    const fills = new Map<string, Extract<ReportBody, { readonly type: 'filled' }>['fill']>();
    return {
      report: (report, ends) => {
        const { order, body } = report;
        if (body.type === 'filled') fills.set(order, body.fill);
        ends.toUs(report);
        const known = fills.get(order) ?? [...fills.values()].at(-1);
        if (body.type !== 'canceled' || known === undefined || draw.nextInt(2) === 0) return;
        const fill = { ...known, trade: toTradeId(`${order}-late`), qty: toQuantity(1) };
        ends.toUs(after(report, DELAY + draw.nextInt(20 * DELAY), { type: 'filled', fill }));
      },
    };
  });

/** Fills are told twice, some with a trade of another name. */
export const doubledFills: MakeLine = (random) =>
  lineOf(random, (draw) => ({
    report: (report, ends) => {
      ends.toUs(report);
      if (report.body.type !== 'filled') return;
      ends.toUs(after(report, draw.nextInt(DELAY), report.body));
      if (draw.nextInt(6) > 0) return;
      const fill = { ...report.body.fill, trade: toTradeId(`${report.body.fill.trade}-again`) };
      ends.toUs(after(report, DELAY, { type: 'filled', fill }));
    },
  }));

/** Fills are taken back. */
export const busts: MakeLine = (random) =>
  lineOf(random, (draw) => ({
    report: (report, ends) => {
      ends.toUs(report);
      if (report.body.type !== 'filled' || draw.nextInt(3) > 0) return;
      const { trade } = report.body.fill;
      ends.toUs(after(report, DELAY + draw.nextInt(30 * DELAY), { type: 'busted', trade }));
    },
  }));

/** Cancels and amendments are refused. */
export const refusedCancels: MakeLine = (random) => {
  const percent = [30, 60, 100][random.nextInt(3)] ?? 60;
  return lineOf(random, (draw) => ({
    send: (effect, now, ends) => {
      if (effect.type === 'submit' || draw.nextInt(100) >= percent) return ends.toVenue(effect);
      const type = effect.type === 'cancel' ? 'cancelRejected' : 'modifyRejected';
      ends.toUs(answerTo(effect, now, { type, reason: 'busy' }));
    },
  }));
};

/** For a while nothing comes back; then all of it at once. */
export const disconnects: MakeLine = (random, { from, until }) => {
  const begin = from + Math.floor((until - from) * 0.7 * random.nextFloat());
  const end = begin + Math.floor((until - from) * 0.3 * random.nextFloat());
  return lineOf(random, () => ({
    report: (report, ends) => {
      const isDown = report.availableAt >= begin && report.availableAt < end;
      ends.toUs(isDown ? { ...report, availableAt: toTimestamp(end) } : report);
    },
  }));
};

/** What a line does besides giving everything on; each run draws the same anew. */
function lineOf(random: Random, make: (draw: Random) => Partial<BrokerLine>): () => BrokerLine {
  return () => ({
    send: (effect, _now, ends) => ends.toVenue(effect),
    report: (report, ends) => ends.toUs(report),
    ...make(random.fork('line')),
  });
}

function answerTo(
  { account, order }: Effect,
  now: Report['availableAt'],
  body: ReportBody,
): Report {
  return { kind: 'report', account, order, eventAt: now, availableAt: now, body };
}

function after(report: Report, delay: number, body: ReportBody): Report {
  const at = toTimestamp(report.availableAt + delay);
  return { ...report, eventAt: at, availableAt: at, body };
}
