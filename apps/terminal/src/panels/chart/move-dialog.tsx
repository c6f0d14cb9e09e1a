import { useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, placesOf } from '../../format/decimal.ts';
import { decimalOf, floorTo } from '../../format/exact.ts';
import { chartText } from '../../text/chart.ts';
import { ticketText } from '../../text/ticket.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { movedTerms } from '../orders/order-figures.ts';
import type { LineMove } from './drag-lines.ts';

/** Asks before an order that was dragged is changed. */
export function MoveDialog({
  move,
  tick,
  onClose,
}: {
  readonly move: LineMove;
  readonly tick: string;
  readonly onClose: () => void;
}): JSX.Element {
  const { link, actions, preferences } = useTerminal();
  const account = useSignal(link.account);
  const price = useMemo(() => nearestTick(move.price, tick), [move, tick]);
  const shown = formatDecimal(price, useSignal(preferences.grouping));
  const send = (): void => {
    const order = link.book.peek()?.orders.find(move.line.id);
    onClose();
    if (order === undefined || !order.isOpen) return;
    const terms = movedTerms(order, price);
    if (terms !== null) void actions.amend(order.id, { terms });
  };
  return (
    <Dialog title={chartText.move} onClose={onClose}>
      <p>{chartText.moveTo(`${move.line.label} · ${move.line.id}`, shown)}</p>
      {account === null ? null : (
        <p>
          {account.id} · <strong>{account.mode.toUpperCase()}</strong>
        </p>
      )}
      <div className="dialog__foot">
        <Button kind="primary" onClick={send}>
          {chartText.moveTo(move.line.label, shown)}
        </Button>
        <Button onClick={onClose}>{ticketText.back}</Button>
      </div>
    </Dialog>
  );
}

/** The price on the grid that is nearest. */
function nearestTick(price: number, tick: string): string {
  const places = placesOf(tick);
  const half = Number(tick) / 2;
  return floorTo(decimalOf(price + half, places + 1), tick);
}
