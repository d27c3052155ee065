import type * as en from '../en/grammar.ts'
import { grammarOf } from '../grammar.ts'

export const grammar: typeof en.grammar = grammarOf('de', 'short')
export const {
  counted,
  fullDay,
  fullNumber,
  fullTime,
  joined,
  longDay,
  percent,
  shortDay,
  shortNumber,
  shortTime,
  timeLeft,
} = grammar
