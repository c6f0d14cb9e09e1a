"""Writes fixtures/values.json: what Tulip Indicators gives over a made-up series, for tests to compare with.

    pip install "numpy<2" "cython<3" "setuptools<70" wheel
    pip install --no-build-isolation newtulipy==0.4.6
    python3 write_values.py

Tulip is under the LGPL 3. Only numbers that it gave are kept here, none of its code, and nothing links to it.
"""

import datetime
import json
import pathlib
from importlib import metadata

import numpy
import tulipy

ROWS = 120
MODULUS = 2**31 - 1
DIGITS = 12
PRICES = ["open", "high", "low", "close"]

# The function, its options, and what it reads where "real" is not the close.
CALLS = [
    ("ad", []),
    ("add", [], ["close", "high"]),
    ("adosc", [3, 10]),
    ("adx", [3]),
    ("adxr", [3]),
    ("ao", []),
    ("apo", [2, 5]),
    ("aroon", [14]),
    ("aroonosc", [14]),
    ("atr", [4]),
    ("avgprice", []),
    ("bbands", [20, 2]),
    ("bop", []),
    ("cci", [14]),
    ("cmo", [14]),
    ("cvi", [5]),
    ("decay", [5]),
    ("dema", [5]),
    ("di", [3]),
    ("div", [], ["close", "high"]),
    ("dm", [3]),
    ("dpo", [20]),
    ("dx", [3]),
    ("edecay", [5]),
    ("ema", [9]),
    ("emv", []),
    ("fisher", [10]),
    ("fosc", [5]),
    ("hma", [16]),
    ("kama", [10]),
    ("kvo", [2, 5]),
    ("lag", [3]),
    ("linreg", [14]),
    ("linregintercept", [14]),
    ("linregslope", [14]),
    ("ln", []),
    ("log10", []),
    ("macd", [2, 5, 3]),
    ("marketfi", []),
    ("mass", [20]),
    ("max", [20]),
    ("md", [14]),
    ("medprice", []),
    ("mfi", [14]),
    ("min", [20]),
    ("mom", [10]),
    ("msw", [5]),
    ("mul", [], ["close", "high"]),
    ("natr", [4]),
    ("nvi", []),
    ("obv", []),
    ("ppo", [2, 5]),
    ("pvi", []),
    ("qstick", [10]),
    ("roc", [10]),
    ("rocr", [10]),
    ("rsi", [14]),
    ("sma", [20]),
    ("sqrt", []),
    ("stddev", [10]),
    ("stderr", [10]),
    ("stoch", [5, 3, 3]),
    ("stochrsi", [14]),
    ("sub", [], ["close", "high"]),
    ("sum", [20]),
    ("tema", [5]),
    ("tr", []),
    ("trima", [13]),
    ("trix", [4]),
    ("tsf", [14]),
    ("typprice", []),
    ("ultosc", [7, 14, 28]),
    ("var", [10]),
    ("vhf", [28]),
    ("vidya", [5, 20, 0.2]),
    ("vosc", [14, 28]),
    ("vwma", [20]),
    ("wad", []),
    ("wcprice", []),
    ("wilders", [14]),
    ("willr", [14]),
    ("wma", [20]),
    ("zlema", [5]),
]


def series():
    """Bars of eighths and whole volumes: exact in floats, the same in every language."""
    state, close, bars = 20_261_126, 800, []

    def below(most):
        nonlocal state
        state = state * 16_807 % MODULUS
        return state % most

    for _ in range(ROWS):
        opened = close + below(9) - 4
        close = opened + below(41) - 20
        bars.append((opened, max(opened, close) + below(12), min(opened, close) - below(12), close, 100 + below(9_000)))
    columns = dict(zip([*PRICES, "volume"], zip(*bars)))
    floats = {name: numpy.array(columns[name], dtype=float) for name in columns}
    return {name: floats[name] / 8 if name in PRICES else floats[name] for name in floats}


def lines_of(columns, function, options, reals=()):
    tulip = getattr(tulipy, function)
    left = list(reals) or ["close"]
    read = [left.pop(0) if name == "real" and left else name for name in tulip.inputs]
    found = tulip(*(columns[name] for name in read), *options)
    found = found if isinstance(found, tuple) else (found,)
    return {
        name: [float(f"{value:.{DIGITS}g}") for value in line] for name, line in zip(tulip.outputs, found)
    }


def main():
    columns = series()
    calls = []
    for function, options, *reals in CALLS:
        reals = reals[0] if reals else (["volume"] if function == "vosc" else [])
        calls.append({"function": function, "options": options, "lines": lines_of(columns, function, options, reals)})
    head = {
        "tool": "Tulip Indicators",
        "version": tulipy.TI_VERSION,
        "newtulipy": metadata.version("newtulipy"),
        "written": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "licence": "Tulip is under the LGPL 3; these are numbers that it gave, none of its code",
        "rows": ROWS,
        "functions": sorted(name for name in dir(tulipy) if hasattr(getattr(tulipy, name), "full_name")),
    }
    body = ",\n".join(json.dumps(call, separators=(",", ":")) for call in calls)
    text = "{\n" + ",\n".join(f"  {json.dumps(name)}: {json.dumps(head[name])}" for name in head) + ',\n  "calls": [\n' + body + "\n]}\n"
    pathlib.Path(__file__).with_name("fixtures").joinpath("values.json").write_text(text)


if __name__ == "__main__":
    main()
