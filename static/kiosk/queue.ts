import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

/**
 * What waits on the tablet until the server has it. Sealed: only the server reads who came and how. An item leaves
 * when our server has said that it has it, or has refused it to the person's face; nothing else takes it away.
 */
export type Item = {
  id: string
  sequence: number
  deviceTime: string
  /** The tablet's own row, as it was paired then. */
  kiosk: string
  sealed: string
  /** Whether it may have reached the server: from then on only the server can take it back. */
  tried: boolean
}

interface Kept extends DBSchema {
  queue: { key: string; value: Item; indexes: { order: number } }
  count: { key: string; value: number }
}

let opened: Promise<IDBPDatabase<Kept>> | undefined

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>('stegvis-kiosk', 1, {
    upgrade(db) {
      db.createObjectStore('queue', { keyPath: 'id' }).createIndex('order', 'sequence')
      db.createObjectStore('count')
    },
    // A newer release in another tab may need the database: it is opened anew here when it is wanted.
    blocking(_now, _wanted, event) {
      ;(event.target as IDBDatabase).close()
      opened = undefined
    },
    terminated() {
      opened = undefined
    },
  })
  opened.catch(() => (opened = undefined))
  return opened
}

/** The tablet's own count of what it has reported, one for each report. */
export async function nextSequence(): Promise<number> {
  const db = await database()
  const tx = db.transaction('count', 'readwrite')
  const sequence = ((await tx.store.get('sequence')) ?? 0) + 1
  await tx.store.put(sequence, 'sequence')
  await tx.done
  return sequence
}

/** Kept when this returns, whatever happens to the browser or the tablet's power. */
export async function keep(item: Item): Promise<void> {
  const db = await database()
  const tx = db.transaction('queue', 'readwrite', { durability: 'strict' })
  await tx.store.put(item)
  await tx.done
}

/** The next ones in order, after those that this round has seen. */
export async function waitingAfter(sequence: number, most: number): Promise<Item[]> {
  const db = await database()
  return db.getAllFromIndex('queue', 'order', IDBKeyRange.lowerBound(sequence, true), most)
}

export async function isWaiting(id: string): Promise<boolean> {
  const db = await database()
  return (await db.getKey('queue', id)) !== undefined
}

/** They are about to go on the wire. What has been taken back meanwhile stays away. */
export async function markTried(ids: readonly string[]): Promise<Item[]> {
  const db = await database()
  const tx = db.transaction('queue', 'readwrite')
  const marked: Item[] = []
  for (const id of ids) {
    const item = await tx.store.get(id)
    if (!item) continue
    marked.push({ ...item, tried: true })
    if (!item.tried) await tx.store.put({ ...item, tried: true })
  }
  await tx.done
  return marked
}

export async function remove(ids: readonly string[]): Promise<void> {
  const db = await database()
  const tx = db.transaction('queue', 'readwrite')
  await Promise.all(ids.map((id) => tx.store.delete(id)))
  await tx.done
}

/** Takes back what never left the tablet; false when it may have. */
export async function takeBack(id: string): Promise<boolean> {
  const db = await database()
  const tx = db.transaction('queue', 'readwrite')
  const item = await tx.store.get(id)
  const isOurs = item !== undefined && !item.tried
  if (isOurs) await tx.store.delete(id)
  await tx.done
  return isOurs
}

/** How many wait, and since when the oldest does by the tablet's own clock. */
export async function standing(): Promise<{ waiting: number; since: string | undefined }> {
  const db = await database()
  const tx = db.transaction('queue')
  const [waiting, [oldest]] = await Promise.all([tx.store.count(), tx.store.index('order').getAll(null, 1)])
  await tx.done
  return { waiting, since: oldest?.deviceTime }
}
