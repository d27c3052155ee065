/** The app's own icons: 24 by 24, drawn with one round pen. `filled` ones are closed shapes. */
const paths = {
  home: 'M4 11.2 12 4.5l8 6.7V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16.2 16.2 20.5 20.5',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4',
  pen: 'M4 20l1-4.5L16 4.5a1.8 1.8 0 0 1 2.5 0l1 1a1.8 1.8 0 0 1 0 2.5L8.5 19zM14 6.5l3.5 3.5',
  person: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.7-4 3.6-6 7.5-6s6.8 2 7.5 6',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.5-3.3 3-5 6.5-5s6 1.7 6.5 5M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 15c2 .7 3.2 2.2 3.5 4.5',
  reply: 'M10 6.5 4 12l6 5.5M4.5 12H14c4 0 6 2.3 6 6.5',
  boost: 'M4 9.5h13.5l-4-4.5M20 14.5H6.5l4 4.5',
  heart:
    'M12 19.8S3.8 15 3.8 9.3C3.8 6.5 5.8 4.7 8.1 4.7c1.7 0 3.1 1 3.9 2.5.8-1.5 2.2-2.5 3.9-2.5 2.3 0 4.3 1.8 4.3 4.6 0 5.7-8.2 10.5-8.2 10.5z',
  bookmark: 'M6.5 4.5h11a.5.5 0 0 1 .5.5v15l-6-4.5L6 20V5a.5.5 0 0 1 .5-.5z',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M19.5 12H5M11 5.5 4.5 12l6.5 6.5',
  up: 'M12 19.5V5M5.5 11 12 4.5l6.5 6.5',
  down: 'M6 9.5l6 6 6-6',
  open: 'M9.5 6l6 6-6 6',
  picture:
    'M4.5 5h15a.5.5 0 0 1 .5.5v13a.5.5 0 0 1-.5.5h-15a.5.5 0 0 1-.5-.5v-13a.5.5 0 0 1 .5-.5zM4 16l4.5-4.5L13 16l3-3 4 4M15.5 9.5h.01',
  poll: 'M5 6h13M5 12h8M5 18h10.5',
  warning: 'M12 4 3.5 19.5h17zM12 10v4.5M12 17h.01',
  globe: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c-5 5-5 12 0 17 5-5 5-12 0-17z',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  lock: 'M6 10.5h12v9.5H6zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5',
  mail: 'M4 6h16v12H4zM4.5 6.5 12 13l7.5-6.5',
  check: 'M5 12.5l4.5 4.5L19 7',
  plus: 'M12 5v14M5 12h14',
  trash: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 13h8.4L17 7M10.5 11v5M13.5 11v5',
  link: 'M10 14.5a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 9.5a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  flag: 'M5.5 21V4.5c4-2 7 2 12.5 0v9c-5.5 2-8.5-2-12.5 0',
  mute: 'M4 9.5h3.5L12 6v12l-4.5-3.5H4zM16 9.5l5 5M21 9.5l-5 5',
  sound: 'M4 9.5h3.5L12 6v12l-4.5-3.5H4zM15.5 9.5a4 4 0 0 1 0 5M18 7a7.5 7.5 0 0 1 0 10',
  block: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM6 6l12 12',
  pin: 'M9 4.5h6l-1 6 3 3.5H7l3-3.5zM12 14v6.5',
  quote: 'M5 17h3.5l2-4V7H5v6h2.5zM13.5 17H17l2-4V7h-5.5v6H16z',
  gear: 'M12 15.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM19 12a7 7 0 0 0-.1-1.3l2-1.5-2-3.4-2.3.9a7 7 0 0 0-2.2-1.3L14 3h-4l-.4 2.4a7 7 0 0 0-2.2 1.3l-2.3-.9-2 3.4 2 1.5a7 7 0 0 0 0 2.6l-2 1.5 2 3.4 2.3-.9a7 7 0 0 0 2.2 1.3L10 21h4l.4-2.4a7 7 0 0 0 2.2-1.3l2.3.9 2-3.4-2-1.5c.1-.4.1-.9.1-1.3z',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01',
  smile:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM8.5 14c.8 1.4 2 2.1 3.5 2.1s2.7-.7 3.5-2.1M9 9.8h.01M15 9.8h.01',
  scale: 'M12 4v16M8.5 20h7M5 7h14M5 7l-2.5 6.5a2.8 2.8 0 0 0 5 0zM19 7l-2.5 6.5a2.8 2.8 0 0 0 5 0z',
  calendar:
    'M5 6h14a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 5 6zM3.5 10.5h17M8 3.5V8M16 3.5V8',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  leave: 'M14 4.5H6v15h8M11 12h9.5M17 8.5l3.5 3.5-3.5 3.5',
  talk: 'M4 5.5h16v10.5h-8.5L7 20v-4H4z',
  away: 'M5 5l14 14M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4-2.4M13.5 9.2A10 10 0 0 1 19 12M2.5 8.5A14 14 0 0 1 6.5 6M10.5 5.1a14 14 0 0 1 11 3.4M12 19h.01',
  save: 'M12 4v11M7 10.5l5 5 5-5M4.5 19.5h15',
  key: 'M8 16.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11.5 11.5l8-.5v3M16 11.2v2.8',
  screen: 'M4 5h16v10.5H4zM9 20h6M12 15.5V20',
  keyboard: 'M3 6.5h18v11H3zM6.5 10h.01M10 10h.01M14 10h.01M17.5 10h.01M8 14h8',
  filter: 'M4 6h16M7 12h10M10 18h4',
  next: 'M9.5 6l6 6-6 6',
  hash: 'M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h15.5M4 15h15.5',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, filled = false, size = 22 }: { name: IconName; filled?: boolean; size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  )
}

/** Two lanes: the upper one leads out, the lower one leads in. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg
      viewBox="0 0 44 32"
      width={(size * 44) / 32}
      height={size}
      aria-hidden="true"
      focusable="false"
      fill="none"
      strokeWidth="4.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path stroke="var(--out)" d="M4 12h35l-9-8" />
      <path stroke="var(--in)" d="M40 20H5l9 8" />
    </svg>
  )
}
