/** What is said where somebody has to prove again who they are. */
export const proofText = {
  title: 'Is it you?',
  why: 'This is beyond a login. Nothing was done yet; your password lets it through for five minutes.',
  password: 'Password',
  code: 'Code of your second factor',
  prove: 'Prove it and go on',
  cancel: 'Leave it',
} as const;
