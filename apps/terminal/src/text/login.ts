/** What coming in says. */
export const loginText = {
  title: 'Log in',
  expired: 'Your session has ended. Log in to go on: nothing that you typed is lost.',
  name: 'Name',
  password: 'Password',
  code: 'Code of your app, or a recovery code',
  enter: 'Log in',
} as const;
