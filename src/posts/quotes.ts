/** Taking back the consent to be quoted: from then on nobody is shown the quoted words there. */
import type { Context } from '../platform/context.ts'
import { type Failure, notFound } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { notAllowed } from './actions.ts'
import { loadFacts } from './hydrate.ts'
import { countsUnderItsParent } from './post.ts'
import { countDown, selectPosts } from './queries.ts'
import { revokeConsent } from './quote-queries.ts'
import { mayRead } from './visibility.ts'

/** Only the author of the quoted post may. Doing it twice is doing it once. */
export async function revokeQuote(
  ctx: Context,
  viewerId: AccountId,
  quotedId: PostId,
  quotingId: PostId,
): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx, emit) => {
    const readable = (await loadFacts({ ...ctx, db: tx }, viewerId, [quotedId, quotingId])).filter((post) =>
      mayRead(post, viewerId),
    )
    const row = (await selectPosts(tx, [quotingId])).find(({ id }) => id === quotingId)
    const [quoted, quoting] = readable
    if (!quoted || !quoting || row?.quote_of !== quotedId) return notFound
    if (quoted.author.id !== viewerId) return notAllowed
    const visibility = await revokeConsent(tx, quotedId, quotingId)
    if (visibility === undefined) return undefined
    if (countsUnderItsParent(visibility)) await countDown(tx, quotedId, 'quotes_count')
    emit({ type: 'quote.revoked', post: quotingId, quoted: quotedId, author: quoting.author.id, origin: 'live' })
  })
}
