/// <reference lib="webworker" />
/**
 * Starts the tablet with the line down, after a reboot too: keeps the page in each of its languages, and what the page
 * is drawn with. It knows nobody, and never touches what waits in the queue.
 * The server puts the release and its files above these lines.
 */
declare const shell: { release: string; files: string[] }
declare const self: ServiceWorkerGlobalScope

const PATIENCE_MS = 3000
const PREFIX = 'stegvis-kiosk-'
const name = PREFIX + shell.release
const PAGE = '/kiosk'

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const files = await caches.open(name)
      await files.addAll(shell.files.map((file) => new Request(file, { cache: 'no-cache' })))
      await fetchPage(PAGE).catch(() => undefined)
    })(),
  )
})

// What earlier releases kept goes only when this one has taken over, with all its files in place.
self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const all = await caches.keys()
      await Promise.all(
        all.filter((one) => one.startsWith(PREFIX) && one !== name).map((one) => caches.delete(one)),
      )
      await self.clients.claim()
    })(),
  )
})

self.addEventListener('message', (event) => {
  const asked = event.data as 'take over' | { keep: string[] }
  if (asked === 'take over') event.waitUntil(self.skipWaiting())
  else if (Array.isArray(asked.keep)) event.waitUntil(keepAll(asked.keep))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== 'GET' || address.origin !== location.origin) return
  if (address.pathname === PAGE) event.respondWith(page(event, PAGE + address.search))
  else if (address.pathname.startsWith('/static/')) event.respondWith(file(request))
})

async function file(request: Request): Promise<Response> {
  const kept = await (await caches.open(name)).match(request)
  return kept ?? fetch(request)
}

/** The server's page if it comes in time, else the one that was kept. What does not bear our mark is not shown. */
async function page(event: FetchEvent, address: string): Promise<Response> {
  const coming = fetchPage(address)
  event.waitUntil(coming.catch(() => undefined))
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS, undefined))
  const fresh = await Promise.race([coming, late]).catch(() => undefined)
  if (fresh) return fresh
  const kept = await keptPage(address)
  return kept ?? coming.catch(() => Response.error())
}

async function keptPage(address: string): Promise<Response | undefined> {
  const pages = await caches.open(name)
  return (await pages.match(address)) ?? pages.match(PAGE)
}

/** Rejects whatever is not a page of our own: a fault, a portal of the network, a half answer. */
async function fetchPage(address: string): Promise<Response> {
  const response = await fetch(address, {
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    headers: { Accept: 'text/html' },
  })
  const mark = response.headers.get('Stegvis-Kiosk')
  if (!response.ok || mark === null) throw new Error('not ours')
  const text = await response.text()
  // What another release drew needs that release's files: they come with its own worker.
  if (mark === shell.release) await keepPage(address, text, response.headers)
  return new Response(text, { headers: response.headers })
}

/** Kept with the moment by this tablet's clock, so that the page can tell the time from then on. */
async function keepPage(address: string, text: string, headers: Headers) {
  const pages = await caches.open(name)
  const page = new Response(text.replace('<html ', `<html data-kept="${Date.now()}" `), { headers })
  if (text.includes('data-screen="idle"')) return pages.put(address, page)
  // At rest or nobody's: then it is so in every language, and without the line said in the tablet's own.
  if (new URL(address, location.origin).search !== '') return
  for (const request of await pages.keys())
    if (new URL(request.url).pathname === PAGE) await pages.delete(request)
  return pages.put(PAGE, page)
}

async function keepAll(addresses: string[]) {
  const files = await caches.open(name)
  for (const address of addresses) {
    const { pathname } = new URL(address, location.origin)
    if (pathname === PAGE) await fetchPage(address).catch(() => undefined)
    else if (pathname.startsWith('/static/fonts/') && !(await files.match(address)))
      await files.add(address).catch(() => undefined)
  }
}
