/** Everybody I follow at once: who talks with people, whose posts are close to what I engage with, who takes how much room. */
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react'
import { audit, markWords } from '#messages/audit.ts'
import { counted, fullNumber } from '#messages/grammar.ts'
import { api } from '../api/client.ts'
import { useStore } from '../api/store.ts'
import { Button } from '../design/button.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { go } from '../shell/navigation.ts'
import { AuditFrame } from './audit-frame.tsx'
import { type Corner, cornerOf, layOut, mapSize, type Place, type Point, within } from './map-layout.ts'
import styles from './map-page.module.css'
import { auditKey } from './queries.ts'
import { select, selection, toggle } from './selection.ts'
import { SelectionBar } from './selection-bar.tsx'
import type { AuditMap, MapPerson } from './types.ts'

/** Faces for so many; beyond that, dots. */
const mostFaces = 150

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
  const places = useMemo(() => layOut(sorted), [sorted])
  const chosen = useStore(selection)
  const [at, setAt] = useState<string>()
  const active = sorted.find(({ account_id }) => account_id === at)
  const corners = Object.groupBy(people, cornerOf)
  return (
    <div className={styles.page}>
      <p className={styles.soft}>{audit.mapText}</p>
      <Field people={sorted} places={places} chosen={chosen} at={at} setAt={setAt} />
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

type FieldProps = {
  people: readonly MapPerson[]
  places: readonly Place[]
  chosen: ReadonlySet<string>
  at: string | undefined
  setAt: (id: string | undefined) => void
}

/** One stop of the Tab key: the arrows go from one to the next, the space bar selects, Enter opens. */
function Field({ people, places, chosen, at, setAt }: FieldProps) {
  const svg = useRef<SVGSVGElement>(null)
  const [drawn, setDrawn] = useState<[Point, Point]>()

  function pointOf(event: PointerEvent): Point {
    const box = svg.current!.getBoundingClientRect()
    const scale = mapSize / box.width
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale }
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

  const hasFaces = people.length <= mostFaces
  return (
    <svg
      ref={svg}
      className={styles.map}
      viewBox={`0 0 ${mapSize} ${mapSize}`}
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
      <Ground />
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

function Ground() {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <g aria-hidden="true">
      <rect className={styles.field} x="74" y="4" width="522" height="522" rx="12" />
      <rect className={styles.gutter} x="4" y="4" width="64" height="522" rx="12" />
      <rect className={styles.gutter} x="4" y="532" width="592" height="64" rx="12" />
      <path className={styles.axis} d="M335 14V516M84 265H586" />
      <g className={styles.axisWords}>
        <text x="580" y="258" textAnchor="end">
          {audit.mapX}
        </text>
        <text x="90" y="258">
          {audit.mapXLow}
        </text>
        <text x="342" y="26">
          {audit.mapY}
        </text>
        <text x="342" y="514">
          {audit.mapYLow}
        </text>
        <text x="590" y="588" textAnchor="end">
          {audit.mapInterestUnknown}
        </text>
        <text transform="translate(20 16) rotate(90)">{audit.mapTwoWayUnknown}</text>
      </g>
    </g>
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
