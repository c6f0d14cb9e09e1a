\set debit random(1, 1000)
\set credit random(1, 1000)
BEGIN;
SELECT balance FROM account WHERE id IN (:debit, :credit) ORDER BY id FOR UPDATE;
WITH booked AS (INSERT INTO entry (client_id) VALUES (gen_random_uuid()) RETURNING id)
INSERT INTO leg SELECT id, :debit, 1 FROM booked UNION ALL SELECT id, :credit, -1 FROM booked;
UPDATE account SET balance = balance + 1 WHERE id = :debit;
UPDATE account SET balance = balance - 1 WHERE id = :credit;
COMMIT;
