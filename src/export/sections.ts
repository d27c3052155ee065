/** What a person can take along: each section with its batches, its place in the JSON file, and its lines as CSV. */
import { handleOf } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { selectSnapshots } from '../audit/snapshot-queries.ts'
import { answersInWords } from '../audit/snapshots.ts'
import { selectStrategy } from '../audit/strategy-queries.ts'
import { questions } from '../audit/verdicts.ts'
import { volumeOf } from '../follows/dials.ts'
import { csvLine, followCells, followColumns, plainText } from '../follows/export.ts'
import { exportFollows } from '../follows/list-queries.ts'
import { dialsOf } from '../follows/queries.ts'
import { locales } from '../messages/locale.ts'
import { wordsIn } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { fileUrl } from '../platform/storage.ts'
import { selectFilters } from '../posts/filter-queries.ts'
import { postAddress } from '../posts/present.ts'
import { selectKept } from '../posts/reaction-queries.ts'
import { readPostPage } from '../posts/reading.ts'
import { mayRead } from '../posts/visibility.ts'
import { listTies, type Place } from '../ties/follow-list.ts'
import { presentListedTie } from '../ties/present.ts'
import { presentChange } from '../timelines/act-present.ts'
import * as queries from './queries.ts'

type Item = Record<string, unknown>
/** Of one of the items: a line of cells, several, or none. */
type Lines = string[][]

export type Section = {
  columns: readonly string[]
  batches: (ctx: Context, owner: AccountId) => AsyncGenerator<{ item: Item; lines: Lines }[]>
}

type Source<Row, Cursor> = {
  columns: readonly string[]
  read: (ctx: Context, owner: AccountId, after: Cursor | undefined) => Promise<Row[]>
  cursorOf: (row: Row) => Cursor
  item: (row: Row, ctx: Context) => Item
  lines: (row: Row, ctx: Context) => Lines
}

function section<Row, Cursor>({ columns, read, cursorOf, item, lines }: Source<Row, Cursor>): Section {
  return {
    columns,
    async *batches(ctx, owner) {
      let after: Cursor | undefined
      while (true) {
        const rows = await read(ctx, owner, after)
        if (rows.length === 0) return
        yield rows.map((row) => ({ item: item(row, ctx), lines: lines(row, ctx) }))
        after = cursorOf(rows.at(-1)!)
      }
    },
  }
}

const idOf = <I extends number>({ id }: { id: I }): I => id
const time = (date: Date | null) => date?.toISOString() ?? null
const cell = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

function addressOf({ username, domain }: queries.Person, ctx: Context): string {
  return handleOf({ username, domain: domain || ctx.domain })
}

/** Made from ids, so that it lasts: as Mastodon's exports name posts. */
function postUri(ctx: Context, author: AccountId | null, id: PostId | null): string | null {
  return author === null || id === null ? null : `${ctx.origin}/users/${author}/statuses/${id}`
}

/** Those a person may still read; the rest is answered as if it did not exist. */
function kept(kind: 'bookmarks' | 'favourites'): Section {
  return {
    columns: ['Post', 'Author'],
    async *batches(ctx, owner) {
      let maxId: Id | undefined
      while (true) {
        const select = (next: Parameters<typeof selectKept>[3]) => selectKept(ctx.db, kind, owner, next)
        const { posts, cursors } = await readPostPage(ctx, owner, { maxId, limit: 200 }, select, mayRead)
        if (cursors.length === 0) return
        yield posts.map((post) => {
          const author = addressOf(post.author, ctx)
          const item = { url: postAddress(ctx, post), author, created_at: time(post.row.created_at) }
          return { item, lines: [[item.url, author]] }
        })
        maxId = cursors.at(-1)
      }
    },
  }
}

const ties: Section = {
  columns: ['Account address', 'Tie'],
  async *batches(ctx, owner) {
    let after: Place | undefined
    do {
      const page = await listTies(ctx, owner, { sort: 'newest', after, limit: 80 })
      yield page.ties.map((view) => {
        const { account, ...tie } = presentListedTie(ctx, wordsIn(locales[0]), view, ctx.clock.now())
        const address = addressOf(view.account, ctx)
        return { item: { address, ...tie }, lines: [[address, JSON.stringify(tie)]] }
      })
      after = page.next
    } while (after)
  },
}

/** What I did about people, in the words of `GET /api/twoway/v1/acts`. */
function actItem({ kind, created_at, due_at, people }: queries.ActRow, ctx: Context) {
  return {
    kind,
    created_at: time(created_at),
    due_at: time(due_at),
    people: people.map((person) => ({
      address: addressOf(person, ctx),
      done_at: time(person.done_at === null ? null : new Date(person.done_at)),
      undone_at: time(person.undone_at === null ? null : new Date(person.undone_at)),
      ...presentChange(person),
    })),
  }
}

/** The audits I remember; there are at most 120. */
const audits: Section = {
  columns: ['Day', 'Account address', ...questions],
  async *batches(ctx, owner) {
    for (const { day, createdAt, following, delivered, answers } of await selectSnapshots(ctx.db, owner)) {
      const accounts = await loadAccounts(
        ctx.db,
        Object.keys(answers).map((id) => Number(id) as AccountId),
      )
      const people = Object.entries(answers).flatMap(([id, letters]) => {
        const account = accounts.get(Number(id) as AccountId)
        if (!account || account.deleted_at) return []
        return [{ address: addressOf(account, ctx), ...answersInWords(letters) }]
      })
      const item = { day, created_at: time(createdAt), following, delivered, people }
      const lines = people.map((person) => [day, person.address, ...questions.map((question) => person[question])])
      yield [{ item, lines }]
    }
  },
}

export const sections = {
  posts: section({
    columns: [
      'Address',
      'Written',
      'Edited',
      'Visibility',
      'Language',
      'Content warning',
      'Text',
      'In reply to',
      'Boost of',
      'Quote of',
      'Pictures',
      'Replies',
      'Boosts',
      'Favourites',
    ],
    read: (ctx, owner, after: Id | undefined) => queries.selectPosts(ctx.db, owner, after),
    cursorOf: idOf,
    item: (row, ctx) => postItem(row, ctx),
    lines: (row, ctx) => {
      const post = postItem(row, ctx)
      const pictures = post.media.map(({ url }) => url).join(' ')
      const texts = [plainText(row.spoiler_text), plainText(row.text)]
      const facts = [post.in_reply_to, post.boost_of, post.quote_of, pictures, row.replies, row.boosts, row.favourites]
      const known = [post.uri, post.created_at, post.edited_at, row.visibility, row.language]
      return [[...known.map(cell), ...texts, ...facts.map(cell)]]
    },
  }),
  scheduled_posts: section({
    columns: ['To be published', 'Text'],
    read: (ctx, owner, after: Id | undefined) => queries.selectScheduled(ctx.db, owner, after),
    cursorOf: idOf,
    item: ({ scheduled_at, draft }) => ({ scheduled_at: time(scheduled_at), draft }),
    lines: ({ scheduled_at, draft }) => [[cell(time(scheduled_at)), plainText(cell(draft.text))]],
  }),
  follows: section({
    columns: followColumns,
    read: (ctx, owner, maxId: Id | undefined) => exportFollows(ctx.db, owner, { maxId, limit: queries.rowsAtOnce }),
    cursorOf: idOf,
    item: (row, ctx) => {
      const dials = dialsOf(row)
      return {
        address: addressOf(row, ctx),
        reason: row.reason,
        reason_text: row.reason_text,
        reason_post_id: row.reason_post_id === null ? null : String(row.reason_post_id),
        following_since: time(row.accepted_at),
        followed_by_since: time(row.followed_by_since),
        show_boosts: dials.showBoosts,
        notify: row.notify,
        languages: row.languages,
        volume: volumeOf(dials),
        best_per_day: dials.bestPerDay,
        keep: dials.keep,
        roles: dials.roles,
      }
    },
    lines: (row, ctx) => [followCells(row, ctx.domain)],
  }),
  followers: section({
    columns: ['Account address', 'Following since'],
    read: (ctx, owner, after: Id | undefined) => queries.selectFollowers(ctx.db, owner, after),
    cursorOf: idOf,
    item: (row, ctx) => ({ address: addressOf(row, ctx), following_since: time(row.accepted_at) }),
    lines: (row, ctx) => [[addressOf(row, ctx), cell(time(row.accepted_at))]],
  }),
  notes: section({
    columns: ['Account address', 'Note', 'Written'],
    read: (ctx, owner, after: AccountId | undefined) => queries.selectNotes(ctx.db, owner, after),
    cursorOf: idOf,
    item: (row, ctx) => ({ address: addressOf(row, ctx), note: row.comment, created_at: time(row.created_at) }),
    lines: (row, ctx) => [[addressOf(row, ctx), plainText(row.comment), cell(time(row.created_at))]],
  }),
  lists: section({
    columns: ['List name', 'Account address'],
    read: (ctx, owner, after: Id | undefined) => queries.selectLists(ctx.db, owner, after),
    cursorOf: idOf,
    item: ({ id, title, replies_policy, exclusive, members }, ctx) => ({
      id: String(id),
      title,
      replies_policy,
      exclusive,
      members: members.map((member) => addressOf(member, ctx)),
    }),
    lines: ({ title, members }, ctx) =>
      (members.length > 0 ? members.map((member) => addressOf(member, ctx)) : ['']).map((address) => [
        plainText(title),
        address,
      ]),
  }),
  blocks: section({
    columns: ['Account address', 'Since'],
    read: (ctx, owner, after: AccountId | undefined) => queries.selectBlocks(ctx.db, owner, after),
    cursorOf: idOf,
    item: (row, ctx) => ({ address: addressOf(row, ctx), since: time(row.created_at) }),
    lines: (row, ctx) => [[addressOf(row, ctx), cell(time(row.created_at))]],
  }),
  mutes: section({
    columns: ['Account address', 'Hide notifications', 'Until', 'Since'],
    read: (ctx, owner, after: AccountId | undefined) => queries.selectMutes(ctx.db, owner, after),
    cursorOf: idOf,
    item: (row, ctx) => ({
      address: addressOf(row, ctx),
      hide_notifications: row.hide_notifications,
      expires_at: time(row.expires_at),
      since: time(row.created_at),
    }),
    lines: (row, ctx) => [
      [addressOf(row, ctx), cell(row.hide_notifications), cell(time(row.expires_at)), cell(time(row.created_at))],
    ],
  }),
  bookmarks: kept('bookmarks'),
  favourites: kept('favourites'),
  filters: section({
    columns: ['Title', 'Keyword', 'Whole word', 'Contexts', 'Action', 'Until'],
    // There are at most a few hundred.
    read: async (ctx, owner, after: Id | undefined) => (after ? [] : selectFilters(ctx.db, owner)),
    cursorOf: idOf,
    item: ({ title, contexts, action, expiresAt, keywords, posts }) => ({
      title,
      contexts,
      action,
      expires_at: time(expiresAt),
      keywords: keywords.map(({ keyword, wholeWord }) => ({ keyword, whole_word: wholeWord })),
      posts: posts.map(({ postId }) => String(postId)),
    }),
    lines: ({ title, contexts, action, expiresAt, keywords }) =>
      (keywords.length > 0 ? keywords : [{ keyword: '', wholeWord: false }]).map(({ keyword, wholeWord }) => [
        plainText(title),
        plainText(keyword),
        cell(wholeWord),
        contexts.join(' '),
        action,
        cell(time(expiresAt)),
      ]),
  }),
  hashtags: section({
    columns: ['Hashtag', 'Since'],
    read: (ctx, owner, after: Id | undefined) => queries.selectTags(ctx.db, owner, after),
    cursorOf: idOf,
    item: ({ name, created_at }) => ({ name, since: time(created_at) }),
    lines: ({ name, created_at }) => [[name, cell(time(created_at))]],
  }),
  met: section({
    columns: ['Account address', 'Said on'],
    read: (ctx, owner, after: AccountId | undefined) => queries.selectMeetings(ctx.db, owner, after),
    cursorOf: idOf,
    item: (row, ctx) => ({ address: addressOf(row, ctx), said_at: time(row.created_at) }),
    lines: (row, ctx) => [[addressOf(row, ctx), cell(time(row.created_at))]],
  }),
  ties,
  acts: section({
    columns: ['When', 'Act', 'Account address', 'Due', 'Done', 'Undone', 'Before', 'After'],
    read: (ctx, owner, after: Id | undefined) => queries.selectActs(ctx.db, owner, after),
    cursorOf: idOf,
    item: actItem,
    lines: (row, ctx) => {
      const { kind, created_at, due_at, people } = actItem(row, ctx)
      return people.map(({ address, done_at, undone_at, before, after }) => [
        ...[created_at, kind, address, due_at, done_at, undone_at].map(cell),
        JSON.stringify(before),
        JSON.stringify(after),
      ])
    },
  }),
  strategy: section({
    columns: ['Rule', 'Value'],
    // There is one of each at most.
    read: async (ctx, owner, after: string | undefined) => (after ? [] : selectStrategy(ctx.db, owner)),
    cursorOf: ({ rule }) => rule,
    item: ({ rule, value }) => ({ rule, value: value ?? null }),
    lines: ({ rule, value }) => [[rule, cell(value)]],
  }),
  audits,
  delivered: section({
    columns: ['Account address', 'Day', 'Posts delivered'],
    read: (ctx, owner, after: { id: AccountId; day: string } | undefined) =>
      queries.selectDeliveredCounts(ctx.db, owner, after),
    cursorOf: ({ id, day }) => ({ id, day }),
    item: (row, ctx) => ({ address: addressOf(row, ctx), day: row.day, count: row.count }),
    lines: (row, ctx) => [[addressOf(row, ctx), row.day, cell(row.count)]],
  }),
} satisfies Record<string, Section>

export type SectionName = keyof typeof sections

function postItem(row: queries.PostRow, ctx: Context) {
  const { id, media, poll, in_reply_to_id, in_reply_to_account_id, boost_of, boost_of_author_id, quote_of } = row
  return {
    id: String(id),
    uri: postUri(ctx, row.author_id, id),
    created_at: time(row.created_at),
    edited_at: time(row.edited_at),
    visibility: row.visibility,
    language: row.language,
    text: row.text,
    spoiler_text: row.spoiler_text,
    sensitive: row.sensitive,
    in_reply_to: postUri(ctx, in_reply_to_account_id, in_reply_to_id),
    boost_of: postUri(ctx, boost_of_author_id, boost_of),
    quote_of: postUri(ctx, row.quote_of_author_id, quote_of),
    reply_policy: row.reply_policy,
    quote_policy: row.quote_policy,
    poll,
    media: media.map(({ key, ...medium }) => ({ url: fileUrl(ctx, key), ...medium })),
    former_versions: row.former_versions,
    replies: row.replies,
    boosts: row.boosts,
    favourites: row.favourites,
  }
}

/** A section as the lines of a CSV file, a piece at a time. */
export async function* csvOf({ columns, batches }: Section, ctx: Context, owner: AccountId): AsyncGenerator<string> {
  yield csvLine(columns)
  for await (const batch of batches(ctx, owner)) yield batch.flatMap(({ lines }) => lines.map(csvLine)).join('')
}
