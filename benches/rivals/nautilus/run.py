"""nautilus_trader's half of the headline benchmark: an EMA cross over a file of quotes.

Prints one line of JSON. Only `engine.run()` is inside `runSeconds`: reading the file, building
the ticks and handing them to the engine is `loadSeconds`. README.md has the exact semantics.
"""

import argparse
import gc
import hashlib
import json
import time
from decimal import Decimal

import nautilus_trader
import numpy as np
import pandas as pd
from nautilus_trader.backtest.config import BacktestEngineConfig
from nautilus_trader.backtest.engine import BacktestEngine
from nautilus_trader.config import CacheConfig, LoggingConfig, RiskEngineConfig, StrategyConfig
from nautilus_trader.indicators import ExponentialMovingAverage
from nautilus_trader.model.currencies import EUR, USD
from nautilus_trader.model.data import QuoteTick
from nautilus_trader.model.enums import AccountType, BookType, OmsType, OrderSide, PriceType
from nautilus_trader.model.identifiers import InstrumentId, Symbol, Venue
from nautilus_trader.model.instruments import CurrencyPair
from nautilus_trader.model.objects import Money, Price, Quantity
from nautilus_trader.trading.strategy import Strategy

INSTRUMENT_ID = "EURUSD.SIM"
PRICE_PRECISION = 5
SIZE_PRECISION = 0
VENUE = Venue("SIM")


class EmaCrossConfig(StrategyConfig, frozen=True):
    """The parameters of the strategy."""

    instrument_id: InstrumentId
    fast: int
    slow: int
    qty: int


class EmaCross(Strategy):
    """Long while the fast average is above the slow one, flat while it is below.

    Subclasses say how the averages are kept; every one must give the same fills.
    """

    def __init__(self, config):
        super().__init__(config)
        self.instrument_id = config.instrument_id
        self.slow_period = config.slow
        self.qty = Quantity.from_int(config.qty)
        self.count = 0
        self.is_long = False
        self.has_order = False
        self.fills = []
        self.refusals = []

    def on_start(self):
        self.subscribe_quote_ticks(self.instrument_id)

    def decide(self, fast, slow):
        """Sends at most one order; the next waits until this one is filled."""
        if self.has_order:
            return
        if fast > slow:
            if not self.is_long:
                self.send(OrderSide.BUY)
        elif fast < slow and self.is_long:
            self.send(OrderSide.SELL)

    def send(self, side):
        self.has_order = True
        self.submit_order(self.order_factory.market(self.instrument_id, side, self.qty))

    def on_order_filled(self, event):
        self.is_long = event.order_side == OrderSide.BUY
        self.has_order = False
        self.fills.append(event)

    def on_order_denied(self, event):
        self.refusals.append(event)

    def on_order_rejected(self, event):
        self.refusals.append(event)

    def on_order_canceled(self, event):
        self.refusals.append(event)


class EmaCrossOnFloats(EmaCross):
    """The averages are two plain floats of the strategy."""

    def __init__(self, config):
        super().__init__(config)
        self.fast_alpha = 2.0 / (config.fast + 1)
        self.slow_alpha = 2.0 / (config.slow + 1)
        self.fast_rest = 1.0 - self.fast_alpha
        self.slow_rest = 1.0 - self.slow_alpha
        self.fast = 0.0
        self.slow = 0.0

    def on_quote_tick(self, tick):
        mid = (tick.bid_price.as_double() + tick.ask_price.as_double()) / 2.0
        self.count += 1
        if self.count == 1:
            self.fast = self.slow = mid
        else:
            self.fast = self.fast_alpha * mid + self.fast_rest * self.fast
            self.slow = self.slow_alpha * mid + self.slow_rest * self.slow
        if self.count >= self.slow_period:
            self.decide(self.fast, self.slow)


class EmaCrossOnIndicators(EmaCross):
    """The averages are nautilus's own, fed by the strategy with the same mid."""

    def __init__(self, config):
        super().__init__(config)
        self.fast = ExponentialMovingAverage(config.fast)
        self.slow = ExponentialMovingAverage(config.slow)

    def on_quote_tick(self, tick):
        mid = (tick.bid_price.as_double() + tick.ask_price.as_double()) / 2.0
        self.fast.update_raw(mid)
        self.slow.update_raw(mid)
        if self.slow.initialized:
            self.decide(self.fast.value, self.slow.value)


class EmaCrossOnRegistered(EmaCross):
    """The averages are nautilus's own, fed by nautilus before each callback."""

    def __init__(self, config):
        super().__init__(config)
        self.fast = ExponentialMovingAverage(config.fast, PriceType.MID)
        self.slow = ExponentialMovingAverage(config.slow, PriceType.MID)

    def on_start(self):
        self.register_indicator_for_quote_ticks(self.instrument_id, self.fast)
        self.register_indicator_for_quote_ticks(self.instrument_id, self.slow)
        super().on_start()

    def on_quote_tick(self, tick):
        if self.slow.initialized:
            self.decide(self.fast.value, self.slow.value)


STRATEGIES = {
    "floats": EmaCrossOnFloats,
    "indicators": EmaCrossOnIndicators,
    "registered": EmaCrossOnRegistered,
}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("quotes", help="a file written by benches/data/quotes.ts")
    parser.add_argument("--fast", type=int, default=100)
    parser.add_argument("--slow", type=int, default=200)
    parser.add_argument("--qty", type=int, default=1_000)
    parser.add_argument("--averages", choices=STRATEGIES, default="registered")
    parser.add_argument("--account", choices=["cash", "margin"], default="cash")
    parser.add_argument("--fee-rate", type=Decimal, default=Decimal(0), help="share of notional")
    return parser.parse_args()


def build_engine(options):
    """Logging and post-run statistics are off; every risk check stays on."""
    engine = BacktestEngine(
        BacktestEngineConfig(
            # The strategy looks at no earlier quote, so none is kept: 2 % faster.
            cache=CacheConfig(tick_capacity=1),
            logging=LoggingConfig(bypass_logging=True),
            risk_engine=RiskEngineConfig(bypass=False),
            run_analysis=False,
        ),
    )
    is_cash = options.account == "cash"
    engine.add_venue(
        venue=VENUE,
        oms_type=OmsType.NETTING,
        account_type=AccountType.CASH if is_cash else AccountType.MARGIN,
        base_currency=None if is_cash else USD,
        starting_balances=[Money(1_000_000, USD)],
        book_type=BookType.L1_MBP,
    )
    engine.add_instrument(build_instrument(options.fee_rate))
    return engine


def build_instrument(fee_rate):
    return CurrencyPair(
        instrument_id=InstrumentId.from_str(INSTRUMENT_ID),
        raw_symbol=Symbol("EURUSD"),
        base_currency=EUR,
        quote_currency=USD,
        price_precision=PRICE_PRECISION,
        size_precision=SIZE_PRECISION,
        price_increment=Price(0.00001, PRICE_PRECISION),
        size_increment=Quantity(1, SIZE_PRECISION),
        margin_init=Decimal("0.03"),
        margin_maint=Decimal("0.03"),
        maker_fee=fee_rate,
        taker_fee=fee_rate,
        ts_event=0,
        ts_init=0,
    )


def load_quotes(path):
    """The file as QuoteTicks; each price is rounded to its precision, so none is off by a bit."""
    frame = pd.read_csv(path)
    names = frame["instrument"].unique().tolist()
    if names != [INSTRUMENT_ID]:
        raise ValueError(f"{path}: expected quotes of {INSTRUMENT_ID} only, found {names}")
    times_ns = frame["event_time_us"].to_numpy(np.uint64) * np.uint64(1_000)
    return QuoteTick.from_raw_arrays_to_list(
        InstrumentId.from_str(INSTRUMENT_ID),
        PRICE_PRECISION,
        SIZE_PRECISION,
        *(frame[name].to_numpy(np.float64) for name in ("bid", "ask", "bid_qty", "ask_qty")),
        times_ns,
        times_ns,
    )


def fill_line(event):
    side = "BUY" if event.order_side == OrderSide.BUY else "SELL"
    time_us, rest_ns = divmod(event.ts_event, 1_000)
    if rest_ns != 0:
        raise ValueError(f"{event.client_order_id}: {event.ts_event} ns is no whole microsecond")
    return f"{time_us},{side},{event.last_qty},{event.last_px}"


def run(options):
    engine = build_engine(options)
    strategy = STRATEGIES[options.averages](
        EmaCrossConfig(
            instrument_id=InstrumentId.from_str(INSTRUMENT_ID),
            fast=options.fast,
            slow=options.slow,
            qty=options.qty,
        ),
    )
    engine.add_strategy(strategy)

    started = time.perf_counter()
    ticks = load_quotes(options.quotes)
    engine.add_data(ticks)
    load_seconds = time.perf_counter() - started

    # What the run makes fits in memory: spare it the search for garbage.
    gc.collect()
    gc.disable()
    started = time.perf_counter()
    engine.run()
    run_seconds = time.perf_counter() - started
    gc.enable()

    if strategy.refusals or strategy.has_order:
        raise RuntimeError(f"an order was not filled: {strategy.refusals[:3]}")
    lines = [fill_line(event) for event in strategy.fills]
    account = engine.portfolio.account(VENUE)
    balances = account.balances_total()
    report = {
        "engine": "nautilus_trader",
        "version": nautilus_trader.__version__,
        "rows": len(ticks),
        "loadSeconds": round(load_seconds, 6),
        "runSeconds": round(run_seconds, 6),
        "quotesPerSecond": round(len(ticks) / run_seconds),
        "fills": len(lines),
        "fillsSha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        "firstFills": lines[:3],
        "lastFills": lines[-3:],
        "finalBalance": {str(code): f"{total.as_decimal():.2f}" for code, total in balances.items()},
    }
    engine.dispose()
    return report


if __name__ == "__main__":
    print(json.dumps(run(parse_arguments())))
