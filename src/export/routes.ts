/**
 * Everything a person has here, as files, for that person alone: docs/export.md.
 * GET /settings/export/:file           downloadFile: everything.json, or SECTION.csv
 * GET /api/twoway/v1/export/:file      exportFile
 * GET /api/twoway/v1/follows.csv       exportFollowsFile
 */
import { z } from 'zod'
import { profileFields } from '../accounts/account.ts'
import { accountUrl, presentAccount } from '../accounts/present.ts'
import { findAccount } from '../accounts/queries.ts'
import { logInPath } from '../auth/log-in-page.ts'
import { loadUser } from '../auth/queries.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, notFound } from '../platform/failure.ts'
import { endpoint, type Reply, redirect, type Viewer } from '../platform/http.ts'
import type { AccountId } from '../platform/ids.ts'
import type { Delivered } from '../timelines/delivered.ts'
import { csvOf, type SectionName, sections } from './sections.ts'

async function profileOf(ctx: Context, owner: AccountId) {
  const [account, user] = await Promise.all([findAccount(ctx.db, owner), loadUser(ctx.db, owner)])
  if (!account || !user) return undefined
  const { avatar, header } = presentAccount(ctx, account)
  return {
    address: `${account.username}@${ctx.domain}`,
    url: accountUrl(ctx, account),
    email: user.email,
    created_at: account.created_at,
    display_name: account.display_name,
    note: account.note,
    fields: profileFields(account).map(({ name, value }) => ({ name, value })),
    avatar,
    header,
    locked: account.locked,
    bot: account.bot,
    discoverable: account.discoverable,
    indexable: account.indexable,
    hide_collections: account.hide_collections,
    preferences: {
      visibility: user.default_visibility,
      sensitive: user.default_sensitive,
      language: user.default_language,
      quote_policy: user.default_quote_policy,
      record_delivered: user.record_delivered,
      answers_to_strangers: user.answers_to_strangers,
      locale: user.locale,
      time_zone: user.time_zone,
    },
  }
}

/** One object, written as it is read. A file that breaks off is no JSON, so nobody takes a part for the whole. */
async function* everything(ctx: Context, owner: AccountId): AsyncGenerator<string> {
  const head = {
    format: 'twoway-export-1',
    exported_at: ctx.clock.now(),
    server: ctx.origin,
    account: await profileOf(ctx, owner),
  }
  yield JSON.stringify(head, undefined, 2).slice(0, -2)
  for (const [name, { batches }] of Object.entries(sections)) {
    yield `,\n  ${JSON.stringify(name)}: [`
    let separator = ''
    for await (const batch of batches(ctx, owner)) {
      yield `${separator}${batch.map(({ item }) => `\n    ${JSON.stringify(item)}`).join(',')}`
      separator = ','
    }
    yield separator === '' ? ']' : '\n  ]'
  }
  yield '\n}\n'
}

/** Read only as fast as it is taken. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}

const isSection = (name: string): name is SectionName => Object.hasOwn(sections, name)

function fileReply(ctx: Context, viewer: Viewer, file: string): Reply | Failure {
  const name = file.replace(/\.csv$/, '')
  const isCsv = file.endsWith('.csv') && isSection(name)
  if (!isCsv && file !== 'everything.json') return notFound
  return {
    status: 200,
    headers: {
      'content-type': isCsv ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${file}"`,
      'cache-control': 'private, no-store',
    },
    body: streamOf(isCsv ? csvOf(sections[name], ctx, viewer.accountId) : everything(ctx, viewer.accountId)),
  }
}

const fileParams = z.object({ file: z.string().max(100) })

export const exportFile = (delivered: Delivered) =>
  endpoint<Viewer, typeof fileParams>({ params: fileParams }, async ({ ctx, viewer, params }) => {
    await delivered.flush()
    return fileReply(ctx, viewer, params.file)
  })

/** The same for a browser with a session. */
export const downloadFile = (delivered: Delivered) =>
  endpoint<Viewer | undefined, typeof fileParams>({ params: fileParams }, async ({ ctx, viewer, params }) => {
    if (!viewer) return redirect(logInPath('/settings'))
    await delivered.flush()
    return fileReply(ctx, viewer, params.file)
  })

export const exportFollowsFile = endpoint<Viewer>({}, async ({ ctx, viewer }) => fileReply(ctx, viewer, 'follows.csv'))
