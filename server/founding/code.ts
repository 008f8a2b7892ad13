import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether what was typed is the one-time code; small letters, spaces and a missing dash are forgiven. */
export function isSetupCode(typed: string, setupCode: string): boolean {
  const code = plain(setupCode)
  return code !== '' && timingSafeEqual(digest(plain(typed)), digest(code))
}

const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
