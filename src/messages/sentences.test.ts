/** Sentences that are told from what was counted: whole in every language, whatever was counted. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AuditedInWords } from './audited.ts'
import { locales } from './locale.ts'
import { named, oneself } from './named.ts'
import { wordsIn } from './words.ts'

const counts = [0, 1, 2, 7]
const day = new Date('2026-03-03T12:00:00Z')
const them = { them: 'Noor' }

function isWhole(sentence: string) {
  assert.match(sentence, /^[\p{Lu}\d].*[.?:“”]$/u)
  assert.doesNotMatch(sentence, /undefined|NaN|\[object|\$\{/)
}

const reasonKinds = ['stored', 'first_interaction', 'boosted_by', 'answered_by', 'followed_back', 'imported'] as const
const given = ['liked_post', 'other_side', 'lives_near', 'know_someday', 'follows_me', 'met', 'other'] as const

function audited(over: Partial<AuditedInWords>, facts: Partial<AuditedInWords['facts']> = {}): AuditedInWords {
  return {
    facts: {
      name: 'Noor',
      followedAt: day,
      followedBySince: undefined,
      followsMe: false,
      reason: undefined,
      reasonText: '',
      delivered: 1,
      measure: { firstAct: { by: 'me' }, drift: 'moved', change: undefined, moved: undefined },
      person: { partners: 1, selfLinks: 5, posts: 7, reading: 'converses' },
      declared: 'news',
      roles: [],
      ...facts,
    },
    reason: { verdict: 'none', kind: undefined },
    followBack: { verdict: 'no' },
    interest: { verdict: 'mixed', reactions: 1 },
    engaging: { verdict: 'mixed' },
    withMe: { wrote: 0, heard: 0, gave: 0, got: 0 },
    isNew: false,
    ...over,
  }
}

for (const locale of locales)
  describe(`sentences in ${locale}`, () => {
    const words = wordsIn(locale)

    test('of a tie', () => {
      const { tieSentences: say } = words
      for (const band of ['strong', 'warm', 'weak', 'one-way', 'unknown'] as const)
        for (const wrote of counts)
          for (const heard of [...counts, undefined])
            isWhole(say.tieSentence({ band, ended: undefined }, { wrote, heard, gave: 1, got: 0 }, them))
      for (const lane of ['out', 'in'] as const) {
        for (const probability of [0, 300, 900]) isWhole(say.laneSentence(probability, lane, them, 28))
        for (const what of ['start', 'talk_recent', 'attention_back', 'answer_rate', 'standing', 'last_talk'] as const)
          for (const count of counts)
            for (const forth of [true, false])
              isWhole(say.lineSentence({ what, count }, { ...them, lane, spoke: { forth, back: true } }))
      }
      for (const stage of ['rose', 'first_word', 'answered', 'conversation', 'met'] as const)
        for (const by of ['me', 'them'] as const) isWhole(say.stageSentence(stage, by, them))
    })

    test('of a person, and of oneself', () => {
      const { personSentences: say } = words
      const lines = ['answers', 'exchanges', 'partners', 'regularity', 'few_partners', 'own_links', 'role_bot'] as const
      for (const one of [named('Noor'), oneself])
        for (const what of lines) for (const count of counts) isWhole(say.twoWayLine(what, count, one))
      for (const what of ['never_posted', 'newcomer', 'posts', 'followed', 'joined_with_others'] as const)
        for (const count of counts) isWhole(say.signLine(what, count))
      for (const band of ['interesting', 'mixed', 'uninteresting', 'unknown'] as const)
        isWhole(say.interestSentence({ band }, 'Noor'))
      for (const band of ['steady', 'moved', 'returned', 'language_switch', 'unknown'] as const)
        isWhole(say.driftSentence({ band }, 'Noor'))
    })

    test('of an audit', () => {
      const { auditSentences: say } = words
      for (const kind of [...reasonKinds, undefined])
        for (const reason of [...given, 'imported' as const, undefined])
          for (const reasonText of ['', 'at the ferry'])
            for (const introducer of ['Elio', undefined])
              isWhole(
                say.reasonSentence(audited({ reason: { verdict: 'none', kind } }, { reason, reasonText }), introducer),
              )
      for (const followedBySince of [day, undefined])
        for (const isFollowBack of [true, false])
          for (const isNew of [true, false])
            for (const verdict of ['only_that', 'no', 'unknown'])
              for (const actsSince of counts)
                isWhole(
                  say.followBackSentence(audited({ isNew, followBack: { verdict } }, { followedBySince }), {
                    isFollowBack,
                    actsSince,
                  }),
                )
      for (const verdict of ['interesting', 'mixed', 'uninteresting', 'unknown'] as const)
        isWhole(say.interestSentence(audited({ interest: { verdict, reactions: 2 } })))
      for (const verdict of ['converses', 'mixed', 'broadcasts', 'described', 'unknown'] as const)
        isWhole(say.engagingSentence(audited({ engaging: { verdict } })))
      for (const wrote of counts)
        for (const heard of [...counts, undefined])
          for (const gave of counts) isWhole(say.withMeSentence(audited({ withMe: { wrote, heard, gave, got: 0 } })))
      for (const following of counts) isWhole(say.overviewSentence({ following, talking: Math.min(following, 1) }))
      for (const count of counts) isWhole(say.movedSentence('2026-03-03', count, 0, 1))
    })
  })
