/** The parts of a check, in the order in which they are done. */
export const checkStages = ['source', 'types', 'code', 'parameters', 'run'] as const;

/** A part of a check. */
export type CheckStage = (typeof checkStages)[number];

/** Errors refuse a strategy; warnings only tell. */
export type CheckSeverity = 'error' | 'warning';

/** What the table says of a code. */
export type CheckEntry = {
  readonly stage: CheckStage;
  readonly severity: CheckSeverity;
  readonly message: string;
  /** What to do instead. */
  readonly hint: string;
  /** Such code is never run, not even to try it. */
  readonly keepsFromRunning?: true;
};

/** The codes of a check. */
export type CheckCode =
  | 'FILE_MISSING'
  | 'FILE_KIND'
  | 'FILE_TOO_LARGE'
  | 'SYNTAX'
  | 'LOAD_FAILED'
  | 'NO_STRATEGY'
  | 'SEVERAL_STRATEGIES'
  | 'UNKNOWN_STRATEGY'
  | 'TYPE'
  | 'TYPES_UNCHECKED'
  | 'IMPORT_FORBIDDEN'
  | 'IMPORT_MISSING'
  | 'IMPORT_DYNAMIC'
  | 'TOO_MANY_FILES'
  | 'USES_REQUIRE'
  | 'USES_EVAL'
  | 'USES_PROCESS'
  | 'USES_GLOBAL_OBJECT'
  | 'USES_NETWORK'
  | 'USES_CLOCK'
  | 'USES_CHANCE'
  | 'USES_TIMER'
  | 'USES_MACHINE'
  | 'USES_ASYNC'
  | 'USES_CONSOLE'
  | 'SHARED_STATE'
  | 'PARAMETER_SCHEMA'
  | 'PARAMETER_DEFAULT'
  | 'PARAMETER_VALUE'
  | 'PARAMETER_UNKNOWN'
  | 'CONSTRUCTOR_FAILED'
  | 'START_FAILED'
  | 'CALLBACK_FAILED'
  | 'PROMISE_REJECTED'
  | 'NOT_DETERMINISTIC'
  | 'OUT_OF_TIME'
  | 'OUT_OF_MEMORY'
  | 'PROCESS_ENDED'
  | 'RUN_FAILED';

/** Every code of a check, with what it means. The README of this room names them all. */
export const checkCodes: Readonly<Record<CheckCode, CheckEntry>> = {
  FILE_MISSING: source('there is no such file', 'check the path'),
  FILE_KIND: source('this is no file of code', 'name one that ends in .ts, .mts, .js or .mjs'),
  FILE_TOO_LARGE: source('the file is too large', 'split it, or keep its data elsewhere'),
  SYNTAX: source('the file cannot be read as TypeScript', 'correct what is marked'),
  LOAD_FAILED: source(
    'the file cannot be loaded',
    'correct what it says; types are erased: no enum',
  ),
  NO_STRATEGY: source('no strategy is exported', 'export one class that extends Strategy'),
  SEVERAL_STRATEGIES: source('several strategies are exported', 'name one: file.ts#Name'),
  UNKNOWN_STRATEGY: source('no strategy of this name is exported', 'name one that is'),

  TYPE: types('the types do not fit', 'correct what TypeScript says'),
  TYPES_UNCHECKED: types('the types could not be checked', 'check again; see what is said here'),

  IMPORT_FORBIDDEN: reach(
    'this import is not allowed',
    'import only argosy/… and files of your own',
  ),
  IMPORT_MISSING: reach('an imported file is missing', 'relative imports end in .ts'),
  IMPORT_DYNAMIC: reach('an import is made at run time', 'import at the top of the file'),
  TOO_MANY_FILES: reach('too many files are imported', 'keep a strategy in a few files'),
  USES_REQUIRE: reach('require is not part of a strategy', 'import at the top of the file'),
  USES_EVAL: reach('code is made from text', 'write the code itself'),
  USES_PROCESS: reach('the process is out of reach', 'declare a parameter for what you read there'),
  USES_GLOBAL_OBJECT: reach('the global object is out of reach', 'use the context of the strategy'),
  USES_NETWORK: reach('the network is out of reach', 'use this.context.ask'),
  USES_CLOCK: code('error', 'the machine’s clock is not the run’s', 'use this.clock.now'),
  USES_CHANCE: code('error', 'this chance cannot be repeated', 'use this.random'),
  USES_TIMER: code('error', 'the machine’s timers are not the run’s', 'use this.clock.setTimer'),
  USES_MACHINE: code('error', 'this differs from machine to machine', 'reckon it with plain code'),
  USES_ASYNC: code('error', 'a strategy is synchronous', 'use this.context.ask, or a timer'),
  USES_CONSOLE: code('warning', 'the console is not kept with the run', 'use this.log'),
  SHARED_STATE: code(
    'error',
    'all instances of the strategy share this, and a second run finds what the first left',
    'keep it in a field of the class',
  ),

  PARAMETER_SCHEMA: parameters(
    'a parameter is not declared right',
    'declare it with parameter.integer, …',
  ),
  PARAMETER_DEFAULT: parameters('a default does not fit its own declaration', 'correct it'),
  PARAMETER_VALUE: parameters('a value does not fit its parameter', 'correct it'),
  PARAMETER_UNKNOWN: parameters('there is no such parameter', 'take it out, or declare it'),

  CONSTRUCTOR_FAILED: run('the strategy threw as it was made', 'correct what it says'),
  START_FAILED: run('the strategy threw in onStart', 'correct what it says'),
  CALLBACK_FAILED: run('the strategy threw in a callback', 'correct what it says'),
  PROMISE_REJECTED: run(
    'a promise of the strategy was rejected',
    'make no promises: use this.context.ask',
  ),
  NOT_DETERMINISTIC: run('two equal runs came out unequal', 'keep state in fields of the class'),
  OUT_OF_TIME: run('it did not come to an end', 'look for a loop without an end'),
  OUT_OF_MEMORY: run('it used more memory than allowed', 'keep what is needed, not everything'),
  PROCESS_ENDED: run('the process ended while the strategy ran', 'nothing may end the process'),
  RUN_FAILED: run('the trial run broke off', 'correct what it says'),
};

function source(message: string, hint: string): CheckEntry {
  return { stage: 'source', severity: 'error', message, hint };
}

function types(message: string, hint: string): CheckEntry {
  return { stage: 'types', severity: 'error', message, hint };
}

function code(severity: CheckSeverity, message: string, hint: string): CheckEntry {
  return { stage: 'code', severity, message, hint };
}

function reach(message: string, hint: string): CheckEntry {
  return { ...code('error', message, hint), keepsFromRunning: true };
}

function parameters(message: string, hint: string): CheckEntry {
  return { stage: 'parameters', severity: 'error', message, hint };
}

function run(message: string, hint: string): CheckEntry {
  return { stage: 'run', severity: 'error', message, hint };
}
