/** Why I follow somebody, brought back to me. */

import { follows as words } from '#messages/follows.ts'
import type { Relationship } from '../api/entities.ts'

type Story = Relationship['twoway']

/** My own words, or those of the chip; undefined where I never said. */
export function reasonInWords(story: Story): string | undefined {
  if (!story) return undefined
  return story.reason_text || (story.reason ? words.reasonIs[story.reason] : undefined)
}
