import { toBookId, type BookId } from 'argosy/core';

/**
 * The book of what nobody here has asked for: orders placed elsewhere, and the difference between
 * what the other books hold and what the broker says. With it, the books add up to the broker's net.
 */
export const EXTERNAL_BOOK: BookId = toBookId('external');
