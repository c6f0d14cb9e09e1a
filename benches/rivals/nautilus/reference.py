"""The EMA-cross strategy of the headline benchmark, computed without any engine.

Nothing here is shared with run.py but the written semantics (README.md): it reads the file as
text, keeps prices as whole ticks and money as whole cents, and needs the standard library only.
It prints the same fields as run.py, so that the two lines can be compared by eye or by program.
"""

import argparse
import hashlib
import json
import time
from decimal import ROUND_HALF_EVEN, Decimal

PRICE_SCALE = 100_000
STARTING_CENTS = 100_000_000
HEADER = "instrument,event_time_us,bid,ask,bid_qty,ask_qty"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("quotes", help="a file written by benches/data/quotes.ts")
    parser.add_argument("--fast", type=int, default=100)
    parser.add_argument("--slow", type=int, default=200)
    parser.add_argument("--qty", type=int, default=1_000)
    parser.add_argument("--fee-rate", type=Decimal, default=Decimal(0))
    return parser.parse_args()


def read_quotes(path):
    """Yields (time in microseconds, bid in ticks, ask in ticks)."""
    with open(path, encoding="ascii", newline="") as lines:
        header = next(lines).rstrip("\n")
        if header != HEADER:
            raise ValueError(f"{path}:1: expected the header {HEADER!r}, found {header!r}")
        for line in lines:
            _, time_us, bid, ask, _, _ = line.split(",")
            yield int(time_us), int(bid.replace(".", "", 1)), int(ask.replace(".", "", 1))


def compute_fills(quotes, options):
    """Long or flat: returns the fills as (time_us, side, ticks), and how many quotes there were."""
    fast_alpha = 2.0 / (options.fast + 1)
    slow_alpha = 2.0 / (options.slow + 1)
    fast = slow = 0.0
    fills = []
    is_long = False
    count = 0
    for time_us, bid, ask in quotes:
        # A quotient of two exact integers is the double nearest to the decimal price.
        mid = (bid / PRICE_SCALE + ask / PRICE_SCALE) / 2.0
        count += 1
        if count == 1:
            fast = slow = mid
        else:
            fast = fast_alpha * mid + (1.0 - fast_alpha) * fast
            slow = slow_alpha * mid + (1.0 - slow_alpha) * slow
        if count < options.slow:
            continue
        if fast > slow and not is_long:
            fills.append((time_us, "BUY", ask))
            is_long = True
        elif fast < slow and is_long:
            fills.append((time_us, "SELL", bid))
            is_long = False
    return fills, count


def settle(fills, options):
    """The two balances of a cash account after the fills: whole US cents and whole euros."""
    cents, euros = STARTING_CENTS, 0
    for _, side, ticks in fills:
        exact = Decimal(ticks * options.qty) / PRICE_SCALE * 100
        notional = int(exact.quantize(Decimal(1), ROUND_HALF_EVEN))
        fee = int((exact * options.fee_rate).quantize(Decimal(1), ROUND_HALF_EVEN))
        sign = 1 if side == "BUY" else -1
        cents -= sign * notional + fee
        euros += sign * options.qty
    return cents, euros


def main():
    options = parse_arguments()
    started = time.perf_counter()
    fills, rows = compute_fills(read_quotes(options.quotes), options)
    cents, euros = settle(fills, options)
    seconds = time.perf_counter() - started
    lines = [
        f"{time_us},{side},{options.qty},{ticks // PRICE_SCALE}.{ticks % PRICE_SCALE:05d}"
        for time_us, side, ticks in fills
    ]
    report = {
        "engine": "reference",
        "version": "1",
        "rows": rows,
        "loadSeconds": 0,
        "runSeconds": round(seconds, 6),
        "quotesPerSecond": round(rows / seconds),
        "fills": len(lines),
        "fillsSha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        "firstFills": lines[:3],
        "lastFills": lines[-3:],
        "finalBalance": {"USD": f"{cents // 100}.{cents % 100:02d}", "EUR": f"{euros}.00"},
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
