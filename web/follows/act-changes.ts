/** What an act changed about one person, in sentences. Pure. */

import { acts as words } from '#messages/acts.ts'
import { dials } from '#messages/dials.ts'
import { follows } from '#messages/follows.ts'
import type { Act, FollowReason, Volume } from '../api/entities.ts'

export type ActPerson = Act['people'][number]
type Held = ActPerson['before']

export type Telling = {
  titleOf: (listId: string) => string | undefined
  joined: (names: readonly string[]) => string
  timeOf: (time: string) => string
}

const order: readonly Volume[] = ['quiet', 'best', 'no_replies', 'no_boosts', 'everything']
const longestQuote = 120

function volumeChange({ before, after }: ActPerson): string[] {
  const [from, to] = [before.volume as Volume | undefined, after.volume as Volume | undefined]
  if (from && to) {
    const say = order.indexOf(to) < order.indexOf(from) ? words.turnedDown : words.turnedUp
    return [say(from, to, before.best_per_day, after.best_per_day)]
  }
  const lines: string[] = []
  if (before.best_per_day !== undefined && after.best_per_day !== undefined)
    lines.push(words.perDay(before.best_per_day, after.best_per_day))
  if (after.boosts !== undefined) lines.push(after.boosts ? words.boostsIn : words.boostsOut)
  return lines
}

function reasonOf({ reason, reason_text }: Held): string | undefined {
  return reason_text ? `“${reason_text}”` : reason ? follows.reasonIs[reason as FollowReason] : undefined
}

function reasonChange({ before, after }: ActPerson): string[] {
  const names = ['reason', 'reason_text', 'reason_status_id'] as const
  if (!names.some((name) => name in after)) return []
  const [was, is] = [reasonOf(before), reasonOf(after)]
  if (!was) return [words.saidWhy]
  return [is ? words.changedWhy : words.dropsWhy, words.reasonWas(was)]
}

function dialChanges(person: ActPerson, { joined }: Telling): string[] {
  const { keep, roles, notify, languages } = person.after
  return [
    ...volumeChange(person),
    ...(keep === undefined ? [] : [keep ? words.kept : words.notKept]),
    ...(roles === undefined
      ? []
      : [roles.length > 0 ? words.roles(joined(roles.map((role) => dials.knownRoles[role] ?? role))) : words.noRoles]),
    ...(notify === undefined ? [] : [notify ? words.bellOn : words.bellOff]),
    ...(languages === undefined ? [] : [languages?.length ? words.languages(joined(languages)) : words.allLanguages]),
    ...reasonChange(person),
  ]
}

function noteChange({ before, after }: ActPerson): string[] {
  if (after.note === undefined) return []
  const was = before.note ?? ''
  if (was === '') return [words.noted]
  const quote = was.length > longestQuote ? `${was.slice(0, longestQuote)}…` : was
  return [after.note === '' ? words.droppedNote : words.changedNote, words.noteWas(quote)]
}

function listChange({ before, after }: ActPerson, { titleOf, joined }: Telling): string[] {
  const [had, has] = [before.list_ids ?? [], after.list_ids ?? []]
  const named = (ids: readonly string[]) =>
    joined(
      ids.map((id) => {
        const title = titleOf(id)
        return title === undefined ? words.goneList : `“${title}”`
      }),
    )
  const on = has.filter((id) => !had.includes(id))
  const off = had.filter((id) => !has.includes(id))
  return [...(on.length > 0 ? [words.putOn(named(on))] : []), ...(off.length > 0 ? [words.takenOff(named(off))] : [])]
}

/** The first says what I did; the others what went with it. */
export function changesOf(person: ActPerson, telling: Telling): string[] {
  const { before, after } = person
  const lines: string[] = []
  if (after.blocking !== undefined) lines.push(after.blocking ? words.blocked : words.unblocked)
  if (after.muting !== undefined) {
    const until = after.mute_expires_at
    lines.push(after.muting ? (until ? words.mutedUntil(telling.timeOf(until)) : words.muted) : words.unmuted)
  }
  if (after.following === false) {
    lines.push(after.blocking ? words.followEnded : words.unfollowed)
    const reason = reasonOf(before)
    if (reason) lines.push(words.reasonWas(reason))
  } else if (after.following === undefined) lines.push(...dialChanges(person, telling))
  lines.push(...noteChange(person), ...listChange(person, telling))
  return lines.length > 0 ? lines : [words.nothingDone]
}
