import type { Translation } from '../text.ts'

export const outcomes: Translation<'outcomes'> = {}
