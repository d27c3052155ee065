/**
 * The web app as somebody meets it who follows 1,000 people: how much JavaScript the first view needs (`js_gzip_kb`), how
 * long until the first post stands there on a processor four times slower (`first_post_ms`, nothing cached, median; what the
 * page's own thread worked for it is `first_post_processor_ms`, which a busy machine changes little), and how many frames
 * take longer than 50 ms while 2,000 posts are scrolled through (`frames_over_50_ms`, median of the runs, and the longest of
 * all). A busy machine makes frames late that cost little: `tasks_over_50_ms` counts what took the page's own thread more
 * than 50 ms of processor time. `--runs=N` (5 unless told), `--scrolls=N` (3), `--posts=N`.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Kysely, sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { hashSecret } from '../src/auth/secrets.ts'
import type { Database } from '../src/platform/schema.ts'
import { launchBrowser } from '../tests/browser/browser.ts'
import { withTestCluster } from '../tests/cluster.ts'
import { createWorld, type World } from '../tests/world.ts'
import type { Figures } from './run.ts'

const follows = 1_000
const slowdown = 4
const viewport = { width: 390, height: 844 }
const frameLimitMs = 50
/** Of a finger that flicks, at 60 frames a second. */
const pixelsPerFrame = 120
const patienceMs = 60_000
const token = 'bench-session'
const built = join(import.meta.dirname, '../build/web/en')

/** People 1 to 1,000, who have written `posts` posts of usual lengths, and whoever reads them. */
async function fill(db: Kysely<Database>, reader: number, posts: number) {
  await sql`insert into accounts (id, username, display_name, created_at)
    select n, 'person' || n, 'Person ' || n, now() from generate_series(1, ${follows}) n`.execute(db)
  await sql`insert into account_handles (username_lower, domain, account_id)
    select username, '', id from accounts where id <= ${follows}`.execute(db)
  await sql`insert into follows (follower_id, followee_id, id, state, created_at, accepted_at)
    select ${reader}, n, n, 'accepted', now(), now() from generate_series(1, ${follows}) n`.execute(db)
  // Ids are times: one post a minute until now. One in five answers another one, one in twelve has a warning.
  await sql`insert into posts (id, author_id, text, html, spoiler_text, visibility, language, thread_id, created_at)
    select id, 1 + (n * 7919) % ${follows}, words, '<p>' || words || '</p>',
      case when n % 12 = 0 then 'A long story' else '' end, 'public', 'en', id, now() - n * interval '1 minute'
    from (select n, ((extract(epoch from now()) - 1136073600 - n * 60) * 1000)::bigint << 12 as id,
        trim(repeat('words that go on ', 1 + (n * 31) % 14)) || ' ' || n as words
      from generate_series(1, ${posts}) n) written`.execute(db)
  await sql`insert into sessions (token_hash, id, account_id, created_at, expires_at)
    values (${hashSecret(token)}, 1, ${reader}, now(), now() + interval '1 day')`.execute(db)
  await sql`analyze`.execute(db)
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** A browser that has never been here. */
async function freshPage(world: World, browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: world.url, viewport })
  await context.addCookies([{ name: 'twoway_session', value: token, url: world.url, httpOnly: true, sameSite: 'Lax' }])
  return context.newPage()
}

const noteFirstPost = `new MutationObserver((_, observer) => {
  if (!document.querySelector('main article')) return
  observer.disconnect()
  requestAnimationFrame(() => { window.firstPost = performance.now() })
}).observe(document, { childList: true, subtree: true })`

type FirstView = { ms: number; processorMs: number; scripts: Set<string>; transferredKb: number }

async function firstView(world: World, browser: Browser): Promise<FirstView> {
  const page = await freshPage(world, browser)
  const scripts = new Set<string>()
  page.on('request', (request) => request.resourceType() === 'script' && scripts.add(new URL(request.url()).pathname))
  const session = await page.context().newCDPSession(page)
  let transferred = 0
  await session.send('Network.enable')
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    transferred += encodedDataLength
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.addInitScript(noteFirstPost)
  await page.goto('/', { waitUntil: 'commit' })
  await page.locator('main article').first().waitFor()
  const ms = await page.evaluate<number>(
    'new Promise((done) => { const look = () => window.firstPost ? done(window.firstPost) : requestAnimationFrame(look); look() })',
  )
  const { metrics } = await session.send('Performance.getMetrics')
  const worked = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  const seen = new Set(scripts)
  await page.context().close()
  return { ms, processorMs: worked * 1_000, scripts: seen, transferredKb: transferred / 1_024 }
}

async function gzipKb(scripts: Iterable<string>): Promise<number> {
  const names = [...scripts].filter((path) => path.startsWith('/web/')).map((path) => path.slice('/web/'.length))
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(built, name))).length))
  return sizes.reduce((sum, size) => sum + size, 0) / 1_024
}

type Scroll = { slow: number; longestMs: number; frames: number; slowTasks: number; longestTaskMs: number }

/** Processor time of every task of the page's main thread, in milliseconds. */
function tasksIn(trace: Buffer): number[] {
  type Event = { name: string; pid: number; tid: number; ph: string; tdur?: number; args: { name?: string } }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: Event[] }
  const threadOf = ({ pid, tid }: Event) => `${pid} ${tid}`
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf),
  )
  return traceEvents
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && mains.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1_000)
}

/** Flicks down until the post of this place has been on the screen; the time of every frame is noted. */
const scrollThrough = (posts: number) => `new Promise((done, fail) => {
  const frames = []
  let last
  let furthest = 0
  let movedAt = performance.now()
  const step = (now) => {
    if (last !== undefined) frames.push(now - last)
    last = now
    const places = [...document.querySelectorAll('main li[aria-posinset]')].map((item) => Number(item.ariaPosInSet))
    const place = Math.max(0, ...places)
    if (place > furthest) { furthest = place; movedAt = now }
    if (place >= ${posts}) done(frames)
    else if (now - movedAt > ${patienceMs}) fail(new Error('nothing came after post ' + furthest))
    else { scrollBy(0, ${pixelsPerFrame}); requestAnimationFrame(step) }
  }
  requestAnimationFrame(step)
})`

async function scroll(world: World, browser: Browser, posts: number): Promise<Scroll> {
  const page = await freshPage(world, browser)
  await page.goto('/')
  await page.locator('main article').first().waitFor()
  await page.waitForLoadState('networkidle')
  await browser.startTracing(page, { categories: ['toplevel'] })
  const frames = await page.evaluate<number[]>(scrollThrough(posts))
  const tasks = tasksIn(await browser.stopTracing())
  await page.context().close()
  return {
    slow: frames.filter((ms) => ms > frameLimitMs).length,
    longestMs: Math.max(...frames),
    frames: frames.length,
    slowTasks: tasks.filter((ms) => ms > frameLimitMs).length,
    longestTaskMs: Math.max(0, ...tasks),
  }
}

function numberIn(args: readonly string[], name: string, otherwise: number): number {
  const found = args.map((arg) => new RegExp(`^--${name}=(\\d+)$`).exec(arg)?.[1]).find(Boolean)
  return Number(found ?? otherwise)
}

async function times<T>(count: number, measure: () => Promise<T>): Promise<T[]> {
  const measured: T[] = []
  for (let run = 0; run < count; run++) measured.push(await measure())
  return measured
}

export async function run(args: string[]): Promise<Figures> {
  const posts = numberIn(args, 'posts', 2_000)
  let figures: Figures = {}
  await withTestCluster(async () => {
    const world = await createWorld()
    const reader = await world.person('reader')
    await fill(world.ctx.db, reader.id, posts + 100)
    const browser = await launchBrowser()
    try {
      // The first one warms the server up.
      await firstView(world, browser)
      const views = await times(numberIn(args, 'runs', 5), () => firstView(world, browser))
      const scrolls = await times(numberIn(args, 'scrolls', 3), () => scroll(world, browser, posts))
      figures = {
        js_gzip_kb: Number((await gzipKb(views[0]!.scripts)).toFixed(1)),
        transferred_kb: Math.round(median(views.map(({ transferredKb }) => transferredKb))),
        first_post_ms: Math.round(median(views.map(({ ms }) => ms))),
        first_post_processor_ms: Math.round(median(views.map(({ processorMs }) => processorMs))),
        first_post_slowest_ms: Math.round(Math.max(...views.map(({ ms }) => ms))),
        frames_over_50_ms: median(scrolls.map(({ slow }) => slow)),
        longest_frame_ms: Math.round(Math.max(...scrolls.map(({ longestMs }) => longestMs))),
        tasks_over_50_ms: median(scrolls.map(({ slowTasks }) => slowTasks)),
        longest_task_ms: Math.round(Math.max(...scrolls.map(({ longestTaskMs }) => longestTaskMs))),
        frames: median(scrolls.map(({ frames }) => frames)),
        follows,
        posts,
      }
    } finally {
      await browser.close()
      await world.stop()
    }
    return 0
  })
  return figures
}
