/** The route table in words: for the command line, and for docs/api.md. */
import type { Access, Route } from '../platform/http.ts'
import { createRoutes, type RouteParts } from '../routes.ts'

/** The table without a server: what its endpoints work with is asked for by requests only. */
export function allRoutes(): readonly Route[] {
  return createRoutes({} as RouteParts)
}

/** One line for each route, in columns. */
export function routeLines(routes: readonly Route[]): string[] {
  const width = Math.max(...routes.map(({ path }) => path.length))
  return routes.map(({ method, path, access }) =>
    `${method.padEnd(6)} ${path.padEnd(width)} ${access.who.padEnd(6)} ${access.scope ?? ''}`.trimEnd(),
  )
}

type Section = { title: string; about: string; holds: (route: Route) => boolean }

const isOurs = ({ path }: Route) => path.startsWith('/api/twoway/')
const isPage = ({ access }: Route) => access.who === 'page'

const sections: Section[] = [
  {
    title: "Mastodon's API",
    about: 'Requests and answers are those of https://docs.joinmastodon.org/methods/.',
    holds: (route) => !isPage(route) && !isOurs(route),
  },
  {
    title: 'Our additions',
    about: 'Not part of Mastodon. Everything below `/api/twoway` is.',
    holds: (route) => !isPage(route) && isOurs(route),
  },
  { title: 'Pages', about: 'Rendered on the server, for browsers, which may have a session.', holds: isPage },
]

const callers: Record<Access['who'], string> = {
  anyone: 'anyone',
  app: 'any token',
  person: 'a person',
  browser: 'the web app',
  page: 'a browser',
}

function table(routes: readonly Route[]): string {
  const rows = routes.map(
    ({ method, path, access }) =>
      `| ${method} | \`${path.replaceAll('|', '\\|')}\` | ${callers[access.who]} | ${access.scope ? `\`${access.scope}\`` : ''} |`,
  )
  return ['| Method | Path | Who | Scope |', '|---|---|---|---|', ...rows].join('\n')
}

/** The text of docs/api.md. */
export function apiDocument(routes: readonly Route[]): string {
  const parts = sections.map(({ title, about, holds }) => `## ${title}\n\n${about}\n\n${table(routes.filter(holds))}\n`)
  return `# Every route

Written by \`npm run docs\` from the table in src/routes.ts: change that, then run it again.

Who may call: *anyone* needs no token, but one that is sent must be valid and hold the scope; *any token* also stands for
an application's own; *a person* is somebody's token; *the web app* is a browser in which somebody is logged in, never a token. \`read\` holds every \`read:…\`, \`write\` every \`write:…\`.

A running server tells what each takes and gives: at \`/api\` for people, at \`/api/openapi.json\` as OpenAPI 3.1.

${parts.join('\n')}`
}
