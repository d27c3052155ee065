/** Every key of the app, in the order of the help. */
export const keys = {
  title: 'Keyboard',
  text: 'Keys work wherever you are not typing.',
  use: 'Use single keys',
  useHint: 'Switch them off if they get in the way of your screen reader or your voice.',
  and: 'then',
  groups: [
    {
      title: 'Reading',
      keys: [
        [['j'], 'Next post'],
        [['k'], 'Post before'],
        [['l'], 'Open the post'],
        [['.'], 'Show new posts'],
        [['Esc'], 'Close, or go back'],
      ],
    },
    {
      title: 'Acting',
      keys: [
        [['n'], 'Write'],
        [['r'], 'Answer'],
        [['f'], 'Favourite'],
        [['b'], 'Boost'],
      ],
    },
    {
      title: 'Going',
      keys: [
        [['g', 'h'], 'Home'],
        [['g', 'n'], 'Notifications'],
        [['g', 's'], 'Settings'],
        [['/'], 'Search'],
        [['?'], 'This help'],
      ],
    },
  ] as { title: string; keys: [string[], string][] }[],
}
