/** Words that the settings say alike in the app and on the server's own pages. */
import type { Catalogue } from './locale.ts'

export const settingsWords: Catalogue<{
  deleteTitle: string
  deleteLead: string
  deleteFacts: (handle: string) => string[]
  exportFirst: string
  yourPassword: string
  deleteAccount: string
  wrongPassword: string
  passwordChanged: string
  deviceLoggedOut: string
  accessEnded: string
  saved: string
}> = {
  en: {
    deleteTitle: 'Delete the account',
    deleteLead: 'Nobody can bring it back, also not those who run this server.',
    deleteFacts: (handle) => [
      'Your profile and every post of yours are gone for everybody at once. Pictures, follows, lists, notes and messages are erased after that, within minutes.',
      `The name ${handle} stays yours: nobody else can take it.`,
      'You are logged out everywhere, and every app loses its access.',
    ],
    exportFirst: 'Take everything with you first',
    yourPassword: 'Your password',
    deleteAccount: 'Delete my account',
    wrongPassword: 'That is not your password.',
    passwordChanged: 'Your password is changed. Every other device and every app has been logged out.',
    deviceLoggedOut: 'That device is logged out.',
    accessEnded: 'That app has no access any more.',
    saved: 'Saved.',
  },
}
