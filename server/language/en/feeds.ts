import type { Translation } from '../text.ts'

export const feeds: Translation<'feeds'> = {}
