import type * as en from '../en/page-grammar.ts'
import { pageGrammarOf } from '../page-grammar.ts'

export const pageGrammar: typeof en.pageGrammar = pageGrammarOf('de')
