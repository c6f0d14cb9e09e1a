export { mistakeLine, type ConfigMistake, type ConfigRead } from './mistakes.ts';
export { paperAccountIds, paperAccounts } from './paper-accounts.ts';
export { readConfig, type ConfigPlace, type Configuration } from './read-config.ts';
export { riskLimitsOf } from './read-risk.ts';
export type {
  BacktestsConfig,
  BridgeConfig,
  CacheConfig,
  DemoConfig,
  HostConfig,
  JobsConfig,
  LoggingConfig,
  MarketConfig,
  NodeConfig,
  PaperConfig,
  RiskConfig,
  Role,
  ServerConfig,
  ServerSecrets,
  StorageConfig,
  StrategiesConfig,
  StrategyEntry,
} from './server-config.ts';
