/**
 * GET /api/openapi.json  openApiJson(routes)
 * GET /api               showApi(routes)
 * What this server's API offers, for programs and for people.
 */
import { html } from 'hono/html'
import { locales } from '../messages/locale.ts'
import { wordsIn } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { endpoint, json, type Route, type Viewer } from '../platform/http.ts'
import { type JsonSchema, type OpenApi, type Operation, openApiOf } from '../platform/openapi.ts'
import { twowayVersion } from './instance.ts'
import { type Html, page } from './layout.ts'

/** The table holds the two endpoints below itself, so it is asked for when they are called. */
export type RouteTable = () => readonly Route[]

const documentOf = ({ origin, domain }: Pick<Context, 'origin' | 'domain'>, routes: RouteTable) =>
  openApiOf(routes(), { origin, domain, version: twowayVersion })

export const openApiJson = (routes: RouteTable) =>
  endpoint<Viewer | undefined>({ about: 'This document.' }, async ({ ctx }) =>
    json(documentOf(ctx, routes), { 'cache-control': 'public, max-age=600' }),
  )

type Fields = Record<string, JsonSchema>
const listOf = (value: unknown) => (value ?? []) as JsonSchema[]
const nameIn = (reference: unknown) => String(reference).split('/').at(-1)!

/** A schema as a type is written: `{ id: string, posts: string[] | null }`, one field a line. */
export function shapeOf(schema: JsonSchema, indent = ''): string {
  if (schema.$ref) return nameIn(schema.$ref)
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum)
    return listOf(schema.enum)
      .map((value) => JSON.stringify(value))
      .join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices)
    return listOf(choices)
      .map((choice) => shapeOf(choice, indent))
      .join(' | ')
  if (schema.type === 'array') {
    const item = shapeOf((schema.items ?? {}) as JsonSchema, indent)
    return item.includes(' | ') ? `(${item})[]` : `${item}[]`
  }
  if (schema.properties) {
    const required = new Set(listOf(schema.required).map(String))
    const lines = Object.entries(schema.properties as Fields).map(([name, value]) => {
      const about = value.description ? `  // ${value.description}` : ''
      return `${indent}  ${name}${required.has(name) ? '' : '?'}: ${shapeOf(value, `${indent}  `)}${about}`
    })
    return `{\n${lines.join('\n')}\n${indent}}`
  }
  if (schema.additionalProperties && typeof schema.additionalProperties === 'object')
    return `{ [name]: ${shapeOf(schema.additionalProperties as JsonSchema, indent)} }`
  if (schema.format) return `${schema.type} (${schema.format})`
  return schema.type ? String(schema.type) : 'anything'
}

const answerOf = ({ responses }: Operation) =>
  (responses['200']!.content as Record<string, { schema: JsonSchema }> | undefined)?.['application/json']?.schema

const scopeOf = ({ security }: Operation) => security.flatMap((choice) => choice.oauth ?? [])[0]

function operationHtml(method: string, path: string, operation: Operation): Html {
  const { summary, description, parameters = [], requestBody, externalDocs } = operation
  const scope = scopeOf(operation)
  const body = Object.values(requestBody?.content ?? {})[0]?.schema
  const answer = answerOf(operation)
  return html`<details id="${operation.operationId}">
    <summary><code>${method.toUpperCase()} ${path}</code>${summary.includes(path) ? '' : html` <span>${summary}</span>`}</summary>
    <p>${description}${scope ? html` Scope <code>${scope}</code>.` : ''}
      ${externalDocs ? html`<a href="${externalDocs.url}" rel="noreferrer">As Mastodon documents it</a>.` : ''}</p>
    ${
      parameters.length === 0
        ? ''
        : html`<ul>${parameters.map(
            ({ name, in: place, required, schema }) =>
              html`<li><code>${name}</code> in the ${place}${required ? '' : ', if you like'}: <code>${shapeOf(schema)}</code>${
                schema.default === undefined ? '' : html`, else <code>${JSON.stringify(schema.default)}</code>`
              }</li>`,
          )}</ul>`
    }
    ${body ? html`<p>Takes</p><pre>${shapeOf(body)}</pre>` : ''}
    ${answer ? html`<p>Answers</p><pre>${shapeOf(answer)}</pre>` : ''}
  </details>`
}

function topicHtml({ paths }: OpenApi, tag: { name: string; description: string }): Html {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation.tags.includes(tag.name) ? [operationHtml(method, path, operation)] : [],
    ),
  )
  return html`<section><h2>${tag.name}</h2>${operations}</section>`
}

export const showApi = (routes: RouteTable) =>
  endpoint<Viewer | undefined>({}, async ({ ctx, viewer }) => {
    const document = documentOf(ctx, routes)
    const isOurs = ({ name }: { name: string }) => name.startsWith('Twoway')
    const topics = [...document.tags.filter(isOurs), ...document.tags.filter((tag) => !isOurs(tag))]
    return page(ctx, {
      // For those who write programs: English, as its field names are.
      words: wordsIn(locales[0]),
      title: 'API',
      viewer,
      body: html`<div class="api">
        <h1>${document.info.title}</h1>
        <p>${document.info.description}</p>
        <p>For programs: <a href="/api/openapi.json">this page as an OpenAPI 3.1 document</a>.</p>
        ${topics.map((tag) => topicHtml(document, tag))}
        <section>
          <h2>What answers hold</h2>
          ${Object.entries(document.components.schemas).map(
            ([name, schema]) =>
              html`<details id="${name}"><summary><code>${name}</code></summary><pre>${shapeOf(schema)}</pre></details>`,
          )}
        </section>
      </div>`,
    })
  })
