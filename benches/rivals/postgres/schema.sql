-- A plain double-entry table: accounts with their balances, entries with an id of their client's, legs.
CREATE TABLE account (id int PRIMARY KEY, balance numeric(38) NOT NULL CHECK (balance >= 0));
CREATE TABLE entry (id bigserial PRIMARY KEY, client_id uuid NOT NULL UNIQUE, at timestamptz NOT NULL DEFAULT now());
CREATE TABLE leg (
  entry bigint NOT NULL REFERENCES entry,
  account int NOT NULL REFERENCES account,
  amount numeric(38) NOT NULL
);
INSERT INTO account SELECT id, 1000000000 FROM generate_series(1, 1000) AS id;
