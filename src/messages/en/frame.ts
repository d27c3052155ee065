/** What stands around every page of the server, and what a page says when it cannot be shown. */
export const frame = {
  account: 'Account',
  logIn: 'Log in',
  signUp: 'Sign up',
  logOut: 'Log out',
  moderation: 'Moderation',
  settings: 'Settings',
  runsOn: 'Runs on Twoway, where talk goes both ways.',
  needsScript: 'Twoway needs JavaScript here.',
  withoutScript: 'Read this page without it',
  toStart: 'Go to the start page',
  failures: {
    malformed: {
      title: 'That could not be read',
      text: 'What your browser sent could not be read: go back and try again.',
    },
    unauthorized: { title: 'Log in first', text: 'Log in, then open this page once more.' },
    forbidden: { title: 'Not allowed', text: 'You may not do this here.' },
    'not-found': { title: 'Nothing here', text: 'There is nothing at this address.' },
    conflict: { title: 'That does not fit', text: 'Things have changed meanwhile: go back and look again.' },
    invalid: {
      title: 'Something is not right',
      text: 'Something about what was sent is not right: go back and look at it.',
    },
    'too-large': { title: 'Too much at once', text: 'That was too much at once: send less of it.' },
    'too-many': { title: 'Too many tries', text: 'Too many requests: wait a moment, then try again.' },
  },
}
