/** What speaks for getting to know somebody. */
import { counted } from './grammar.ts'

/** Two are named, the rest counted. */
function familiar(names: readonly string[]): string {
  const [first, second, ...others] = names
  if (first === undefined) return 'Followed by people you follow.'
  if (second === undefined) return `Followed by ${first}, whom you follow.`
  if (others.length === 0) return `Followed by ${first} and ${second}, whom you follow.`
  return `Followed by ${first}, ${second} and ${counted(others.length, 'other', 'others')} you follow.`
}

export const suggestions = {
  wroteToYou: 'Has written to you.',
  followsYou: 'Follows you.',
  familiar,
  converses: (answered: number): string =>
    answered === 0 ? 'Talks with people here.' : `Has answered ${counted(answered, 'person', 'people')} who wrote.`,
}
