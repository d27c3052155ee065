/** Light, dark, or as the system has it. Kept in a cookie, so that the server sends the page in the right one. */
import { createStore } from '../api/store.ts'

export type Theme = 'auto' | 'light' | 'dark'

const root = document.documentElement
export const theme = createStore<Theme>((root.dataset.theme as Theme | undefined) ?? 'auto')

export function setTheme(next: Theme) {
  theme.set(next)
  if (next === 'auto') delete root.dataset.theme
  else root.dataset.theme = next
  const kept = next === 'auto' ? 'twoway_theme=; Max-Age=0' : `twoway_theme=${next}; Max-Age=31536000`
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the cookie store
  document.cookie = `${kept}; Path=/; SameSite=Lax${location.protocol === 'https:' ? '; Secure' : ''}`
}
