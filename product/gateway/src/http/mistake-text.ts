import { assertNever } from 'argosy/core';
import type { z } from 'zod';

type Raw = z.core.$ZodRawIssue;
type Bounded = z.core.$ZodRawIssue<z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall>;

/** What a type of a schema is called; of one that is not here its own name is said. */
const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  undefined: 'nothing',
};
/** What is counted of what has a size. */
const units: Readonly<Record<string, string>> = {
  string: 'characters',
  array: 'items',
  set: 'items',
};
/** So many words are named of those that are possible. */
const WORDS_MAX = 40;

/**
 * What is wrong with a value, in our words: what a schema says itself counts before it. Given to whatever reads what
 * strangers send.
 *
 * @example
 * schema.safeParse(body, { error: mistakeText });
 */
export function mistakeText(issue: Raw): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `expected ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `${issue.input === undefined ? 'is missing: ' : ''}${wordsText(issue.values)}`;
    case 'too_small':
    case 'too_big':
      return boundText(issue);
    case 'invalid_format':
      return 'has another form than is expected';
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `${issue.keys.join(', ')} is not known`;
    case 'invalid_union':
      return unionText(issue);
    case 'invalid_key':
      return 'has a name that is not expected';
    case 'invalid_element':
      return 'has a member that is not expected';
    case 'custom':
      return 'is not what is expected';
    default:
      return assertNever(issue);
  }
}

function wordsText(values: readonly unknown[]): string {
  const words = values.slice(0, WORDS_MAX).map(String).join(', ');
  return values.length === 1 ? `expected ${words}` : `expected one of ${words}`;
}

function boundText(issue: Bounded): string {
  const { origin, exact } = issue;
  const isLeast = issue.code === 'too_small';
  const bound = isLeast ? issue.minimum : issue.maximum;
  const unit = units[origin];
  const counted = unit === undefined ? '' : ` ${bound === 1 ? unit.slice(0, -1) : unit}`;
  if (exact === true) return `expected ${bound}${counted}`;
  if (issue.inclusive === false) return `expected ${isLeast ? 'more' : 'less'} than ${bound}`;
  return `expected at ${isLeast ? 'least' : 'most'} ${bound}${counted}`;
}

/** Forms that are told apart by a word say which there are. */
function unionText(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  const options: unknown = 'options' in issue ? issue.options : undefined;
  if (Array.isArray(options) && options.length > 0) return wordsText(options);
  return 'has none of the forms that it may have';
}
