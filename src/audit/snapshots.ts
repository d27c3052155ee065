/** Answers of an audit in letters, and how they moved from one to the next. Pure. */
import type { Words } from '../messages/words.ts'
import type { AccountId } from '../platform/ids.ts'
import type { Entry } from './audit.ts'
import type { Answers } from './snapshot-queries.ts'
import { type Question, questions, verdictFor, verdictsOf } from './verdicts.ts'

/** A verdict is the letter of its place: a, b, c … */
const letterOf = (question: Question, verdict: string) =>
  String.fromCharCode(97 + verdictsOf[question].indexOf(verdict))
const verdictOfLetter = (question: Question, letter: string | undefined) =>
  verdictsOf[question][(letter?.charCodeAt(0) ?? 0) - 97] ?? 'unknown'

export function answersOf(entries: readonly Entry[]): Answers {
  return Object.fromEntries(
    entries.map(({ audited }) => [
      String(audited.facts.account),
      questions.map((question) => letterOf(question, verdictFor(audited, question))).join(''),
    ]),
  )
}

export type AnswersInWords = Record<Question, string>

export function answersInWords(letters: string): AnswersInWords {
  return Object.fromEntries(
    questions.map((question, place) => [question, verdictOfLetter(question, letters[place])]),
  ) as AnswersInWords
}

export type Move = { account: AccountId; name: string; question: Question; before: string; now: string }
export type Moves = { moves: Move[]; came: number; went: number }

/** Whose answers are others now. What was or is unknown has not moved. */
export function movesSince(before: Answers, entries: readonly Entry[]): Moves {
  const moves: Move[] = []
  let came = 0
  const there = new Set<string>()
  for (const { audited } of entries) {
    const { account, name } = audited.facts
    there.add(String(account))
    const letters = before[String(account)]
    if (letters === undefined) {
      came++
      continue
    }
    const then = answersInWords(letters)
    for (const question of questions) {
      const now = verdictFor(audited, question)
      if (then[question] !== now && then[question] !== 'unknown' && now !== 'unknown')
        moves.push({ account, name, question, before: then[question], now })
    }
  }
  return { moves, came, went: Object.keys(before).filter((account) => !there.has(account)).length }
}

/** How often each stands there. */
export function timesOf<Value>(values: Iterable<Value>): Map<Value, number> {
  const times = new Map<Value, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  return times
}

/** How many people each answer was given of, in the order of the verdicts. */
export function verdictCounts({ auditSentences: say }: Words, all: readonly AnswersInWords[]) {
  return questions.map((question) => {
    const people = timesOf(all.map((answers) => answers[question]))
    return {
      question,
      sentence: say.questionSentence(question),
      verdicts: verdictsOf[question].map((verdict) => ({
        verdict,
        people: people.get(verdict) ?? 0,
        sentence: say.verdictSentence(question, verdict),
      })),
    }
  })
}
