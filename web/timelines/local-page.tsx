import { places } from '#messages/places.ts'
import { timelines } from '#messages/timelines.ts'
import { Button } from '../design/button.tsx'
import { Empty } from '../design/states.tsx'
import { openComposer } from '../posts/composer-store.ts'
import { PostList } from '../posts/post-list.tsx'
import { PageHead } from '../shell/page-head.tsx'

export default function LocalPage() {
  return (
    <>
      <PageHead title={places.local} />
      <PostList
        label={places.local}
        queryKey={['timelines', 'local']}
        path="/api/v1/timelines/public"
        params={{ local: true }}
        empty={
          <Empty icon="globe" title={places.local} text={places.localEmpty}>
            <Button kind="main" icon="pen" onClick={() => openComposer({})}>
              {timelines.writeFirst}
            </Button>
          </Empty>
        }
      />
    </>
  )
}
