import type { Translation } from '../text.ts'

export const programme: Translation<'programme'> = {}
