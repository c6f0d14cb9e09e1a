"""nautilus_trader's half of the bench `workloads`: six shapes of a run over the same quotes and trades.

The shapes are those of nautilus_trader's own engine bench; README.md has what each does. Prints one
line of JSON: of each shape what was counted and the seconds of each `engine.run()`, the cold one
first. Only `engine.run()` is timed; building the engine, the ticks and the strategy is not.
"""

import argparse
import gc
import json
import time
from decimal import Decimal

import nautilus_trader
import pandas as pd
from nautilus_trader.backtest.config import BacktestEngineConfig
from nautilus_trader.backtest.engine import BacktestEngine
from nautilus_trader.config import (
    CacheConfig,
    DataEngineConfig,
    LoggingConfig,
    RiskEngineConfig,
    StrategyConfig,
)
from nautilus_trader.model.currencies import USD
from nautilus_trader.model.data import BarType, QuoteTick, TradeTick
from nautilus_trader.model.enums import (
    AccountType,
    AggressorSide,
    BookType,
    OmsType,
    OrderSide,
    TimeInForce,
    TrailingOffsetType,
)
from nautilus_trader.model.identifiers import InstrumentId, TradeId, Venue
from nautilus_trader.model.objects import Money, Price, Quantity
from nautilus_trader.trading.strategy import Strategy

from run import INSTRUMENT_ID, PRICE_PRECISION, build_instrument, load_quotes

ID = InstrumentId.from_str(INSTRUMENT_ID)
TRADE_EVERY = 5
EXPIRES_AFTER_SECONDS = 5
QTY = Quantity.from_int(100)


def ticks(price, count):
    return Price(price.as_double() + count * 0.00001, PRICE_PRECISION)


class Workload(Strategy):
    """Counts what happens; each shape says what it does at a quote."""

    def __init__(self):
        super().__init__(StrategyConfig(strategy_id=type(self).__name__))
        self.counts = {}
        self.quotes = 0

    def note(self, name):
        self.counts[name] = self.counts.get(name, 0) + 1

    def on_start(self):
        self.subscribe_quote_ticks(ID)

    def on_quote_tick(self, tick):
        self.quotes += 1
        self.act(tick)

    def act(self, tick):
        """What a shape does at a quote."""

    def send(self, order):
        self.note("orders")
        self.submit_order(order)

    def on_order_filled(self, _):
        self.note("fills")

    def on_order_expired(self, _):
        self.note("expired")

    def on_order_denied(self, event):
        raise RuntimeError(f"denied: {event}")

    def on_order_rejected(self, event):
        raise RuntimeError(f"rejected: {event}")


class MarketDataReplay(Workload):
    def on_start(self):
        super().on_start()
        self.subscribe_trade_ticks(ID)

    def act(self, _):
        self.note("seen")

    def on_trade_tick(self, _):
        self.note("seen")


class AlternatingMarketOrders(Workload):
    def act(self, _):
        if self.quotes % 10 == 0:
            side = OrderSide.BUY if self.quotes % 20 == 10 else OrderSide.SELL
            self.send(self.order_factory.market(ID, side, QTY))


class PassiveLimitOrders(Workload):
    def act(self, tick):
        if self.quotes % 20 == 0:
            self.send(self.order_factory.limit(ID, OrderSide.BUY, QTY, ticks(tick.bid_price, -5000)))


class GtdLimitExpiry(Workload):
    def act(self, tick):
        if self.quotes % 20 == 0:
            self.send(
                self.order_factory.limit(
                    ID,
                    OrderSide.BUY,
                    QTY,
                    ticks(tick.bid_price, -5000),
                    time_in_force=TimeInForce.GTD,
                    expire_time=self.clock.utc_now() + pd.Timedelta(seconds=EXPIRES_AFTER_SECONDS),
                ),
            )


class DataRoutes(Workload):
    def on_start(self):
        super().on_start()
        self.subscribe_trade_ticks(ID)
        self.subscribe_bars(BarType.from_str(f"{ID}-5-SECOND-MID-INTERNAL"))
        self.subscribe_bars(BarType.from_str(f"{ID}-50-TICK-LAST-INTERNAL"))

    def act(self, _):
        self.note("seen")

    def on_trade_tick(self, _):
        self.note("seen")

    def on_bar(self, _):
        self.note("bars")


class OrderTypeSweep(Workload):
    def act(self, tick):
        if self.quotes % 20 == 0:
            self.send(self.order(self.quotes // 20 % 8, tick))

    def order(self, kind, tick):
        make = self.order_factory
        bid, ask = tick.bid_price, tick.ask_price
        if kind == 0:
            return make.market(ID, OrderSide.BUY, QTY)
        if kind == 1:
            return make.limit(ID, OrderSide.BUY, QTY, ticks(bid, -50))
        if kind == 2:
            return make.stop_market(ID, OrderSide.BUY, QTY, ticks(ask, 50))
        if kind == 3:
            return make.stop_limit(ID, OrderSide.BUY, QTY, ticks(ask, 60), ticks(ask, 50))
        if kind == 4:
            return make.market_if_touched(ID, OrderSide.BUY, QTY, ticks(bid, -50))
        if kind == 5:
            return make.limit_if_touched(ID, OrderSide.BUY, QTY, ticks(bid, -50), ticks(bid, -50))
        if kind == 6:
            return make.market_to_limit(ID, OrderSide.BUY, QTY)
        return make.trailing_stop_market(
            ID,
            OrderSide.BUY,
            QTY,
            trailing_offset=Decimal(50),
            trailing_offset_type=TrailingOffsetType.TICKS,
            trigger_price=ticks(ask, 50),
        )


SHAPES = {
    "market_data_replay": MarketDataReplay,
    "alternating_market_orders": AlternatingMarketOrders,
    "passive_limit_orders": PassiveLimitOrders,
    "gtd_limit_expiry": GtdLimitExpiry,
    "data_routes": DataRoutes,
    "order_type_sweep": OrderTypeSweep,
}


def with_trades(quotes):
    """A trade at the bid behind every fifth quote, at its instant."""
    data = []
    for place, quote in enumerate(quotes, start=1):
        data.append(quote)
        if place % TRADE_EVERY == 0:
            data.append(
                TradeTick(
                    ID,
                    quote.bid_price,
                    QTY,
                    AggressorSide.SELLER,
                    TradeId(str(place)),
                    quote.ts_event,
                    quote.ts_init,
                ),
            )
    return data


def run_once(shape, data):
    engine = BacktestEngine(
        BacktestEngineConfig(
            cache=CacheConfig(tick_capacity=1),
            data_engine=DataEngineConfig(time_bars_build_with_no_updates=False),
            logging=LoggingConfig(bypass_logging=True),
            risk_engine=RiskEngineConfig(
                bypass=False,
                max_order_submit_rate="1000000/00:00:01",
                max_order_modify_rate="1000000/00:00:01",
            ),
            run_analysis=False,
        ),
    )
    engine.add_venue(
        venue=Venue("SIM"),
        oms_type=OmsType.NETTING,
        account_type=AccountType.CASH,
        base_currency=None,
        starting_balances=[Money(10_000_000, USD)],
        book_type=BookType.L1_MBP,
        support_gtd_orders=True,
    )
    engine.add_instrument(build_instrument(Decimal(0)))
    strategy = SHAPES[shape]()
    engine.add_strategy(strategy)
    engine.add_data(data)
    gc.collect()
    gc.disable()
    started = time.perf_counter()
    engine.run()
    seconds = time.perf_counter() - started
    gc.enable()
    counts = dict(sorted(strategy.counts.items()))
    engine.dispose()
    return seconds, counts


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("quotes", help="a file written by benches/data/quotes.ts")
    parser.add_argument("rows", type=int, help="how many of its quotes to use")
    parser.add_argument("runs", type=int)
    options = parser.parse_args()
    data = with_trades(load_quotes(options.quotes)[: options.rows])
    shapes = {}
    for shape in SHAPES:
        seconds = []
        for _ in range(options.runs):
            took, counts = run_once(shape, data)
            seconds.append(round(took, 6))
        shapes[shape] = {"seconds": seconds, "counts": counts}
    print(json.dumps({"version": nautilus_trader.__version__, "shapes": shapes}))


if __name__ == "__main__":
    main()
