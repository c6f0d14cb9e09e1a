export { describePostgres } from './describe-postgres.ts';
export { hasPostgres, PostgresServer } from './postgres-server.ts';
