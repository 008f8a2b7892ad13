import { createHash } from 'node:crypto'

/** The file itself by its hash, so that the same file is known again whatever it is called. */
export function exitsDigest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
