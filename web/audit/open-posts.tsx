import { useState } from 'react'
import { audit } from '#messages/audit.ts'
import { Button } from '../design/button.tsx'
import { EvidenceSheet } from '../ties/evidence-sheet.tsx'
import type { Line } from './types.ts'

/** A sentence leads to the posts it was counted from. Nothing where it counts none. */
export function OpenPosts({ title, posts }: { title: string; posts: readonly string[] }) {
  const [isOpen, setIsOpen] = useState(false)
  if (posts.length === 0) return null
  const line: Line = { what: 'posts', count: posts.length, points: 0, posts: [...posts], sentence: title }
  return (
    <>
      <Button kind="quiet" aria-label={`${audit.openPosts(posts.length)}: ${title}`} onClick={() => setIsOpen(true)}>
        {audit.openPosts(posts.length)}
      </Button>
      {isOpen && (
        <EvidenceSheet
          of={{ title: audit.evidence, sentence: title, evidence: [line], counter_evidence: [] }}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  )
}
