import type { ReactNode } from 'react'
import { timelines } from '#messages/timelines.ts'
import { Tabs } from '../design/tabs.tsx'
import { PageHead } from '../shell/page-head.tsx'

/** The head of home: its channels, each at its own address. `children` stand at its end. */
export function ChannelHead({ here, children }: { here: '/' | '/conversations'; children?: ReactNode }) {
  const tabs = [
    { href: '/', text: timelines.latest },
    { href: '/conversations', text: timelines.conversations },
  ]
  return (
    <PageHead
      title={timelines.home}
      tabs={<Tabs label={timelines.channels} tabs={tabs.map((tab) => ({ ...tab, isHere: tab.href === here }))} />}
    >
      {children}
    </PageHead>
  )
}
