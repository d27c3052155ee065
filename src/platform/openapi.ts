/**
 * The API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made from the route table: every path with who
 * may call it and the scope, what it takes from the schema that reads it, what it gives from the schema that tests hold its
 * answers against. Requests and answers of Mastodon's own API are described where Mastodon does it.
 */
import { z } from 'zod'
import { type Access, booleanField, type Route, scopes } from './http.ts'

export type JsonSchema = { [key: string]: unknown }
export type Parameter = { name: string; in: 'path' | 'query'; required: boolean; schema: JsonSchema }
export type Operation = {
  operationId: string
  summary: string
  tags: string[]
  description?: string
  externalDocs?: { url: string }
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, JsonSchema>
  security: Record<string, string[]>[]
}
export type OpenApi = {
  openapi: '3.1.1'
  info: JsonSchema & { title: string; version: string }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: JsonSchema & { schemas: Record<string, JsonSchema> }
}

const isOurs = ({ path }: Route) => path.startsWith('/api/twoway/')

/** The folder of the API a path lies in: `accounts` of /api/v1/accounts/:id. */
function topicOf({ path }: Route): string {
  const [first, ...rest] = path.split('/').filter(Boolean)
  if (first !== 'api') return first === 'oauth' || first === '.well-known' ? 'oauth' : (first ?? 'server')
  const inVersion = rest.filter((part) => !/^(v\d|twoway)$/.test(part))
  return (inVersion[0] ?? 'server').replace(/\.\w+$/, '')
}
const tagOf = (route: Route) => (isOurs(route) ? `Twoway: ${topicOf(route)}` : topicOf(route))

/** `:id` and `:handle{…}` as `{id}` and `{handle}`; the rest of a path as `{rest}`. */
export const openApiPath = (path: string) => path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}').replace(/\*$/, '{rest}')

const wordsOf = (path: string) =>
  path
    .split(/[/.{}_-]/)
    .filter((word) => word !== '')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('')

type Side = 'input' | 'output'

/** What forms send for true and false is told as what they mean. */
const { anyOf: booleanChoices } = z.toJSONSchema(booleanField, { io: 'input' })
const booleanText = `"anyOf":${JSON.stringify(booleanChoices)}`

/** JSON Schema of a zod schema; what it names is put among the components. */
function schemaOf(schema: z.ZodType, side: Side, components: Record<string, JsonSchema>): JsonSchema {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, {
    io: side,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Fields may be added at any time; a whole number needs no bound at what a double can hold.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  }) as JsonSchema & { $defs?: Record<string, JsonSchema> }
  const placed = <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll('"#/$defs/', '"#/components/schemas/')
        .replaceAll(booleanText, '"type":"boolean"'),
    )
  for (const [name, definition] of Object.entries($defs)) {
    const { id: _id, ...rest } = placed(definition)
    components[name] = rest
  }
  const { id, ...rest } = placed(own)
  if (typeof id !== 'string') return rest
  components[id] = rest
  return { $ref: `#/components/schemas/${id}` }
}

type Fields = { properties?: Record<string, JsonSchema>; required?: string[] }

function parametersOf(route: Route, components: Record<string, JsonSchema>): Parameter[] {
  const { params, input } = route.endpoint.contract ?? {}
  const known = params ? (schemaOf(params, 'input', components) as Fields).properties : undefined
  const inPath = [...openApiPath(route.path).matchAll(/\{(\w+)\}/g)].map(
    ([, name]): Parameter => ({
      name: name!,
      in: 'path',
      required: true,
      schema: known?.[name!] ?? { type: 'string' },
    }),
  )
  if (!input || hasBody(route)) return inPath
  const { properties = {}, required = [] } = schemaOf(input, 'input', components) as Fields
  const inQuery = Object.entries(properties).map(
    ([name, schema]): Parameter => ({
      name: schema.type === 'array' ? `${name}[]` : name,
      in: 'query',
      required: required.includes(name),
      schema,
    }),
  )
  return [...inPath, ...inQuery]
}

const hasBody = ({ method }: Route) => method !== 'GET' && method !== 'DELETE'

function requestBodyOf(route: Route, components: Record<string, JsonSchema>): Operation['requestBody'] {
  const input = route.endpoint.contract?.input
  if (!hasBody(route) || (!input && !route.takesFiles)) return undefined
  const schema = input ? schemaOf(input, 'input', components) : { type: 'object' }
  const kinds = route.takesFiles
    ? ['multipart/form-data']
    : ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data']
  return { content: Object.fromEntries(kinds.map((kind) => [kind, { schema }])) }
}

/** One of these must hold; an empty one: no token. */
function securityOf({ who, scope }: Access): Operation['security'] {
  const token = { oauth: scope ? [scope] : [] }
  return who === 'anyone' ? [{}, token] : [token]
}

const isForBrowsers = (access: Access): access is Extract<Access, { scope: undefined; who: 'page' | 'browser' }> =>
  access.who === 'page' || access.who === 'browser'

const called: Record<Exclude<Access['who'], 'page' | 'browser'>, string> = {
  anyone: 'Needs no token; one that is sent must be valid and hold the scope.',
  app: 'Any valid token, also an application’s own.',
  person: 'A person’s token, or the web app’s session.',
}

function operationOf(route: Route, components: Record<string, JsonSchema>): Operation {
  const { method, path, access } = route
  const { about, answer } = route.endpoint.contract ?? {}
  const parameters = parametersOf(route, components)
  const requestBody = requestBodyOf(route, components)
  const topic = topicOf(route)
  return {
    operationId: method.toLowerCase() + wordsOf(path),
    summary: about ?? `${method} ${openApiPath(path)}`,
    tags: [tagOf(route)],
    ...(isForBrowsers(access) ? {} : { description: called[access.who] }),
    ...(isOurs(route) || !path.startsWith('/api/v')
      ? {}
      : { externalDocs: { url: `https://docs.joinmastodon.org/methods/${topic}/` } }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: {
      200: {
        description: answer ? 'What was asked for.' : 'What was asked for, as the documentation above describes it.',
        ...(answer ? { content: { 'application/json': { schema: schemaOf(answer, 'output', components) } } } : {}),
      },
      default: { $ref: '#/components/responses/Failure' },
    },
    security: securityOf(access),
  }
}

const failureSchema = {
  type: 'object',
  description: 'A sentence that says what to do next; for input that cannot be read also which field and why.',
  required: ['error'],
  properties: {
    error: { type: 'string' },
    error_description: { type: 'string' },
    details: {
      type: 'object',
      additionalProperties: {
        type: 'array',
        items: {
          type: 'object',
          required: ['error', 'description'],
          properties: { error: { type: 'string' }, description: { type: 'string' } },
        },
      },
    },
  },
}

const rateHeaders = {
  'X-RateLimit-Limit': { schema: { type: 'integer' } },
  'X-RateLimit-Remaining': { schema: { type: 'integer' } },
  'X-RateLimit-Reset': { schema: { type: 'string', format: 'date-time' } },
  'Retry-After': { description: 'Seconds; where there were too many requests.', schema: { type: 'integer' } },
}

export type ServerFacts = { origin: string; domain: string; version: string }

/** What is for browsers alone is left out. */
export function openApiOf(routes: readonly Route[], { origin, domain, version }: ServerFacts): OpenApi {
  const schemas: Record<string, JsonSchema> = { Failure: failureSchema }
  const paths: OpenApi['paths'] = {}
  const tags = new Map<string, string>()
  for (const route of routes) {
    if (isForBrowsers(route.access)) continue
    const path = openApiPath(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) }
    tags.set(
      tagOf(route),
      isOurs(route) ? 'Ours: not part of Mastodon.' : `As in https://docs.joinmastodon.org/methods/${topicOf(route)}/.`,
    )
  }
  return {
    openapi: '3.1.1',
    info: {
      title: `The API of ${domain}`,
      version,
      description:
        'Mastodon’s client API, and what Twoway adds under /api/twoway. Ids are digits in strings, times ISO 8601 in UTC. Lists name the next page in a Link header; its address is complete. The scope read holds every read:…, write every write:…. What one may not see is answered exactly as what does not exist: 404.',
      license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' },
    },
    servers: [{ url: origin }],
    tags: [...tags].map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas,
      responses: {
        Failure: {
          description: 'It was not done.',
          headers: rateHeaders,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
        },
      },
      securitySchemes: {
        oauth: {
          type: 'oauth2',
          flows: {
            authorizationCode: {
              authorizationUrl: `${origin}/oauth/authorize`,
              tokenUrl: `${origin}/oauth/token`,
              scopes: Object.fromEntries(scopes.map((scope) => [scope, scopeWords(scope)])),
            },
            clientCredentials: { tokenUrl: `${origin}/oauth/token`, scopes: { read: scopeWords('read') } },
          },
        },
      },
    },
  }
}

function scopeWords(scope: string): string {
  const [verb, what] = scope.split(':')
  if (!what) return { read: 'Read everything', write: 'Change everything' }[scope] ?? `The scope ${scope} of Mastodon`
  return `${verb === 'read' ? 'Read' : 'Change'} ${what}`
}
