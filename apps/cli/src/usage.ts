/** What `argosy help` says. */
export const usage: string = `argosy: a trading platform; one strategy file in backtest, on paper and live

  argosy start               run Argosy: the demo exchange, strategies, the API; --config DIR in the
                             place of ./config, --headless serves no pages
  argosy backtest FILE       run a run file; --out DIR keeps the results, --journal DIR its
                             record (--no-tape leaves market data out); --prove proves it;
                             --report FILE.html or FILE.json, its tear sheet; --benchmark ID;
                             --trials N, how many were tried before it, for its deflated Sharpe;
                             --parquet, its tables in --out as Parquet too; --base DIR, where the
                             names in the file start from; --progress tells each hundredth in a line
  argosy check FILE[#Name]   check a strategy file: types, imports, parameters, a run on made-up
                             data; --parameters JSON (or a file of it), --json, --no-dry-run
  argosy torture FILE[#Name] put a strategy through 200 hostile scenarios; --seed S, --only NAME,...,
                             --parameters JSON, --max-position N, --out FILE keeps the report
  argosy sweep FILE          search through parameters of signals on all cores; --out DIR keeps the
                             trials and goes on from them, --threads N, --report FILE.html
  argosy walk-forward FILE   choose on --train N bars, try on the next --test N; --gap N, --anchored,
                             --out DIR, --threads N, --report FILE.html
  argosy cross-validate FILE choose on all but one of --groups N of bars, try on that, in every way;
                             --tested N at a time, --purge N, --embargo N bars left out, --out DIR
  argosy report DIR          the tear sheet of results, or with --journal DIR that of an account's
                             record, beside its backtest; --help says more
  argosy scenario PATH...    run scenario files, or folders of them; --write pins what happens
  argosy why ORDER [DIR]     the whole story of an order, from the record of a run; --json
  argosy replay DIR          do a run again from its record, to the same hash; --fork N --input FILE
                             changes an input and shows what comes out otherwise
  argosy journal VERB DIR    verify, inspect, tail or archive the record of a shard
  argosy ledger VERB DIR     verify the books of a shard's record, or print its balances
  argosy project VERB        rebuild, or show the state of, the tables that are made of journals
  argosy data SUBCOMMAND     instruments, market rules and history; each has its own --help
  argosy names VERB DIR      put, get, erase or list who the clients are, encrypted
  argosy doctor              what a node needs, and what to do where it is not there; --json
  argosy parity DATA         a node's record beside a backtest: decisions, and fills by cause; --json
  argosy help                this page
  argosy --version           the version

A command ends with 0 where all is well, 1 where what it ran or looked at is not, 2 for words or files that
make no sense.`;
