/** Where the server listens unless told. */
export const DEFAULT_PORT = 8000;
