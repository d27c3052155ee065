/** All there is between me and somebody. Every number opens into what it was counted from. */
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { fullTime, shortTime } from '#messages/grammar.ts'
import { ties as words } from '#messages/ties.ts'
import type { Account, WholeTie } from '../api/entities.ts'
import { useOwnAccount } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Failed, Skeleton } from '../design/states.tsx'
import { ReasonBox } from '../follows/reason-box.tsx'
import { openComposer } from '../posts/composer-store.ts'
import { type Evidence, EvidenceSheet } from './evidence-sheet.tsx'
import { Lane, LaneLegend } from './lane.tsx'
import { Met } from './met.tsx'
import { Mix } from './mix.tsx'
import { Stages } from './stages.tsx'
import { interestQuery, twoWayQuery, wholeTieQuery } from './tie-queries.ts'
import { Weeks } from './weeks.tsx'
import styles from './you-and-them.module.css'

type Show = (evidence: Evidence) => void

/** Nothing has passed, and whether something can be seen is known. */
export const isNew = ({ last_out, last_in, lane }: Pick<WholeTie, 'last_out' | 'last_in' | 'lane'>) =>
  !last_out && !last_in && ![...lane.out, ...(lane.in ?? [])].some((share) => share > 0)

/** `isTitled`: the place it stands in has the title already. */
export function YouAndThem({ account, isTitled = false }: { account: Account; isTitled?: boolean }) {
  const { data: tie, error, isError, refetch } = useQuery(wholeTieQuery(account.id))
  const [shown, setShown] = useState<Evidence>()
  if (isError && !tie) return <Failed error={error} retry={() => void refetch()} />
  if (!tie) return <Skeleton lines={5} withAvatar={false} />
  return (
    <div className={styles.panel}>
      <Heading account={account} tie={tie} isTitled={isTitled} />
      {isNew(tie) ? <NothingYet account={account} /> : <History account={account} tie={tie} show={setShown} />}
      <ReasonBox account={account} />
      <Person account={account} tie={tie} show={setShown} />
      <Met account={account} tie={tie} />
      <LaneLegend />
      {shown && <EvidenceSheet of={shown} onClose={() => setShown(undefined)} />}
    </div>
  )
}

const nameOf = ({ display_name, username }: Account) => display_name || username

function Heading({ account, tie, isTitled }: { account: Account; tie: WholeTie; isTitled: boolean }) {
  const own = useOwnAccount()
  return (
    <header className={styles.heading}>
      {!isTitled && <h2 dir="auto">{words.youAnd(nameOf(account))}</h2>}
      <div className={styles.between}>
        {own && <Avatar account={own} />}
        <Lane tie={tie} size="large" isSilent={!isNew(tie)} />
        <Avatar account={account} />
      </div>
      {!isNew(tie) && (
        <p className={styles.sentence} dir="auto">
          {tie.sentence}
        </p>
      )}
    </header>
  )
}

function NothingYet({ account }: { account: Account }) {
  return (
    <section className={styles.new}>
      <h3>{words.nothingTitle}</h3>
      <p>{words.nothingText(nameOf(account))}</p>
      <Button kind="main" icon="pen" onClick={() => openComposer({ text: `@${account.acct} ` })}>
        {words.sayHello}
      </Button>
    </section>
  )
}

function History({ account, tie, show }: { account: Account; tie: WholeTie; show: Show }) {
  const name = nameOf(account)
  const { out, in: received, balance, trend, lane, stage, mix } = tie
  const open = (title: string, of: NonNullable<WholeTie['out']>) => () =>
    show({ title, sentence: of.sentence, ...pick(of) })
  return (
    <>
      <section className={styles.lanes}>
        <Row title={words.fromYou} lane="out" onOpen={open(words.fromYou, out)}>
          {out.sentence}
        </Row>
        <LastTalk label={words.lastOut} last={tie.last_out} acct={account.acct} />
        {received ? (
          <Row title={words.fromThem(name)} lane="in" onOpen={open(words.fromThem(name), received)}>
            {received.sentence}
          </Row>
        ) : (
          <p className={styles.quiet}>{words.notSeen}</p>
        )}
        <LastTalk label={words.lastIn(name)} last={tie.last_in} acct={account.acct} />
      </section>
      <Section title={words.weeksTitle} onOpen={() => show(behind(words.weeksTitle, tie))}>
        <Weeks lane={lane} name={name} />
        <p className={styles.quiet}>
          {[balance === null ? '' : words.balanceWords(balance), words.trends[trend]].filter(Boolean).join(' ')}
        </p>
      </Section>
      {stage.steps.length > 0 && (
        <Section title={words.stageTitle}>
          <Stages stage={stage} acct={account.acct} />
        </Section>
      )}
      <Section title={words.mix} onOpen={() => show(behind(words.mix, tie))}>
        <Mix mix={mix} />
      </Section>
    </>
  )
}

const pick = ({ evidence, counter_evidence, confidence }: WholeTie['out']) => ({
  evidence,
  counter_evidence,
  confidence: confidence as NonNullable<Evidence['confidence']>,
})

/** What they are like with everybody, and how near to what I turn to. */
function Person({ account, tie, show }: { account: Account; tie: WholeTie; show: Show }) {
  const twoWay = useQuery(twoWayQuery(account.id)).data
  const interest = useQuery(interestQuery(account.id)).data
  return (
    <section className={styles.lanes}>
      {twoWay && (
        <Row
          title={words.twoWay}
          mark={words.twoWayBands[twoWay.band]}
          onOpen={() => show({ title: words.twoWay, ...twoWay, confidence: asConfidence(twoWay.confidence) })}
        >
          {twoWay.sentence}
        </Row>
      )}
      <p className={styles.quiet} dir="auto">
        {tie.answers.sentence}
      </p>
      {interest && (
        <Row
          title={words.interest}
          mark={words.interestBands[interest.band]}
          onOpen={() => show({ title: words.interest, ...interest, confidence: asConfidence(interest.confidence) })}
        >
          {interest.sentence}
        </Row>
      )}
    </section>
  )
}

const asConfidence = (confidence: string) => confidence as NonNullable<Evidence['confidence']>

/** The lines that have posts, each once: what both of us did, newest first. */
function behind(title: string, { sentence, out, in: received }: WholeTie): Evidence {
  const all = [out, received].flatMap((lane) => (lane ? [...lane.evidence, ...lane.counter_evidence] : []))
  const telling = all.filter(({ what, posts }) => posts.length > 0 && ['talk_long', 'attention_back'].includes(what))
  return { title, sentence, evidence: telling.map((line) => ({ ...line, points: 0 })), counter_evidence: [] }
}

type SectionProps = { title: string; onOpen?: () => void; children: ReactNode }

function Section({ title, onOpen, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.over}>
        <h3>{title}</h3>
        {onOpen && (
          <Button kind="quiet" aria-haspopup="dialog" aria-label={words.postsBehind(title)} onClick={onOpen}>
            {words.seePosts}
          </Button>
        )}
      </div>
      {children}
    </section>
  )
}

type RowProps = { title: string; mark?: string; lane?: 'out' | 'in'; onOpen: () => void; children: string }

/** A verdict that opens into its evidence. */
function Row({ title, mark, lane, onOpen, children }: RowProps) {
  return (
    <button
      type="button"
      className={`${styles.row} ${lane ? styles[lane] : ''}`}
      aria-haspopup="dialog"
      onClick={onOpen}
    >
      <span className={styles.title}>
        <span dir="auto">{title}</span>
        {mark && <span className={styles.mark}>{mark}</span>}
      </span>
      <span className={styles.said} dir="auto">
        {children}
      </span>
      <Icon name="down" size={18} />
    </button>
  )
}

function LastTalk({ label, last, acct }: { label: string; last: WholeTie['last_out']; acct: string }) {
  return (
    <p className={styles.last}>
      <span dir="auto">{label}</span>{' '}
      {last ? (
        <a href={`/@${acct}/${last.post_id}`} title={fullTime(new Date(last.at))}>
          <time dateTime={last.at}>{shortTime(new Date(last.at))}</time>
        </a>
      ) : (
        words.never
      )}
    </p>
  )
}
