import { connect, type Login } from '../../db/login.ts'

/** What was announced in a transaction that has committed; see `announce` in db/client.ts. */
export type Change = { organisation: string; topic: string; id: string }
type Listener = (change: Change) => void

/** Hears of changes made by any process on the same database. */
export type Live = {
  /** Calls the listener for each change of an organisation until the returned function is called. */
  listen(organisationId: string, listener: Listener): () => void
  /** Resolves when the process wants to end: whoever listens lets go, and asks again elsewhere. */
  lettingGo: Promise<void>
  letGo(): void
  close(): Promise<void>
}

/** One LISTEN connection for the whole process; it comes back by itself, and then everybody is told to look again. */
export async function openLive(login: Login): Promise<Live> {
  const client = connect(login, {
    max: 1,
    onnotice: () => {},
    connect_timeout: 5,
    // After an outage an open page shall not wait for its news longer than for anything else.
    backoff: (tries) => Math.min(0.05 * tries, 1),
    connection: { application_name: 'stegvis live' },
  })
  const { promise: lettingGo, resolve: letGo } = Promise.withResolvers<void>()
  const listeners = new Map<string, Set<Listener>>()
  const tell = (change: Change) => {
    for (const listener of listeners.get(change.organisation) ?? []) listener(change)
  }

  await client.listen(
    'stegvis',
    (payload) => tell(JSON.parse(payload) as Change),
    () => {
      for (const organisation of listeners.keys()) tell({ organisation, topic: 'again', id: '' })
    },
  )

  return {
    listen(organisationId, listener) {
      const mine = listeners.get(organisationId) ?? new Set()
      listeners.set(organisationId, mine.add(listener))
      return () => {
        mine.delete(listener)
        if (mine.size === 0 && listeners.get(organisationId) === mine) listeners.delete(organisationId)
      }
    },
    lettingGo,
    letGo,
    close: () => client.end({ timeout: 1 }),
  }
}
