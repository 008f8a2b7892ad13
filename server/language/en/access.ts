import type { Translation } from '../text.ts'

export const access: Translation<'access'> = {}
