import { connect, type Login } from '../../db/login.ts'

/** What was announced in a transaction that has committed; see `announce` in db/client.ts. */
export type Change = { organisation: string; topic: string; id: string }
type Listener = (change: Change) => void

/** Hears of changes made by any process on the same database. */
export type Live = {
  /** Calls the listener for each change of an organisation until the returned function is called. */
  listen(organisationId: string, listener: Listener): () => void
  /** The process wants to end: tells everybody `over`, so that they ask again elsewhere. */
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
  const listeners = new Map<string, Set<Listener>>()
  const tell = (change: Change) => {
    for (const listener of listeners.get(change.organisation) ?? []) listener(change)
  }
  const tellAll = (topic: 'again' | 'over') => {
    for (const organisation of listeners.keys()) tell({ organisation, topic, id: '' })
  }

  await client.listen(
    'stegvis',
    (payload) => tell(JSON.parse(payload) as Change),
    () => tellAll('again'),
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
    letGo: () => tellAll('over'),
    close: () => client.end({ timeout: 1 }),
  }
}
