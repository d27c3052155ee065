import { pageGrammarOf } from '../page-grammar.ts'

export const pageGrammar = pageGrammarOf('en-GB')
