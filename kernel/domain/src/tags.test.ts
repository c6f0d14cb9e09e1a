import { describe, expect, it } from 'vitest';

import { tags } from './tags.ts';

describe('the tags', () => {
  it('are what they were: they stand in every journal, tape and hash', () => {
    const written = Object.entries(tags).map(
      ([name, table]) =>
        `${name}: ${Object.entries(table)
          .map(([member, tag]) => `${member} ${tag}`)
          .join(', ')}`,
    );
    expect(written).toEqual([
      'eventKind: order 1, entry 2, hold 3, position 4, account 5, anomaly 6, reservation 7, status 8, floor 9, limit 10, equity 11, execution 12, margin 13',
      'orderChange: initialized 1, denied 2, emulated 3, released 4, submitted 5, accepted 6, rejected 7, canceled 8, expired 9, triggered 10, pendingUpdate 11, pendingCancel 12, modifyRejected 13, cancelRejected 14, updated 15, filled 16, busted 17, doubted 18, resolved 19, divided 20, partFilled 21, partBusted 22',
      'limitName: orderQty 1, position 2, orderValue 3, openValue 4, dailyLoss 5, drawdown 6, cashBufferBps 7',
      'equityPoint: height 1, dayStart 2',
      'marginLevel: sound 1, called 2, liquidating 3, bankrupt 4',
      'entryPurpose: deposit 1, withdrawal 2, fill 3, bust 4, charges 5, move 6, suspense 7, settlement 8, action 9, loan 10, funding 11, carry 12',
      'corporateAction: split 1, dividend 2, exchange 3, spinOff 4, redemption 5, expiry 6, exercise 7, subscription 8',
      'loanChange: draw 1, interest 2, repay 3',
      'holdChange: placed 1, posted 2, released 3',
      'reservationPurpose: withdrawal 1, charges 2',
      'reservationChange: reserved 1, posted 2, voided 3, expired 4',
      'stateScope: account 1, book 2, strategy 3, instrument 4, reconciliation 5, firm 6, storage 7',
      'accountStatus: open 1, restricted 2, frozen 3, closed 4',
      'tradingState: ACTIVE 1, REDUCING 2, HALTED 3',
      'anomaly: transitionRefused 1, duplicateFill 2, lateFill 3, tooLargeFill 4, unknownOrder 5, unknownTrade 6, overdrawn 7, commandRefused 8, siblingFill 9, cashDiffers 10, positionDiffers 11, orderConfirmed 12, exitMissing 13, actionCrossed 14, positionTurned 15, reportUnreadable 16, fundingUnpaid 17',
      'side: buy 1, sell 2',
      'product: delivery 1, intraday 2, carryForward 3, margin 4',
      'orderType: market 1, limit 2, stopMarket 3, stopLimit 4, marketToLimit 5, marketIfTouched 6, limitIfTouched 7, trailingStopMarket 8, trailingStopLimit 9',
      'timeInForce: DAY 1, GTC 2, IOC 3, FOK 4, GTD 5, AT_OPEN 6, AT_CLOSE 7',
      'orderForm: instructed 255',
      'trail: price 1, ticks 2, bps 3, atr 4',
      'triggerSource: last 1, touch 2, mid 3, mark 4, index 5, doubleLast 6, doubleTouch 7',
      'doubt: submit 1, amend 2, cancel 3',
      'fillFlag: late 1, tooLarge 2, external 3, reconciled 4, sibling 5',
      'liquidity: maker 1, taker 2, makerItemised 3, takerItemised 4',
      'inputKind: quote 1, trade 2, bar 3, status 4, command 5, report 6, time 7, answer 8, book 9, adjustment 10, queue 11, mark 12, index 13, funding 14',
      'adjustmentCause: action 1, roll 2',
      'queueAction: add 1, change 2, trade 3, remove 4, clear 5',
      'marketPhase: preOpen 1, open 2, halted 3, closed 4',
      'command: submit 1, amend 2, cancel 3, cancelAll 4, setState 5, transfer 6, submitList 7, movePosition 8, reserve 9, postReserved 10, voidReserved 11, correctCash 12, setStatus 13, setFloor 14, bookCharges 15, kill 16, setLimit 17, submitConfirmed 18, bookAction 19, bookLoan 20, unreadable 21, execute 22, expire 23',
      'contingency: OCO 1, OUO 2',
      'releasePolicy: eachFill 1, whenDone 2',
      'report: accepted 1, rejected 2, canceled 3, expired 4, triggered 5, updated 6, modifyRejected 7, cancelRejected 8, filled 9, busted 10, unanswered 11, external 12, inferred 13, unreadable 14',
      'executionAlgorithm: twap 1, vwap 2, shortfall 3, pov 4, iceberg 5, icebergVaried 6',
      'deadlinePolicy: cancel 1, sweep 2, cancelRouted 3, sweepRouted 4',
      'executionOutcome: filled 1, canceled 2, expired 3, denied 4, failed 5',
      'executionChange: began 1, sliced 2, held 3, amended 4, ending 5, ended 6',
      'askPort: history 1, model 2',
    ]);
  });

  it.each(Object.entries(tags))('of %s differ, fit a byte and are never zero', (_name, table) => {
    const numbers: readonly number[] = Object.values(table);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.every((tag) => tag > 0 && tag < 256)).toBe(true);
  });
});
