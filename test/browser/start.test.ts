import { expect, test } from 'vitest'
import { startProgram, temporaryFolder } from '../setup/program.ts'
import { openBrowser } from './browser.ts'

test('a first visit shows a page with its styles and scripts, and the browser has nothing to complain about', async () => {
  const { url } = await startProgram({ STEGVIS_DATA: temporaryFolder() })
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('response', (response) => {
      if (response.url().includes('/static/') && !response.ok())
        complaints.push(`${response.status()} ${response.url()}`)
    })
    await page.goto(url)
    expect(await page.title()).toContain('Stegvis')
    expect(complaints).toEqual([])
  } finally {
    await browser.close()
  }
})
