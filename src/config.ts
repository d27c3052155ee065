/** The only reader of the environment. Flags win over it. */
import { join, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import type { DemoSize } from './demo/town.ts'
import { defaultLimits, type Limits } from './platform/rate-limits.ts'
import { StartError } from './platform/start-error.ts'

export type Config = {
  host: string
  /** 0: any free port. */
  port: number
  /** Undefined: http://localhost:PORT. */
  origin: string | undefined
  dataFolder: string
  /** Undefined: the embedded database in the data folder. */
  databaseUrl: string | undefined
  trustedProxies: readonly string[]
  /** Who runs the embedded database when the server is started as root. */
  serviceUser: string | undefined
  /** Undefined: /metrics answers this machine only. */
  metricsToken: string | undefined
  logLevel: string
  limits: Limits
  /** A made-up town instead of a server. Never by the environment. */
  demo: DemoSize | undefined
  /** Where the built web app is. */
  webFolder: string
}

export type Flags = { host?: string; port?: string; data?: string }

function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new StartError(`${text} is not a port: give a number from 0 to 65535.`)
  return port
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.pathname !== '/' ||
    url.search ||
    url.hash ||
    url.username
  )
    throw new StartError(`TWOWAY_ORIGIN must be an address like https://social.example, without a path; it is ${text}.`)
  return url.origin
}

function proxiesOf(text: string): string[] {
  const proxies = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  for (const proxy of proxies)
    if (!ipaddr.isValid(proxy) && !ipaddr.isValidCIDR(proxy))
      throw new StartError(
        `TWOWAY_TRUSTED_PROXIES must list addresses or ranges, like 10.0.0.1 or 10.0.0.0/8; ${proxy} is neither.`,
      )
  return proxies
}

function limitsOf(text: string): Limits {
  const factor = Number(text)
  if (!(factor > 0 && factor <= 1_000_000))
    throw new StartError(`TWOWAY_RATE_LIMIT_FACTOR must be a number above 0, like 2 or 0.5; it is ${text}.`)
  return Object.fromEntries(
    Object.entries(defaultLimits).map(([name, { points, seconds }]) => [
      name,
      { points: Math.max(1, Math.round(points * factor)), seconds },
    ]),
  ) as Limits
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

function logLevelOf(text: string): string {
  if (!logLevels.includes(text))
    throw new StartError(`TWOWAY_LOG must be one of ${logLevels.join(', ')}; it is ${text}.`)
  return text
}

/** Throws StartError with a sentence for a value that cannot be used. */
export function readConfig(flags: Flags, env: NodeJS.ProcessEnv = process.env): Config {
  const set = (name: string) => env[name] || undefined
  return {
    host: flags.host ?? set('TWOWAY_HOST') ?? '127.0.0.1',
    port: portOf(flags.port ?? set('TWOWAY_PORT') ?? '3000'),
    origin: set('TWOWAY_ORIGIN') && originOf(env.TWOWAY_ORIGIN!),
    dataFolder: resolve(flags.data ?? set('TWOWAY_DATA') ?? './data'),
    databaseUrl: set('DATABASE_URL'),
    trustedProxies: proxiesOf(env.TWOWAY_TRUSTED_PROXIES ?? ''),
    serviceUser: set('TWOWAY_DATABASE_USER'),
    metricsToken: set('TWOWAY_METRICS_TOKEN'),
    logLevel: logLevelOf(set('TWOWAY_LOG') ?? 'warn'),
    limits: limitsOf(set('TWOWAY_RATE_LIMIT_FACTOR') ?? '1'),
    demo: undefined,
    webFolder: join(import.meta.dirname, '../build/web'),
  }
}

const notForDemos = ['DATABASE_URL', 'TWOWAY_ORIGIN', 'TWOWAY_HOST', 'TWOWAY_TRUSTED_PROXIES']

/**
 * A demo town is for this machine alone, beside whatever server there may be: it takes its folder and its port from flags
 * only, and does not start where the environment is that of a server others reach.
 */
export function readDemoConfig(flags: Omit<Flags, 'host'>, env: NodeJS.ProcessEnv = process.env): Config {
  const refused = notForDemos.find((name) => env[name])
  if (refused)
    throw new StartError(
      `In the demo town anybody may be anybody, so it is for this machine alone: start it without ${refused} in the environment.`,
    )
  const { TWOWAY_DATA: _data, TWOWAY_PORT: _port, ...rest } = env
  // One visitor hurries through many eyes.
  const hurried = { TWOWAY_RATE_LIMIT_FACTOR: '10', ...rest }
  return {
    ...readConfig({ ...flags, host: '127.0.0.1', port: flags.port ?? '3100', data: flags.data ?? './demo' }, hurried),
    demo: { people: 200, withPictures: true },
  }
}
