import { parentPort, workerData } from 'node:worker_threads'
import type { CalendarWish } from './import-calendar.ts'
import { readImportFile } from './import-reading.ts'

// Reads one file beside the server: what takes too long or too much there ends nobody else's work.
const { bytes, wish } = workerData as { bytes: Uint8Array; wish: CalendarWish }
parentPort!.postMessage(await readImportFile(bytes, wish), [])
