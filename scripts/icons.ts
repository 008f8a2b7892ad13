/**
 * Writes views/parts/icons.ts: the pictures we use, taken from lucide-static (ISC licence).
 * A new picture: add its name here, keep the order, and run
 * `node scripts/with-node.cjs tsx scripts/icons.ts`. A test fails when the two differ.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

export const pictures = [
  'alarm-clock-plus',
  'arrow-left',
  'arrow-right',
  'ban',
  'bell',
  'briefcase-business',
  'calendar-check',
  'calendar-days',
  'calendar-plus',
  'calendar-range',
  'calendar-x',
  'camera',
  'chart-column',
  'check',
  'chevron-down',
  'chevron-left',
  'chevron-right',
  'chevron-up',
  'circle',
  'circle-alert',
  'circle-check',
  'circle-help',
  'clipboard-check',
  'clipboard-list',
  'clock',
  'cloud-off',
  'coffee',
  'columns-3',
  'copy',
  'delete',
  'door-closed',
  'door-open',
  'download',
  'ellipsis',
  'external-link',
  'eye',
  'eye-off',
  'file-text',
  'file-up',
  'flag',
  'footprints',
  'handshake',
  'heart-pulse',
  'history',
  'hourglass',
  'house',
  'id-card',
  'info',
  'key-round',
  'languages',
  'layers',
  'lightbulb',
  'link',
  'list',
  'list-checks',
  'list-filter',
  'lock',
  'log-in',
  'log-out',
  'mail',
  'map-pin',
  'menu',
  'message-circle',
  'monitor',
  'pencil',
  'plus',
  'printer',
  'qr-code',
  'refresh-cw',
  'repeat',
  'rss',
  'rotate-ccw',
  'search',
  'settings',
  'shield',
  'shield-check',
  'smartphone',
  'sprout',
  'sun',
  'table',
  'tablet-smartphone',
  'timer',
  'trash-2',
  'tree-pine',
  'trending-up',
  'triangle-alert',
  'undo-2',
  'upload',
  'user-plus',
  'user-round',
  'users-round',
  'volume-2',
  'wifi-off',
  'x',
] as const

const find = createRequire(import.meta.url)

/** The drawing alone: what stands between <svg …> and </svg>, on one line. */
export function drawing(name: string): string {
  const svg = readFileSync(find.resolve(`lucide-static/icons/${name}.svg`), 'utf8')
  const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
  return inner.trim().replace(/\s+/g, ' ').replaceAll(' />', '/>').replaceAll('> <', '><')
}

function iconsModule(): string {
  const lines = pictures.map((name) => `  ${name.includes('-') ? `'${name}'` : name}: '${drawing(name)}',`)
  return [
    '// Written by scripts/icons.ts from lucide-static (https://lucide.dev), ISC licence; do not edit by hand.',
    '// oxfmt-ignore',
    'export const icons = {',
    ...lines,
    '} as const',
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(fileURLToPath(new URL('../views/parts/icons.ts', import.meta.url)), iconsModule())
}
