/** Everybody I follow at once: who talks with people, whose posts are close to what I engage with, who takes how much room. */
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { audit, markWords } from '#messages/audit.ts'
import { counted, fullNumber } from '#messages/grammar.ts'
import { api } from '../api/client.ts'
import { useStore } from '../api/store.ts'
import { Button } from '../design/button.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { go } from '../shell/navigation.ts'
import { AuditFrame } from './audit-frame.tsx'
import {
  band,
  type Corner,
  cornerOf,
  type Frame,
  layOut,
  leastFace,
  type Place,
  type Point,
  within,
} from './map-layout.ts'
import styles from './map-page.module.css'
import { auditKey } from './queries.ts'
import { select, selection, toggle } from './selection.ts'
import { SelectionBar } from './selection-bar.tsx'
import type { AuditMap, MapPerson } from './types.ts'

export default function MapPage() {
  const query = useQuery({
    queryKey: [...auditKey, 'map'],
    queryFn: ({ signal }) => api<AuditMap>('GET', '/api/twoway/v1/audit/map', { signal }),
  })
  const people = query.data?.people
  return (
    <AuditFrame at="/audit/map">
      {query.isPending && <LoadingList />}
      {query.isError && !people && <Failed error={query.error} retry={() => query.refetch()} />}
      {people?.length === 0 && (
        <Empty icon="people" title={audit.emptyTitle} text={audit.emptyText}>
          <Button kind="main" icon="search" onClick={() => go('/search')}>
            {audit.findPeople}
          </Button>
        </Empty>
      )}
      {people && people.length > 0 && <PeopleMap people={people} />}
      <SelectionBar />
    </AuditFrame>
  )
}

function PeopleMap({ people }: { people: readonly MapPerson[] }) {
  // The large ones first, so that small ones lie above them and can be hit.
  const sorted = useMemo(() => people.toSorted((a, b) => b.delivered - a.delivered), [people])
  const page = useRef<HTMLDivElement>(null)
  const width = useWidthOf(page)
  const laidOut = useMemo(() => (width > 0 ? layOut(sorted, width) : undefined), [sorted, width])
  const chosen = useStore(selection)
  const [at, setAt] = useState<string>()
  const active = sorted.find(({ account_id }) => account_id === at)
  const corners = Object.groupBy(people, cornerOf)
  return (
    <div className={styles.page}>
      <p className={styles.soft}>{audit.mapText}</p>
      <div ref={page}>{laidOut && <Field people={sorted} {...laidOut} chosen={chosen} at={at} setAt={setAt} />}</div>
      <p className={styles.caption} aria-live="polite">
        {active ? (
          <>
            <a href={`/audit/people/${active.account_id}`} dir="auto">
              {active.name}
            </a>{' '}
            <span>
              {[
                ...active.marks.map((mark) => markWords[mark]),
                counted(active.delivered, 'post delivered', 'posts delivered'),
              ].join(' · ')}
            </span>
          </>
        ) : (
          audit.mapHint
        )}
      </p>
      <ul className={styles.corners}>
        {(Object.keys(audit.corners) as Corner[]).map((corner) => (
          <li key={corner}>
            <Button
              onClick={() => select((corners[corner] ?? []).map(({ account_id }) => account_id))}
              disabled={!corners[corner]}
            >
              {audit.corners[corner]} <small>{fullNumber(corners[corner]?.length ?? 0)}</small>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** In whole pixels, so that words are as large as elsewhere on every screen. */
function useWidthOf(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [element])
  return width
}

type FieldProps = {
  people: readonly MapPerson[]
  frame: Frame
  places: readonly Place[]
  chosen: ReadonlySet<string>
  at: string | undefined
  setAt: (id: string | undefined) => void
}

/** One stop of the Tab key: the arrows go from one to the next, the space bar selects, Enter opens. */
function Field({ people, frame, places, chosen, at, setAt }: FieldProps) {
  const svg = useRef<SVGSVGElement>(null)
  const [drawn, setDrawn] = useState<[Point, Point]>()

  function pointOf(event: PointerEvent): Point {
    const box = svg.current!.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  function onPointerDown(event: PointerEvent<SVGSVGElement>) {
    // A finger scrolls the page.
    if (event.pointerType === 'touch' || event.button !== 0 || (event.target as Element).closest('[role=option]'))
      return
    event.currentTarget.setPointerCapture(event.pointerId)
    const point = pointOf(event)
    setDrawn([point, point])
  }
  function onPointerUp() {
    if (drawn) select(within(places, drawn))
    setDrawn(undefined)
  }
  function onKeyDown(event: KeyboardEvent) {
    const index = people.findIndex(({ account_id }) => account_id === at)
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step) setAt(people.at((index + step) % people.length)?.account_id)
    else if (event.key === ' ' && at) toggle(at)
    else if (event.key === 'Enter' && at) go(`/audit/people/${at}`)
    else return
    event.preventDefault()
  }

  const hasFaces = places.every(({ r }) => r >= leastFace)
  return (
    <svg
      ref={svg}
      className={styles.map}
      width={frame.width}
      height={frame.height}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: points of a picture are chosen; no element is one
      role="listbox"
      aria-multiselectable="true"
      aria-label={audit.map}
      aria-activedescendant={at && `on-map-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => drawn && setDrawn([drawn[0], pointOf(event)])}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrawn(undefined)}
    >
      <Ground frame={frame} />
      {places.map((place, index) => (
        <Somebody
          key={place.id}
          person={people[index]!}
          place={place}
          hasFace={hasFaces}
          isChosen={chosen.has(place.id)}
          isAt={place.id === at}
          setAt={setAt}
        />
      ))}
      {drawn && (
        <rect
          className={styles.drawn}
          x={Math.min(drawn[0].x, drawn[1].x)}
          y={Math.min(drawn[0].y, drawn[1].y)}
          width={Math.abs(drawn[1].x - drawn[0].x)}
          height={Math.abs(drawn[1].y - drawn[0].y)}
        />
      )}
    </svg>
  )
}

/** On a lower field the one word says what the other would. */
const leastForBothEnds = 300

function Ground({ frame: { field, talkUnknown, interestUnknown, bothUnknown } }: { frame: Frame }) {
  const middle = { x: field.x + field.width / 2, y: field.height / 2 }
  const [end, foot] = [field.x + field.width, field.height]
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <g aria-hidden="true">
      <rect className={styles.field} {...field} rx="12" />
      <path className={styles.axis} d={`M${middle.x} 8V${foot - 8}M${field.x + 8} ${middle.y}H${end - 8}`} />
      {[talkUnknown, interestUnknown, bothUnknown].map(
        (strip) => strip && <rect key={`${strip.x} ${strip.y}`} className={styles.strip} {...strip} rx="12" />,
      )}
      <g className={styles.axisWords}>
        <Below x={field.x} y={foot} text={`← ${audit.mapXLow}`} />
        <Below x={end} y={foot} text={`${audit.mapX} →`} isAtEnd />
        {field.height >= leastForBothEnds && <Beside x={field.x} y={foot} text={`← ${audit.mapYLow}`} />}
        <Beside x={field.x} y={0} text={`${audit.mapY} →`} isAtEnd />
        {talkUnknown && <Beside x={talkUnknown.x} y={foot} text={audit.mapTwoWayUnknown} />}
        {interestUnknown && (
          <Below x={field.x} y={interestUnknown.y + interestUnknown.height} text={audit.mapInterestUnknown} />
        )}
        {bothUnknown && <Below x={field.x} y={bothUnknown.y + bothUnknown.height} text={audit.mapUnknown} />}
      </g>
    </g>
  )
}

type WordsProps = Point & { text: string; isAtEnd?: boolean }

/** In the band below an edge. */
function Below({ x, y, text, isAtEnd = false }: WordsProps) {
  return (
    <text x={x + (isAtEnd ? -4 : 4)} y={y + band - 7} textAnchor={isAtEnd ? 'end' : 'start'}>
      {text}
    </text>
  )
}

/** Written upwards in the band before an edge. */
function Beside({ x, y, text, isAtEnd = false }: WordsProps) {
  return (
    <text
      transform={`translate(${x - 7} ${y + (isAtEnd ? 4 : -4)}) rotate(-90)`}
      textAnchor={isAtEnd ? 'end' : 'start'}
    >
      {text}
    </text>
  )
}

type SomebodyProps = {
  person: MapPerson
  place: Place
  hasFace: boolean
  isChosen: boolean
  isAt: boolean
  setAt: (id: string | undefined) => void
}

function Somebody({ person, place: { id, x, y, r }, hasFace, isChosen, isAt, setAt }: SomebodyProps) {
  const label = audit.mapPerson(
    person.name,
    person.two_way === null ? audit.mapTwoWayUnknown : person.two_way >= 0 ? audit.mapX : audit.mapXLow,
    person.interest === null ? audit.mapInterestUnknown : person.interest >= 0 ? audit.mapY : audit.mapYLow,
    counted(person.delivered, 'post delivered', 'posts delivered'),
  )
  return (
    <g
      id={`on-map-${id}`}
      role="option"
      aria-selected={isChosen}
      aria-label={label}
      className={`${styles.somebody} ${isChosen ? styles.chosen : ''} ${isAt ? styles.at : ''}`}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
      onClick={() => {
        toggle(id)
        setAt(id)
      }}
      onPointerEnter={() => setAt(id)}
    >
      {hasFace ? (
        <image href={person.avatar} x={-r} y={-r} width={2 * r} height={2 * r} preserveAspectRatio="xMidYMid slice" />
      ) : null}
      <rect
        x={-r}
        y={-r}
        width={2 * r}
        height={2 * r}
        rx={2 * r * 0.28}
        className={hasFace ? styles.rim : styles.dot}
      />
    </g>
  )
}
