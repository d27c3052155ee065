import { grammarOf } from '../grammar.ts'

export const grammar = grammarOf('en-GB', 'narrow')
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
