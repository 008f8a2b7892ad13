import type { Translation } from '../text.ts'

export const kiosk: Translation<'kiosk'> = {}
