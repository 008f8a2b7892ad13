import type { Client, World } from '../world.ts'

export type Uploaded = { status: number; text: string; location: string | null; headers: Headers }

/** Sends a form with a file, as a browser does. */
export async function upload(
  { app }: World,
  client: Client,
  fields: Record<string, string | Blob>,
): Promise<Uploaded> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') body.append(name, value)
    else body.append(name, value, 'schema.csv')
  }
  const response = await app.request('http://stegvis.test/session-imports', {
    method: 'POST',
    headers: {
      accept: 'text/html',
      'accept-language': 'sv',
      'sec-fetch-site': 'same-origin',
      cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    body,
  })
  return {
    status: response.status,
    text: await response.text(),
    location: response.headers.get('location'),
    headers: response.headers,
  }
}

export const file = (text: string | Uint8Array<ArrayBuffer>): Blob => new Blob([text])

/** What a preview carries along. */
export function carried({ text }: Uploaded): string {
  const [, value = ''] = /name="reading" value="([^"]*)"/.exec(text) ?? []
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Reads a file in at once: the preview, and then yes. */
export async function readIn(
  world: World,
  client: Client,
  content: string | Uint8Array<ArrayBuffer>,
  choices: Record<string, string> = {},
): Promise<{ preview: Uploaded; done: Uploaded }> {
  const preview = await upload(world, client, { file: file(content), ...choices })
  const done = await upload(world, client, { reading: carried(preview), ...choices, act: 'import' })
  return { preview, done }
}

/** What one reads on a page, without its tags. */
export const words = ({ text }: { text: string }): string =>
  text
    .replaceAll(/<(script|style|svg)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
