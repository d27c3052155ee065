/** How a page looks: whether it fits into its window, and what axe objects to. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { drawn } from './browser.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type AxeResults = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }

/** Colours change at once instead of passing into each other. */
const still = `
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('*, ::before, ::after { transition: none !important }')
  document.adoptedStyleSheets.push(sheet)`

/** Fails when axe objects to anything in light, or to a contrast in dark: dark pages are the same pages in other colours. */
export async function assertOpenToAll(page: Page, where: string) {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`{${still}}${axe}`)
  for (const [colorScheme, rules] of [
    ['light', {}],
    ['dark', { runOnly: ['color-contrast'] }],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    const asked = JSON.stringify({ resultTypes: ['violations'], ...rules })
    const { violations } = await page.evaluate<AxeResults>(`axe.run(${asked})`)
    const objections = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
    assert.deepEqual(objections, [], `${where} in ${colorScheme}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Fails when the page does not fit into windows of these widths. It keeps the last width. */
export async function assertFits(page: Page, where: string, widths: readonly number[]) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 740 })
    await drawn(page)
    const beyond = await page.evaluate(
      'document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 90))',
    )
    assert.deepEqual(beyond, [], `${where} is wider than ${width}`)
  }
}
