/** Was dafür spricht, jemanden kennenzulernen. */
import type * as en from '../en/suggestions.ts'
import { counted } from './grammar.ts'

export const suggestions: typeof en.suggestions = {
  wroteToYou: 'Hat dir geschrieben.',
  followsYou: 'Folgt dir.',
  familiar(names) {
    const [first, second, ...others] = names
    if (first === undefined) return 'Gefolgt von Leuten, denen du folgst.'
    if (second === undefined) return `Gefolgt von ${first}, und du folgst ${first}.`
    if (others.length === 0) return `Gefolgt von ${first} und ${second}, denen du folgst.`
    return `Gefolgt von ${first}, ${second} und ${counted(others.length, 'weiteren Person', 'weiteren')}, denen du folgst.`
  },
  converses: (answered) =>
    answered === 0
      ? 'Redet hier mit Leuten.'
      : `Hat ${counted(answered, 'Person', 'Personen')} geantwortet, die geschrieben hatten.`,
}
