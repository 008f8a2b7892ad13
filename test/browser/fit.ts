import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What makes a screen right wherever it stands: nothing for axe, large targets, large letters, nothing sideways. */
export async function expectFit(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  const found = await page.evaluate(() => {
    const shown = (element: Element) => element.getClientRects().length > 0
    const targets = [...document.querySelectorAll('button, a[href], input:not([type=hidden])')].filter(shown)
    const texts = [...document.querySelectorAll('body *')].filter(
      (element) =>
        shown(element) &&
        !element.closest('.unseen') &&
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    )
    return {
      smallest: Math.min(
        Infinity,
        ...targets.flatMap((target) => {
          const { width, height } = target.getBoundingClientRect()
          return [width, height]
        }),
      ),
      finest: Math.min(...texts.map((element) => Number.parseFloat(getComputedStyle(element).fontSize))),
      sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      down: document.documentElement.scrollHeight - document.documentElement.clientHeight,
    }
  })
  expect(found.smallest).toBeGreaterThanOrEqual(64)
  expect(found.finest).toBeGreaterThanOrEqual(20)
  expect([found.sideways, found.down]).toEqual([0, 0])
}
