/** Beside home, where the window has room: people to get to know. */
import { people as words } from '#messages/people.ts'
import Suggestions from '../accounts/suggestions.tsx'
import { Beside } from '../shell/beside.tsx'

export default function HomeBeside() {
  return (
    <Beside label={words.suggestions}>
      <Suggestions isBeside />
    </Beside>
  )
}
