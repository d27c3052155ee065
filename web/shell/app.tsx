/** The frame around every page: where one can go, the page itself, what was just said. */
import { Component, lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import { common } from '#messages/common.ts'
import { HoverCardHost } from '../accounts/hover-card-host.tsx'
import { useStore } from '../api/store.ts'
import { Failed, LoadingList } from '../design/states.tsx'
import { Toasts } from '../design/toasts.tsx'
import { FollowHost } from '../follows/follow-host.tsx'
import { followUnread } from '../notifications/unread.ts'
import { findPage } from '../pages.ts'
import { ComposerHost } from '../posts/composer-host.tsx'
import styles from './app.module.css'
import { BesideRoom } from './beside.tsx'
import { ConnectionLine } from './connection-line.tsx'
import { keysHelp } from './keys.ts'
import { currentEntry } from './navigation.ts'
import { NavigationBar } from './navigation-bar.tsx'
import { PageHead } from './page-head.tsx'

export function App() {
  const path = usePathname()
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) main.current?.focus({ preventScroll: true })
    isFirst.current = false
  }, [path])
  useEffect(followUnread, [])
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {common.skipToContent}
      </a>
      <NavigationBar path={path} />
      <main ref={main} id="content" tabIndex={-1} className={styles.column}>
        <Fence key={currentEntry()}>
          <Suspense fallback={<LoadingList />}>
            <CurrentPage path={path} />
          </Suspense>
        </Fence>
      </main>
      <BesideRoom />
      <ComposerHost />
      <FollowHost />
      <HoverCardHost />
      <Toasts />
      <ConnectionLine />
      <KeysHelp />
    </div>
  )
}

const KeysSheet = lazy(() => import('./keys-sheet.tsx'))

function KeysHelp() {
  return useStore(keysHelp) ? (
    <Suspense>
      <KeysSheet />
    </Suspense>
  ) : null
}

function CurrentPage({ path }: { path: string }) {
  const page = findPage(path)
  if (!page) return <NoPage />
  const { component: Page, params } = page
  return <Page key={path} params={params} />
}

function NoPage() {
  return (
    <>
      <PageHead title={common.nothingHere} />
      <Failed error={Object.assign(new Error(), { status: 404 })} />
    </>
  )
}

/** A page that breaks leaves the rest standing. React has this as a class only. */
class Fence extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: undefined as unknown }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  override render() {
    if (this.state.error === undefined) return this.props.children
    return <Failed error={this.state.error} retry={() => location.reload()} />
  }
}
