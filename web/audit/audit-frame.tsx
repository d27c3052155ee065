/** The head that every page of the audit shares. */
import type { ReactNode } from 'react'
import { audit } from '#messages/audit.ts'
import { Tabs } from '../design/tabs.tsx'
import { PageHead } from '../shell/page-head.tsx'

const places = [
  ['/audit', audit.overview],
  ['/audit/people', audit.people],
  ['/audit/map', audit.map],
  ['/mirror', audit.mirror],
  ['/followers', audit.followers],
] as const

export function AuditFrame({ at, children }: { at: (typeof places)[number][0]; children: ReactNode }) {
  const title = places.find(([href]) => href === at)![1]
  return (
    <>
      <PageHead title={at === '/audit' ? audit.title : title} />
      <Tabs label={audit.title} tabs={places.map(([href, text]) => ({ href, text, isHere: href === at }))} />
      {children}
    </>
  )
}
