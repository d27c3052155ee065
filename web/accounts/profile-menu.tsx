/** What one can do about a person. */
import { useState } from 'react'
import { dials } from '#messages/dials.ts'
import { people as words } from '#messages/people.ts'
import type { Account, Relationship } from '../api/entities.ts'
import { Menu, type MenuItem } from '../design/menu.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { BlockQuestion } from '../follows/block-question.tsx'
import { MuteSheet } from '../follows/mute-sheet.tsx'
import { NoteSheet } from '../follows/note-sheet.tsx'
import { act } from '../follows/relationships.ts'
import { VolumeSheet } from '../follows/volume-sheet.tsx'
import ReportSheet from '../moderation/report-sheet.tsx'
import { openComposer } from '../posts/composer-store.ts'
import { MembershipSheet } from '../timelines/membership-sheet.tsx'
import { nameOf } from './account-queries.ts'

const sheets = {
  mute: MuteSheet,
  block: BlockQuestion,
  note: NoteSheet,
  report: ReportSheet,
  lists: MembershipSheet,
  volume: VolumeSheet,
} as const
type SheetName = keyof typeof sheets

async function copyLink(url: string) {
  await navigator.clipboard.writeText(url)
  toast(words.copied)
}

function itemsFor(account: Account, relationship: Relationship, open: (sheet: SheetName) => void): MenuItem[] {
  const { id, acct, url } = account
  const { muting, blocking, following, followed_by } = relationship
  const then = (what: Parameters<typeof act>[1], said?: string) => () =>
    void act(id, what)
      .then(() => said && toast(said))
      .catch(toastError)
  return [
    { label: words.mention, icon: 'pen', run: () => openComposer({ text: `@${acct} ` }) },
    { label: words.note, icon: 'bookmark', run: () => open('note') },
    ...(following
      ? [
          { label: words.lists, icon: 'list' as const, run: () => open('lists') },
          { label: dials.open, icon: 'sound' as const, run: () => open('volume') },
        ]
      : []),
    'line',
    { label: words.copyLink, icon: 'link', run: () => void copyLink(url).catch(toastError) },
    { label: words.openPlain, icon: 'globe', run: () => void window.open(`${url}?plain`, '_blank', 'noopener') },
    'line',
    muting
      ? { label: words.unmute, icon: 'mute', run: then('unmute') }
      : { label: words.mute, icon: 'mute', run: () => open('mute') },
    ...(followed_by
      ? [
          {
            label: words.removeFollower,
            icon: 'close' as const,
            run: then('remove_from_followers', words.removed(nameOf(account))),
          },
        ]
      : []),
    blocking
      ? { label: words.unblock, icon: 'block', run: then('unblock') }
      : { label: words.block, icon: 'block', isDangerous: true, run: () => open('block') },
    { label: words.report, icon: 'flag', isDangerous: true, run: () => open('report') },
  ]
}

type ProfileMenuProps = { account: Account; relationship: Relationship | undefined }

export function ProfileMenu({ account, relationship }: ProfileMenuProps) {
  const [open, setOpen] = useState<SheetName>()
  if (!relationship) return null
  const Open = open && sheets[open]
  return (
    <>
      <Menu label={words.menu(nameOf(account))} items={itemsFor(account, relationship, setOpen)} />
      {Open && <Open account={account} onClose={() => setOpen(undefined)} />}
    </>
  )
}
