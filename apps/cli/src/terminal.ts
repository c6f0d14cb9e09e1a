/** Where a command writes: a terminal, or a pipe. */
export type Terminal = { readonly isTTY?: boolean; write(text: string): unknown };
