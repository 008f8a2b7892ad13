import { expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { lastUntrusted } from '../../server/web/network.ts'

const proxy = '10.0.0.2'

test.each([
  ['203.0.113.9', '', [], '203.0.113.9'],
  ['203.0.113.9', '198.51.100.1', [], '203.0.113.9'],
  ['203.0.113.9', '198.51.100.1', [proxy], '203.0.113.9'],
  [proxy, '198.51.100.1', [proxy], '198.51.100.1'],
  [`::ffff:${proxy}`, '198.51.100.1', [proxy], '198.51.100.1'],
  [proxy, 'invented, 198.51.100.1', [proxy], '198.51.100.1'],
  [proxy, '198.51.100.1, 10.0.0.3', [proxy, '10.0.0.3'], '198.51.100.1'],
  [proxy, '', [proxy], proxy],
] as const)('from %s, forwarded for %j, with %j trusted: %s', (remote, forwarded, trusted, network) => {
  expect(lastUntrusted(remote, forwarded, trusted)).toBe(network)
})

test('a proxy is trusted by its address', () => {
  expect(readConfig({ TRUSTED_PROXY: '10.0.0.2, ::1' })).toMatchObject({
    trustedProxies: ['10.0.0.2', '::1'],
  })
  expect(readConfig({ TRUSTED_PROXY: 'everybody' })).toHaveProperty('problems')
})
