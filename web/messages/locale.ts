/** The language the server has chosen for this page. */
import { type Locale, locales } from '../../src/messages/locale.ts'

const { lang } = document.documentElement
export const locale: Locale = locales.find((known) => known === lang) ?? locales[0]
