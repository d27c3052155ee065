/** Posts as moderators see them, whoever may read them, each with a box to tick. */
import { html } from 'hono/html'
import type { Html } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import type { Viewer } from '../platform/http.ts'
import type { PostId } from '../platform/ids.ts'
import { loadPosts } from '../posts/hydrate.ts'
import { postArticle, withAnswered } from '../posts/post-view.ts'

/** A form that deletes the ticked posts; without the posts that are gone. */
export async function postChoice(
  ctx: Context,
  words: Words,
  viewer: Viewer,
  { ids, action, returnTo, isTicked }: { ids: readonly PostId[]; action: string; returnTo: string; isTicked: boolean },
): Promise<Html> {
  const { moderation } = words
  const there = (await loadPosts(ctx, viewer.accountId, ids)).filter(({ facts }) => !facts.isDeleted && !facts.boosted)
  if (there.length === 0) return html`<p class="soft">${moderation.noPosts}</p>`
  const posts = await withAnswered(ctx, viewer, there)
  const rows = posts.map(
    (post) => html`<li>
      <label class="check"><input type="checkbox" name="posts[]" value="${post.row.id}"${isTicked ? html` checked` : ''} /> <span>${moderation.deletePost(moderation.visibilities[post.row.visibility])}</span></label>
      ${postArticle(ctx, words, post)}
    </li>`,
  )
  return html`<form method="post" action="${action}">
    <input type="hidden" name="return_to" value="${returnTo}" />
    <ol class="posts">${rows}</ol>
    <div class="actions"><button class="small">${moderation.deletePosts}</button></div>
  </form>`
}
