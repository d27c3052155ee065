import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { AccountId, PostId } from '../platform/ids.ts'
import { filterContexts } from './filters.ts'
import { replyPolicies, visibilities } from './post.ts'
import {
  type Author,
  belongsInHashtag,
  belongsInHome,
  belongsInList,
  belongsInProfile,
  belongsInPublic,
  belongsInThread,
  boostWindow,
  isRepeatedBoost,
  mayBeNamed,
  mayBoost,
  mayFavourite,
  mayQuote,
  mayRead,
  mayReply,
  noHomeChoices,
  noStance,
  type Party,
  type PostFacts,
  type Stance,
} from './visibility.ts'

const me = 1 as AccountId
const them = 2 as AccountId
const third = 3 as AccountId

const party = (id: AccountId, stance: Partial<Stance> = {}): Party => ({ id, stance: { ...noStance, ...stance } })
const author = (id: AccountId, stance: Partial<Stance> = {}, state: Partial<Author> = {}): Author => ({
  ...party(id, stance),
  isHidden: false,
  isSilenced: false,
  ...state,
})
let lastId = 100
const post = (facts: Partial<PostFacts> = {}): PostFacts => ({
  id: ++lastId as PostId,
  author: author(them),
  visibility: 'public',
  isDeleted: false,
  language: null,
  tags: [],
  hiddenIn: [],
  replyTo: undefined,
  mentioned: [],
  boosted: undefined,
  replyPolicy: 'everyone',
  root: undefined,
  quotePolicy: 'everyone',
  quote: undefined,
  ...facts,
})
const followed = { followState: 'accepted' } as const
const followedAuthor = author(them, followed)

const rules = {
  mayRead,
  belongsInHome: (facts: PostFacts, viewerId: AccountId | undefined) =>
    viewerId !== undefined && belongsInHome(facts, viewerId),
  belongsInPublic,
  belongsInHashtag,
  belongsInThread,
  belongsInProfile,
  mayFavourite: (facts: PostFacts, viewerId: AccountId | undefined) =>
    viewerId !== undefined && mayFavourite(facts, viewerId),
  mayBoost: (facts: PostFacts, viewerId: AccountId | undefined) => viewerId !== undefined && mayBoost(facts, viewerId),
  mayReply,
  mayQuote,
}

describe('who may read a post', () => {
  test('public and unlisted: everybody, also visitors', () => {
    for (const visibility of ['public', 'unlisted'] as const) {
      assert.equal(mayRead(post({ visibility }), undefined), true)
      assert.equal(mayRead(post({ visibility }), me), true)
    }
  })

  test('private: accepted followers and the mentioned', () => {
    assert.equal(mayRead(post({ visibility: 'private', author: followedAuthor }), me), true)
    assert.equal(mayRead(post({ visibility: 'private', mentioned: [party(me)] }), me), true)
    const requested = author(them, { followState: 'requested' })
    assert.equal(mayRead(post({ visibility: 'private', author: requested }), me), false)
    assert.equal(mayRead(post({ visibility: 'private' }), undefined), false)
  })

  test('direct: only the mentioned, whoever follows', () => {
    assert.equal(mayRead(post({ visibility: 'direct', author: followedAuthor }), me), false)
    assert.equal(mayRead(post({ visibility: 'direct', mentioned: [party(me)] }), me), true)
    assert.equal(mayRead(post({ visibility: 'direct', author: author(me) }), me), true)
  })

  test('a mention opens nothing between people of whom one blocks the other', () => {
    for (const stance of [{ blocking: true }, { blockedBy: true }])
      for (const visibility of ['private', 'direct'] as const)
        assert.equal(mayRead(post({ visibility, author: author(them, stance), mentioned: [party(me)] }), me), false)
  })

  test('whom the author blocks reads nothing; whom the reader blocks can still be opened', () => {
    assert.equal(mayRead(post({ author: author(them, { blockedBy: true }) }), me), false)
    assert.equal(mayRead(post({ author: author(them, { blocking: true }) }), me), true)
  })

  test('a boost: both it and what it boosts', () => {
    const hidden = post({ author: author(third, { blockedBy: true }) })
    assert.equal(mayRead(post({ boosted: hidden }), me), false)
    assert.equal(mayRead(post({ boosted: post(), author: author(them, {}, { isHidden: true }) }), me), false)
    assert.equal(mayRead(post({ boosted: post(), visibility: 'private' }), me), false)
    assert.equal(mayRead(post({ boosted: post() }), me), true)
  })
})

describe('what may be done with a post', () => {
  test('private posts are boosted by their author, direct ones by nobody', () => {
    assert.equal(mayBoost(post({ visibility: 'private', author: author(me) }), me), true)
    assert.equal(mayBoost(post({ visibility: 'private', author: followedAuthor }), me), false)
    assert.equal(mayBoost(post({ visibility: 'direct', author: author(me) }), me), false)
    assert.equal(mayBoost(post({ visibility: 'unlisted' }), me), true)
  })

  test('nobody favourites or boosts somebody they block', () => {
    const blocked = post({ author: author(them, { blocking: true }) })
    assert.equal(mayFavourite(blocked, me), false)
    assert.equal(mayBoost(blocked, me), false)
    assert.equal(mayFavourite(post(), me), true)
  })
})

describe('the home channel', () => {
  test('holds posts of people one follows, and one’s own', () => {
    assert.equal(belongsInHome(post({ author: followedAuthor }), me), true)
    assert.equal(belongsInHome(post({ author: author(me), replyTo: party(third) }), me), true)
    assert.equal(belongsInHome(post(), me), false)
    assert.equal(belongsInHome(post({ author: author(them, { followState: 'requested' }) }), me), false)
  })

  test('shows an answer to me, to its own author, or to somebody I follow', () => {
    const replies = (replyTo: Party) => belongsInHome(post({ author: followedAuthor, replyTo }), me)
    assert.equal(replies(party(me)), true)
    assert.equal(replies(followedAuthor), true)
    assert.equal(replies(party(third, followed)), true)
    assert.equal(replies(party(third)), false)
    assert.equal(replies(party(third, { followState: 'requested' })), false)
  })

  test('shows answers to strangers to whoever wants them, unless the author’s are turned down', () => {
    const choices = { ...noHomeChoices, answersToStrangers: true }
    const shows = (stance: Partial<Stance>, replyTo: Party) =>
      belongsInHome(post({ author: author(them, { ...followed, ...stance }), replyTo }), me, choices)
    assert.equal(shows({}, party(third)), true)
    assert.equal(shows({ volume: 'no_replies' }, party(third)), false)
    assert.equal(shows({}, party(third, { muting: true })), false)
    assert.equal(shows({ followState: undefined }, party(third)), false)
    const rules = { members: new Set([them]), repliesPolicy: 'followed' as const }
    assert.equal(belongsInList(post({ author: followedAuthor, replyTo: party(third) }), me, rules), false)
  })

  test('leaves out what touches somebody blocked or muted', () => {
    for (const stance of [{ blocking: true }, { muting: true }]) {
      const unwanted = party(third, { ...followed, ...stance })
      const byUnwanted = post({ author: author(third, stance) })
      const cases: Partial<PostFacts>[] = [
        { mentioned: [unwanted] },
        { replyTo: unwanted },
        { boosted: byUnwanted },
        { boosted: post({ mentioned: [unwanted] }) },
        { author: author(them, { ...followed, ...stance }) },
      ]
      for (const facts of cases)
        assert.equal(belongsInHome(post({ author: followedAuthor, ...facts }), me), false, JSON.stringify(facts))
      assert.equal(belongsInHome(post({ author: author(me), boosted: byUnwanted }), me), false)
      assert.equal(belongsInHome(post({ author: author(me), mentioned: [unwanted] }), me), true)
    }
  })

  test('boosts can be switched off for a follow, without its posts', () => {
    const quiet = author(them, { ...followed, showBoosts: false })
    assert.equal(belongsInHome(post({ author: quiet, boosted: post() }), me), false)
    assert.equal(belongsInHome(post({ author: quiet }), me), true)
    assert.equal(belongsInHome(post({ author: followedAuthor, boosted: post({ author: author(me) }) }), me), true)
  })

  test('a follow can be limited to languages; what has none passes', () => {
    const german = author(them, { ...followed, languages: ['de'] })
    const shows = (facts: Partial<PostFacts>) => belongsInHome(post({ author: german, ...facts }), me)
    assert.equal(shows({ language: 'de' }), true)
    assert.equal(shows({ language: 'en' }), false)
    assert.equal(shows({ language: null }), true)
    assert.equal(shows({ boosted: post({ language: 'en' }) }), false)
    assert.equal(
      belongsInHome(post({ author: author(them, { ...followed, languages: [] }), language: 'en' }), me),
      true,
    )
  })
})

describe('a boost that repeats what home shows already', () => {
  const original = post()
  const boost = () => post({ author: followedAuthor, boosted: original })

  test('is one whose post, or another boost of it, is just newer', () => {
    assert.equal(isRepeatedBoost(boost(), [post(), original]), true)
    assert.equal(isRepeatedBoost(boost(), [boost()]), true)
    assert.equal(isRepeatedBoost(boost(), [post()]), false)
    assert.equal(isRepeatedBoost(original, [boost()]), false)
  })

  test('of every post that home lets through, the newest entry about it stays', () => {
    const subjects = [post(), post(), post()]
    const entry = fc
      .record({ subject: fc.nat(subjects.length - 1), isBoost: fc.boolean() })
      .map(({ subject, isBoost }) => (isBoost ? post({ boosted: subjects[subject] }) : subjects[subject]!))
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 120 }), (entries) => {
        const subjectOf = (facts: PostFacts) => (facts.boosted ?? facts).id
        const shown = entries.filter(
          (facts, index) => !isRepeatedBoost(facts, entries.slice(Math.max(0, index - boostWindow), index)),
        )
        for (const id of new Set(entries.map(subjectOf))) {
          const newest = entries.find((facts) => subjectOf(facts) === id)
          assert.ok(shown.includes(newest!))
        }
      }),
    )
  })
})

describe('other channels', () => {
  test('public: no boosts, no answers to others, nobody limited', () => {
    assert.equal(belongsInPublic(post(), undefined), true)
    assert.equal(belongsInPublic(post({ visibility: 'unlisted' }), undefined), false)
    assert.equal(belongsInPublic(post({ boosted: post() }), undefined), false)
    assert.equal(belongsInPublic(post({ replyTo: party(third) }), undefined), false)
    assert.equal(belongsInPublic(post({ replyTo: party(them) }), undefined), true)
    assert.equal(belongsInPublic(post({ author: author(them, {}, { isSilenced: true }) }), undefined), false)
    assert.equal(belongsInPublic(post({ author: author(them, { muting: true }) }), me), false)
    assert.equal(belongsInHashtag(post({ replyTo: party(third) }), undefined), true)
  })

  test('threads: nobody blocked or muted, limited people only for their followers', () => {
    assert.equal(belongsInThread(post({ author: author(them, { blocking: true }) }), me), false)
    assert.equal(belongsInThread(post({ author: author(them, { muting: true }) }), me), false)
    assert.equal(belongsInThread(post({ author: author(them, {}, { isSilenced: true }) }), me), false)
    assert.equal(belongsInThread(post({ author: author(them, followed, { isSilenced: true }) }), me), true)
    assert.equal(belongsInThread(post(), undefined), true)
  })

  test('profiles: not what they boosted of somebody I block or mute', () => {
    assert.equal(belongsInProfile(post({ boosted: post({ author: author(third, { muting: true }) }) }), me), false)
    assert.equal(belongsInProfile(post({ author: author(them, { muting: true }) }), me), true)
  })

  test('lists of people: nobody hidden, blocked or muted', () => {
    assert.equal(mayBeNamed(author(them), undefined), true)
    assert.equal(mayBeNamed(author(them, {}, { isHidden: true }), me), false)
    for (const stance of [{ blocking: true }, { blockedBy: true }, { muting: true }])
      assert.equal(mayBeNamed(author(them, stance), me), false)
  })
})

// ---- Properties over arbitrary posts

const people = [1, 2, 3, 4] as AccountId[]
const anyStance: fc.Arbitrary<Stance> = fc.record({
  followState: fc.constantFrom(undefined, 'requested' as const, 'accepted' as const),
  followedBy: fc.boolean(),
  volume: fc.constantFrom('everything', 'no_replies', 'best', 'quiet'),
  bestPerDay: fc.integer({ min: 1, max: 4 }),
  showBoosts: fc.boolean(),
  languages: fc.constantFrom(undefined, ['de'], ['en']),
  blocking: fc.boolean(),
  blockedBy: fc.boolean(),
  muting: fc.boolean(),
})
type Stances = Record<number, Stance>
const anyStances: fc.Arbitrary<Stances> = fc.tuple(anyStance, anyStance, anyStance).map((stances) => ({
  [me]: noStance,
  ...Object.fromEntries(stances.map((stance, index) => [index + 2, stance])),
}))

type Shape = Omit<PostFacts, 'author' | 'replyTo' | 'mentioned' | 'boosted'> & {
  authorId: AccountId
  isHidden: boolean
  isSilenced: boolean
  replyToId: AccountId | undefined
  mentionedIds: AccountId[]
  boosted: Shape | undefined
}
const shapeWith = (boosted: fc.Arbitrary<Shape | undefined>): fc.Arbitrary<Shape> =>
  fc.record({
    id: fc.constant(7 as PostId),
    authorId: fc.constantFrom(...people),
    isHidden: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
    isSilenced: fc.boolean(),
    visibility: fc.constantFrom(...visibilities),
    isDeleted: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
    language: fc.constantFrom(null, 'de', 'en'),
    tags: fc.constant([]),
    hiddenIn: fc.constant([]),
    replyPolicy: fc.constantFrom(...replyPolicies),
    quotePolicy: fc.constantFrom('everyone', 'followers', 'nobody'),
    root: fc.constant(undefined),
    quote: fc.constant(undefined),
    replyToId: fc.constantFrom(undefined, ...people),
    mentionedIds: fc.uniqueArray(fc.constantFrom(...people)),
    boosted,
  })
const plainShape = shapeWith(fc.constant(undefined))
const anyShape = fc.oneof(plainShape, shapeWith(plainShape))

function factsOf(shape: Shape, stances: Stances): PostFacts {
  const { authorId, isHidden, isSilenced, replyToId, mentionedIds, boosted, ...rest } = shape
  const known = (id: AccountId): Party => ({ id, stance: stances[id]! })
  return {
    ...rest,
    author: { ...known(authorId), isHidden, isSilenced },
    replyTo: replyToId && known(replyToId),
    mentioned: mentionedIds.map(known),
    boosted: boosted && factsOf(boosted, stances),
  }
}

describe('over arbitrary posts and people', () => {
  for (const [name, rule] of Object.entries(rules)) {
    test(`${name}: nothing becomes visible by a block, a mute, a deletion or a suspension`, () => {
      fc.assert(
        fc.property(anyShape, anyStances, fc.constantFrom(2, 3, 4), (shape, stances, whom) => {
          const before = rule(factsOf(shape, stances), me)
          const worse: PostFacts[] = [
            factsOf({ ...shape, hiddenIn: [...filterContexts] }, stances),
            ...(['blocking', 'blockedBy', 'muting'] as const).map((kind) =>
              factsOf(shape, { ...stances, [whom]: { ...stances[whom]!, [kind]: true } }),
            ),
            factsOf({ ...shape, isDeleted: true }, stances),
            factsOf({ ...shape, isHidden: true }, stances),
          ]
          for (const facts of worse) assert.ok(before || !rule(facts, me))
        }),
        { numRuns: 2_000 },
      )
    })

    test(`${name}: never more than may be read, and nothing deleted or of hidden people`, () => {
      fc.assert(
        fc.property(anyShape, anyStances, (shape, stances) => {
          const facts = factsOf(shape, stances)
          if (!rule(facts, me)) return
          assert.ok(mayRead(facts, me))
          for (const each of [facts, ...(facts.boosted ? [facts.boosted] : [])])
            assert.ok(!each.isDeleted && !each.author.isHidden)
        }),
        { numRuns: 2_000 },
      )
    })

    test(`${name}: a visitor never gets more than somebody who stands to nobody in any way`, () => {
      fc.assert(
        fc.property(anyShape, (shape) => {
          const nobody = { 1: noStance, 2: noStance, 3: noStance, 4: noStance }
          const stranger = 9 as AccountId
          const facts = factsOf(shape, nobody)
          assert.ok(!rule(facts, undefined) || rule(facts, stranger))
        }),
      )
    })
  }

  test('private and direct posts are read by nobody but author, followers and the mentioned', () => {
    fc.assert(
      fc.property(plainShape, anyStances, (shape, stances) => {
        const facts = factsOf(shape, stances)
        if (!mayRead(facts, me) || ['public', 'unlisted'].includes(facts.visibility)) return
        const isMentioned = shape.mentionedIds.includes(me)
        const isFollower = facts.visibility === 'private' && facts.author.stance.followState === 'accepted'
        assert.ok(shape.authorId === me || isMentioned || isFollower)
      }),
      { numRuns: 2_000 },
    )
  })
})
