/** The looks that there are: each has its block in `tokens.css`, whose colours are held to be readable. */
export const themes = ['graphite', 'cockpit', 'light'] as const;
/** A look. */
export type Theme = (typeof themes)[number];
