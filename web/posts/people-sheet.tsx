/** Who boosted or favourited a post, or which posts quote it. */
import { useCallback } from 'react'
import { common } from '#messages/common.ts'
import { posts as words } from '#messages/posts.ts'
import { AccountLine } from '../accounts/account-line.tsx'
import type { Account, Post } from '../api/entities.ts'
import { useList } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { Sheet } from '../design/sheet.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { FollowButton } from '../follows/follow-button.tsx'
import styles from './people-sheet.module.css'
import { PostRow } from './post-row.tsx'
import { keepPosts } from './post-store.ts'

export type Reaction = 'reblogged_by' | 'favourited_by' | 'quotes'
type Item = Account | Post

const titles: Record<Reaction, string> = {
  reblogged_by: words.boostedBy,
  favourited_by: words.favouritedBy,
  quotes: words.quotedBy,
}
const isPost = (item: Item): item is Post => 'account' in item

export default function PeopleSheet({ id, what, onClose }: { id: string; what: Reaction; onClose: () => void }) {
  const list = useList<Item>({
    key: ['posts', id, what],
    path: `/api/v1/statuses/${id}/${what}`,
    keep: (items) => keepPosts(items.filter(isPost)),
  })
  const { items, fetchNextPage } = list
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage])
  return (
    <Sheet title={titles[what]} onClose={onClose}>
      {list.isPending && <LoadingList count={3} />}
      {!items && list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {items?.length === 0 && <p className={styles.none}>{words.nobodyYet}</p>}
      <ul className={styles.people}>
        {items?.map((item) => (
          <li key={item.id}>
            {isPost(item) ? (
              <PostRow id={item.id} />
            ) : (
              <AccountLine account={item}>
                <FollowButton account={item} isSmall />
              </AccountLine>
            )}
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button kind="quiet" className={styles.more} isBusy={list.isFetchingNextPage} onClick={loadMore}>
          {common.more}
        </Button>
      )}
    </Sheet>
  )
}
