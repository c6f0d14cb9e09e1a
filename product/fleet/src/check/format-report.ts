import { relative } from 'node:path';

import { checkStages, type CheckStage } from './codes.ts';
import type { CheckedStrategy, CheckReport, Finding } from './report.ts';

/** A report as a person reads it: what was found, what was looked at, and the verdict. */
export function formatReport(report: CheckReport, folder: string): readonly string[] {
  const { file, findings, leftOut, ok, strategy } = report;
  const title = strategy === null ? relative(folder, file) : strategy.name;
  const count = findings.length === 0 ? 'nothing found' : countsOf(findings);
  return [
    ...findings.flatMap((finding) => linesOf(finding, folder)),
    ...(leftOut === 0 ? [] : [`and ${leftOut} more of the same`]),
    ...(findings.length === 0 ? [] : ['']),
    ...checkStages.map((stage) => `${stage.padEnd(12)}${stageOf(report, stage, folder)}`),
    '',
    `${ok ? 'ok' : 'refused'}: ${title}, ${count}`,
  ];
}

function linesOf(finding: Finding, folder: string): readonly string[] {
  const { file, line, column, severity, code, message, hint } = finding;
  const place = [relative(folder, file), line, column].filter((part) => part !== null).join(':');
  return [`${place}: ${severity} ${code}: ${message}`, `    what to do: ${hint}`];
}

function stageOf(report: CheckReport, stage: CheckStage, folder: string): string {
  const skipped = report.skipped.find((one) => one.stage === stage);
  if (skipped !== undefined) return `skipped: ${skipped.reason}`;
  const findings = report.findings.filter((one) => one.stage === stage);
  if (findings.length > 0) return countsOf(findings);
  return `ok: ${lookedAt(report, stage, folder)}`;
}

function lookedAt({ files, strategy }: CheckReport, stage: CheckStage, folder: string): string {
  switch (stage) {
    case 'source':
      return files.map((file) => relative(folder, file)).join(', ');
    case 'types':
      return files.every((file) => /[.]m?js$/.test(file))
        ? 'JavaScript has none'
        : 'TypeScript, strict';
    case 'code':
      return 'imports, names that reach out of the run, state that instances share';
    case 'parameters':
      return valuesOf(strategy);
    case 'run':
      return trialOf(strategy);
  }
}

function valuesOf(strategy: CheckedStrategy | null): string {
  const { parameters = {}, values = {} } = strategy ?? {};
  const told = Object.entries(parameters).map(([name, declared]) => {
    const value = values[name] ?? ('default' in declared ? declared.default : undefined);
    return `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  });
  return told.join(', ') || 'none declared';
}

function trialOf(strategy: CheckedStrategy | null): string {
  const { subscriptions = [], trial = null } = strategy ?? {};
  if (trial === null) return 'nothing came of it';
  const { callbacks, inputs, orders, fills, denied } = trial;
  const calls = Object.entries(callbacks).map(([name, count]) => `${name} ${count}`);
  const heard = subscriptions.map(({ kind, of }) => `${kind} ${of}`);
  const parts = [
    'twice on made-up data, alike',
    `listens to ${heard.join(', ') || 'nothing'}`,
    `called ${calls.join(', ') || 'nothing'}`,
    `${inputs} inputs, ${orders} orders, ${fills} fills, ${denied} denied`,
  ];
  return parts.join(`\n${' '.repeat(16)}`);
}

function countsOf(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
