import type { Translation } from '../text.ts'

export const attendance: Translation<'attendance'> = {}
