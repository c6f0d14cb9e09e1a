"""The sweep of pairs of averages as numba's single-thread loop and as vectorbt do it.

`sweep.py BARS.json` says what it is, runs once unmeasured, and then a round of `numba` or `vectorbt` for each line of
its input, answered by pairs a second: so that rounds can go in turns with ours. Prices are floats; an order fills at the
next open and pays 3 of 10,000; for each pair the gain, the deepest fall, mean and deviation of returns are worked out.
"""

import json
import sys
import time

import numba
import numpy as np
import vectorbt as vbt

FEE, FUNDS, QTY = 0.0003, 100_000_000.0, 100.0
SOME = 400


@numba.njit(fastmath=True)
def run_pair(opens, closes, fast, slow, first):
    cash, held, side = FUNDS, 0.0, 0
    last, peak, fall, total, squares = FUNDS, FUNDS, 0.0, 0.0, 0.0
    for row in range(closes.shape[0]):
        target = side * QTY
        if held != target:
            if held != 0.0:
                cash += held * opens[row] - abs(held) * opens[row] * FEE
            if target != 0.0:
                cash -= target * opens[row] + QTY * opens[row] * FEE
            held = target
        worth = cash + held * closes[row]
        change = worth / last - 1.0
        total += change
        squares += change * change
        if worth > peak:
            peak = worth
        else:
            fall = max(fall, (peak - worth) / peak)
        last = worth
        apart = fast[row] - slow[row] if row >= first else 0.0
        side = 1 if apart > 0 else (-1 if apart < 0 else 0)
    mean = total / closes.shape[0]
    return worth / FUNDS - 1.0, fall, mean, np.sqrt(max(0.0, squares - total * mean))


@numba.njit(fastmath=True)
def run_all(opens, closes, averages, pairs, out):
    for at in range(pairs.shape[0]):
        one, other = pairs[at, 0], pairs[at, 1]
        first = max(one, other) - 1
        out[at] = run_pair(opens, closes, averages[one], averages[other], first)


def averages_of(closes, longest):
    sums = np.concatenate([[0.0], np.cumsum(closes)])
    lines = np.zeros((longest + 1, closes.shape[0]))
    for period in range(1, longest + 1):
        lines[period, period - 1 :] = (sums[period:] - sums[:-period]) / period
    return lines


def rate(pairs, run):
    """Pairs a second of CPU time: others on the machine then take nothing away."""
    start = time.process_time()
    run()
    return pairs / (time.process_time() - start)


def say(**given):
    print(json.dumps(given), flush=True)


def vectorbt_run(opens, closes, pairs):
    fast = vbt.MA.run(closes, window=[int(one) for one in pairs[:, 0]], short_name="fast")
    slow = vbt.MA.run(closes, window=[int(one) for one in pairs[:, 1]], short_name="slow")
    above = fast.ma_above(slow).to_numpy()
    below = fast.ma_below(slow).to_numpy()
    # What a close decides fills at the next open.
    longs, shorts = np.roll(above, 1, axis=0), np.roll(below, 1, axis=0)
    longs[0], shorts[0] = False, False
    portfolio = vbt.Portfolio.from_signals(
        close=np.repeat(closes[:, None], pairs.shape[0], axis=1),
        price=np.repeat(opens[:, None], pairs.shape[0], axis=1),
        entries=longs,
        short_entries=shorts,
        size=QTY,
        fees=FEE,
        init_cash=FUNDS,
        freq="1D",
    )
    return portfolio.total_return(), portfolio.max_drawdown()


def main():
    with open(sys.argv[1], encoding="utf8") as file:
        given = json.load(file)
    opens, closes = np.array(given["open"], float), np.array(given["close"], float)
    fast, slow = given["space"]["fast"], given["space"]["slow"]
    pairs = np.array(
        [
            (one, other)
            for one in range(fast["from"], fast["to"] + 1)
            for other in range(slow["from"], slow["to"] + 1)
        ]
    )
    out = np.empty((pairs.shape[0], 4))
    some = pairs[:: max(1, pairs.shape[0] // SOME)]
    rounds = {
        "numba": lambda: rate(
            pairs.shape[0],
            lambda: run_all(opens, closes, averages_of(closes, slow["to"]), pairs, out),
        ),
        "vectorbt": lambda: rate(some.shape[0], lambda: vectorbt_run(opens, closes, some)),
    }
    for run in rounds.values():
        run()
    say(numba=numba.__version__, vectorbt=vbt.__version__, firstGain=out[0, 0])
    for line in sys.stdin:
        say(pairsPerSecond=rounds[line.strip()]())


main()
