const PATIENCE_MS = 8000
const RETRY_AFTER_MS = 1000

export type Answer = { outcome: string; html: string }

/** Sent with the same id once more if the first try got no answer of ours: it counts once. */
export async function delivered(path: string, report: Report): Promise<Answer | undefined> {
  const first = await post(path, report)
  if (first) return first
  await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS))
  return post(path, report)
}

export type Report = Record<string, string | number>

/** Only an answer that names its outcome is ours: a captive portal's page does not. */
async function post(path: string, report: Report): Promise<Answer | undefined> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/html' },
      body: JSON.stringify(report),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const outcome = response.headers.get('Stegvis-Outcome')
    return outcome === null ? undefined : { outcome, html: await response.text() }
  } catch {
    return undefined
  }
}

/** A UUID; crypto.randomUUID is missing where the tablet reaches the server without TLS. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
