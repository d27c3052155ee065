/** A list of any length, of which only what is on the screen is in the page. Scrolled by the window. */
import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type ReactNode, startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { common } from '#messages/common.ts'
import { currentPlace, savedOffset } from '../shell/navigation.ts'
import { Button } from './button.tsx'
import styles from './endless-list.module.css'
import { Skeleton } from './states.tsx'

type EndlessListProps = {
  label: string
  /** Of each item, in order; they are its keys. */
  ids: readonly string[]
  row: (id: string, index: number) => ReactNode
  /** In pixels, before a row has been seen. */
  estimate?: number
  hasOlder: boolean
  isLoadingOlder: boolean
  loadOlder: () => void
  /** Why the older ones did not come. */
  failure?: unknown
  /** Told which item is at the top of the window, and how far it is cut, in pixels. */
  onTop?: (id: string, offset: number) => void
}

/** By the place of the list: how tall everything was, so that the way back leads to the same pixel. */
const snapshots = new Map<string, VirtualItem[]>()
const headHeight = 52

export function EndlessList(props: EndlessListProps) {
  const { label, ids, row, estimate = 180, hasOlder, isLoadingOlder, loadOlder, failure, onTop } = props
  const list = useRef<HTMLOListElement>(null)
  const [place] = useState(currentPlace)
  const [start] = useState(savedOffset)
  const [margin, setMargin] = useState(headHeight)
  // What is in sight stands first; the rows around it follow.
  const [overscan, setOverscan] = useState(1)
  useEffect(() => startTransition(() => setOverscan(6)), [])
  // What stands above the list may grow while it loads.
  useLayoutEffect(() => {
    const measure = () => {
      if (list.current) setMargin(Math.round(list.current.getBoundingClientRect().top + scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  const virtualizer = useWindowVirtualizer({
    count: ids.length,
    getItemKey: (index) => ids[index] ?? index,
    estimateSize: () => estimate,
    overscan,
    scrollMargin: margin,
    initialOffset: start,
    initialMeasurementsCache: snapshots.get(place) ?? [],
  })

  useLayoutEffect(() => {
    scrollTo(0, start)
    return () => {
      snapshots.set(place, virtualizer.takeSnapshot())
    }
  }, [place, start, virtualizer])

  const rows = virtualizer.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  const needsOlder = hasOlder && !isLoadingOlder && !failure && last >= ids.length - 8
  useEffect(() => {
    if (needsOlder) loadOlder()
  }, [needsOlder, loadOlder])

  const offset = virtualizer.scrollOffset ?? 0
  const top = rows.find(({ end }) => end > offset + headHeight)
  const topId = top && ids[top.index]
  const cut = top ? Math.round(offset + headHeight - top.start) : 0
  useEffect(() => {
    if (topId !== undefined) onTop?.(topId, cut)
  }, [topId, cut, onTop])

  return (
    <>
      <ol ref={list} className={styles.list} aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ key, index, start: at }) => (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-setsize={hasOlder ? -1 : ids.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${at - margin}px)` }}
          >
            {row(ids[index]!, index)}
          </li>
        ))}
      </ol>
      <div className={styles.end}>
        {isLoadingOlder && <Skeleton />}
        {Boolean(failure) && !isLoadingOlder && (
          <Button kind="quiet" onClick={loadOlder}>
            {common.tryAgain}
          </Button>
        )}
        {!hasOlder && ids.length > 3 && <p>{common.endOfList}</p>}
      </div>
    </>
  )
}
