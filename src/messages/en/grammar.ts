import { grammarOf } from '../grammar.ts'

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
} = grammarOf('en-GB')
