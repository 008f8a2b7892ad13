import type { Problem } from '../problem.ts'
import { categories } from './categories.ts'
import { placesRange, sessionLength, whyNotPlaces } from './planning.ts'

export const activityNameLength = 80

export type ActivityWish = {
  name: string
  category: string
  usualMinutes: number
  places: number | null
  fewest: number | null
}

export function whyNotActivity(wish: ActivityWish): Problem[] {
  return [
    ...whyNotName(wish.name.trim()),
    ...whyNotCategory(wish.category),
    ...whyNotUsually(wish.usualMinutes),
    ...whyNotPlaces(wish.places),
    ...whyNotFewest(wish),
  ]
}

function whyNotName(name: string): Problem[] {
  if (name === '') return [{ field: 'name', text: 'common:problem.required' }]
  if ([...name].length > activityNameLength)
    return [{ field: 'name', text: 'common:problem.tooLong', values: { max: activityNameLength } }]
  return []
}

function whyNotCategory(category: string): Problem[] {
  if (categories.some((known) => known === category)) return []
  return [{ field: 'category', text: 'common:problem.choice' }]
}

function whyNotUsually(length: number): Problem[] {
  const { least: min, most: max } = sessionLength
  if (Number.isInteger(length) && length >= min && length <= max) return []
  return [{ field: 'usual_minutes', text: 'common:problem.between', values: { min, max } }]
}

function whyNotFewest({ fewest, places }: ActivityWish): Problem[] {
  if (fewest === null) return []
  const { min, max } = placesRange
  if (!Number.isInteger(fewest) || fewest < min || fewest > max)
    return [{ field: 'fewest', text: 'common:problem.between', values: { min, max } }]
  if (places !== null && fewest > places)
    return [{ field: 'fewest', text: 'schedule:activities.fewestTooMany' }]
  return []
}
