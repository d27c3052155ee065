/** The frame: where one can go. */
export const shell = {
  navigation: 'Main',
  home: 'Home',
  notifications: 'Notifications',
  countNew: (count: number) => `${count} new`,
  search: 'Search',
  you: 'You',
  write: 'Write',
  settings: 'Settings',
  moderation: 'Moderation',
  logOut: 'Log out',
  profile: 'Your profile',
  menu: 'Your menu',
  theme: 'Appearance',
  themeAuto: 'As the system',
  themeLight: 'Light',
  themeDark: 'Dark',
}
