/** One thing I did, about one person or many, and the way back. */
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { acts as words } from '#messages/acts.ts'
import { common } from '#messages/common.ts'
import { dials } from '#messages/dials.ts'
import { counted, fullNumber, fullTime, joined, shortDay, shortTime } from '#messages/grammar.ts'
import { api } from '../api/client.ts'
import type { Account, Act } from '../api/entities.ts'
import { queryClient } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import { Icon, type IconName } from '../design/icon.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { withEmojis } from '../posts/html.tsx'
import { type ActPerson, changesOf, type Telling } from './act-changes.ts'
import styles from './act-row.module.css'
import { undo } from './dials.ts'
import { UndoQuestion } from './undo-question.tsx'

const icons: Record<Act['kind'], IconName> = {
  unfollow: 'leave',
  bulk_unfollow: 'leave',
  dials: 'sound',
  note: 'bookmark',
  mute: 'mute',
  unmute: 'sound',
  block: 'block',
  unblock: 'check',
  lists: 'list',
}

export const nameOf = (account: Account) => account.display_name || account.username

const wholeAct = (id: string) => api<Act>('GET', `/api/twoway/v1/acts/${id}`)

/** Two names, and how many more. */
export function namesOf({ people, people_count }: Pick<Act, 'people' | 'people_count'>): string {
  const names = people.slice(0, people_count > 3 ? 2 : 3).map(({ account }) => nameOf(account))
  const more = people_count - names.length
  if (names.length === 0) return counted(people_count, ...words.people)
  return joined(more > 0 ? [...names, counted(more, ...words.others)] : names)
}

type Way = { isBusy: boolean; start: (people: readonly ActPerson[]) => void; question: ReactNode }

/** Undoes an act for some of its people; whoever has to agree again is named first. */
function useUndo(act: Act): Way {
  const [isBusy, setIsBusy] = useState(false)
  const [asked, setAsked] = useState<readonly ActPerson[]>()

  async function run(people: readonly ActPerson[], ask: boolean) {
    setAsked(undefined)
    setIsBusy(true)
    try {
      const { undone } = await undo(act, { among: people.map(({ account }) => account.id), ask })
      const back = undone.filter((one) => one.undone)
      if (back.length < undone.length) toast(words.backAgain(fullNumber(back.length), fullNumber(undone.length)))
      else if (ask) toast(words.asked)
      else toast(back.some((one) => one.missing_lists > 0) ? words.listsMissing : dials.undone)
    } catch (error) {
      toastError(error)
      // What stands now may be something else than what is shown.
      void queryClient.invalidateQueries({ queryKey: ['acts'] })
    } finally {
      setIsBusy(false)
    }
  }

  const asking = asked?.filter((one) => one.undo.asks_again) ?? []
  const rest = asked?.filter((one) => !one.undo.asks_again) ?? []
  return {
    isBusy,
    start: (people) => (people.some((one) => one.undo.asks_again) ? setAsked(people) : void run(people, false)),
    question: asked && (
      <UndoQuestion
        people={asking.map(({ account }) => account)}
        onAsk={() => void run(asked, true)}
        onLeaveOut={rest.length > 0 ? () => void run(rest, false) : undefined}
        onClose={() => setAsked(undefined)}
      />
    ),
  }
}

type ActRowProps = { act: Act; telling: Telling }

export function ActRow({ act, telling }: ActRowProps) {
  if (act.people_count > 1) return <ManyRow act={act} telling={telling} />
  return <OneRow act={act} telling={telling} />
}

function When({ act }: { act: Act }) {
  const at = new Date(act.due_at ?? act.created_at)
  return (
    <time dateTime={at.toISOString()} title={fullTime(at)} className={styles.when}>
      {shortTime(at)}
    </time>
  )
}

function OneRow({ act, telling }: ActRowProps) {
  const way = useUndo(act)
  const [person] = act.people
  if (!person)
    return (
      <article className={styles.row} aria-label={words.left}>
        <Sign kind={act.kind} />
        <div className={styles.text}>
          <p className={styles.head}>
            <strong>{words.left}</strong>
            <When act={act} />
          </p>
        </div>
      </article>
    )
  return (
    <article className={styles.row} aria-label={nameOf(person.account)}>
      <PersonLine act={act} person={person} telling={telling} way={way} when={<When act={act} />} />
      {way.question}
    </article>
  )
}

type PersonLineProps = { act: Act; person: ActPerson; telling: Telling; way: Way; when?: ReactNode }

function PersonLine({ act, person, telling, way, when }: PersonLineProps) {
  const { account, state } = person
  const name = useRef<HTMLAnchorElement>(null)
  const before = useRef(state)
  // The button that had the focus has gone with its act.
  useLayoutEffect(() => {
    if (before.current === 'done' && state === 'undone' && document.activeElement === document.body)
      name.current?.focus({ preventScroll: true })
    before.current = state
  }, [state])
  const isTold = state === 'done' || state === 'undone'
  const [first, ...rest] = isTold ? changesOf(person, telling) : [person.undo.sentence]
  return (
    <>
      <Avatar account={account} />
      <div className={styles.text}>
        <p className={styles.head}>
          <a ref={name} href={`/@${account.acct}`}>
            <strong dir="auto">{withEmojis(nameOf(account), account.emojis)}</strong>
          </a>
          {when}
        </p>
        <p>{first}</p>
        {rest.length > 0 && (
          <p className={styles.soft} dir="auto">
            {rest.join(' ')}
          </p>
        )}
        {isTold && <Standing act={act} person={person} />}
      </div>
      {state === 'done' && person.undo.possible && (
        <Button aria-label={words.undo(nameOf(account))} isBusy={way.isBusy} onClick={() => way.start([person])}>
          {common.undo}
        </Button>
      )}
    </>
  )
}

/** Until when, or why not. */
function Standing({ act, person: { state, undo: way } }: { act: Act; person: ActPerson }) {
  if (state === 'undone')
    return (
      <p className={styles.undone}>
        <Icon name="check" size={16} />
        {words.isUndone}
      </p>
    )
  const until = words.until(shortDay(new Date(act.undo_until)))
  return (
    <p className={styles.soft}>
      {way.possible ? `${until}.` : way.sentence}
      {way.asks_again && ` ${words.asksAgain}`}
    </p>
  )
}

function Sign({ kind }: { kind: Act['kind'] }) {
  return (
    <span className={styles.sign}>
      <Icon name={icons[kind]} size={22} />
    </span>
  )
}

function ManyRow({ act, telling }: ActRowProps) {
  const way = useUndo(act)
  const [isOpen, setIsOpen] = useState(false)
  const [isFetching, setIsFetching] = useState(false)
  const isPart = act.people.length < act.people_count
  const whole = useQuery({ queryKey: ['acts', act.id], queryFn: () => wholeAct(act.id), enabled: isOpen && isPart })
  const shown = whole.data ?? act
  const mayUndo = act.people.some((one) => one.state === 'done' && one.undo.possible)
  const isAllUndone = act.people.length > 0 && act.people.every(({ state }) => state === 'undone')
  const names = namesOf(act)

  async function undoAll() {
    setIsFetching(true)
    try {
      const { people } = isPart ? await wholeAct(act.id) : act
      way.start(people.filter((one) => one.state === 'done' && one.undo.possible))
    } catch (error) {
      toastError(error)
    } finally {
      setIsFetching(false)
    }
  }

  return (
    <article className={styles.many} aria-label={names}>
      <div className={styles.row}>
        <Sign kind={act.kind} />
        <div className={styles.text}>
          <p className={styles.head}>
            <span>{words.kinds[act.kind]}</span>
            <When act={act} />
          </p>
          <p dir="auto">
            <strong>{names}</strong>
          </p>
          {mayUndo && <p className={styles.soft}>{words.until(shortDay(new Date(act.undo_until)))}.</p>}
          {isAllUndone && (
            <p className={styles.undone}>
              <Icon name="check" size={16} />
              {words.isUndone}
            </p>
          )}
          <Button
            kind="quiet"
            className={styles.unfold ?? ''}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? words.fold : words.unfold}
          </Button>
        </div>
        {mayUndo && (
          <Button isBusy={way.isBusy || isFetching} onClick={() => void undoAll()}>
            {words.undoAll}
          </Button>
        )}
      </div>
      {isOpen && (
        <ul className={styles.people} aria-label={names}>
          {shown.people.map((person) => (
            <li key={person.account.id} className={styles.row}>
              <PersonLine act={act} person={person} telling={telling} way={way} />
            </li>
          ))}
          {whole.isError && (
            <li className={styles.row}>
              <Button kind="quiet" onClick={() => void whole.refetch()}>
                {common.tryAgain}
              </Button>
            </li>
          )}
        </ul>
      )}
      {way.question}
    </article>
  )
}
