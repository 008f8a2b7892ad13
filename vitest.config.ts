import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

// A test belongs to the ring of what it needs: a browser, a database, or nothing but the rules.
const tests = globSync('test/**/*.test.{ts,tsx}').map((file) => file.replaceAll('\\', '/'))
const needsDatabase = (file: string) =>
  /from '[^']*\/(world|setup\/[a-z-]+)\.ts'/.test(readFileSync(file, 'utf8'))
const browser = tests.filter((file) => file.startsWith('test/browser/'))
const routes = tests.filter((file) => !browser.includes(file) && needsDatabase(file))
const rules = tests.filter((file) => !browser.includes(file) && !routes.includes(file))

export default defineConfig({
  test: {
    // A zone of its own, far from Stockholm: nothing may depend on where the server stands.
    env: { TZ: 'Pacific/Auckland' },
    globalSetup: 'test/setup/global.ts',
    maxWorkers: 2,
    passWithNoTests: true,
    projects: [
      { extends: true, test: { name: 'rules', include: rules, testTimeout: 20_000 } },
      { extends: true, test: { name: 'routes', include: routes, testTimeout: 20_000, hookTimeout: 30_000 } },
      {
        extends: true,
        test: { name: 'browser', include: browser, testTimeout: 90_000, hookTimeout: 60_000 },
      },
    ],
  },
})
