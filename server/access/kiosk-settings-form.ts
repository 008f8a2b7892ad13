import type { Context } from 'hono'
import type { Tx } from '../../db/client.ts'
import type { KioskSettingsForm } from '../../views/access/kiosk-form-pages.tsx'
import { languageHere } from '../organisation/queries.ts'
import type { Env } from '../web/env.ts'
import { fields, type Fields } from '../web/fields.ts'
import {
  placesForKiosks,
  programmesForKiosks,
  type KioskDevice,
  type KioskSettings,
} from './kiosk-queries.ts'
import { participantLanguages } from '../language/text.ts'
import { kioskWays } from './kiosk-words.ts'

type Choices = Pick<KioskSettingsForm, 'places' | 'programmes' | 'own'>

/** What a tablet is set to before anybody has said otherwise. */
export const usualSettings: Omit<KioskSettings, 'name'> = {
  locationId: null,
  programmeIds: [],
  ways: ['code'],
  languages: [...participantLanguages],
  volume: 70,
  silentAfterMinutes: 30,
}

/** What can be chosen from, and the language that is always there. */
export async function kioskChoices(tx: Tx, before: Pick<KioskSettings, 'programmeIds'>): Promise<Choices> {
  return {
    places: await placesForKiosks(tx),
    programmes: await programmesForKiosks(tx, before.programmeIds),
    own: await languageHere(tx),
  }
}

/** The settings as they were typed; what the form does not speak of stays as it was. */
export async function settingsTyped(
  c: Context<Env>,
  before: Omit<KioskSettings, 'name'>,
  { places, programmes, own }: Choices,
): Promise<{ form: Fields; settings: KioskSettings; version: number | undefined }> {
  const form = await fields(c)
  const name = form.text('name', { max: 60 })
  const locationId = form.optionalId('location_id') ?? null
  // A place that is no longer in use may stay where it already is.
  if (locationId !== null && locationId !== before.locationId && !places.some(({ id }) => id === locationId))
    form.refuse('location_id', 'common:problem.choice')

  const programmeIds = form.manyIds('programme_id')
  if (!programmeIds.every((id) => programmes.some((one) => one.id === id)))
    form.refuse('programme_id', 'common:problem.choice')

  const ways = chosen(form, 'ways', kioskWays) ?? before.ways
  if (ways.length === 0) form.refuse('ways', 'access:kiosks.waysMissing')
  const languages = chosen(form, 'languages', participantLanguages)
  const settings = {
    name,
    locationId,
    programmeIds: [...new Set(programmeIds)].toSorted(),
    ways,
    languages: languages
      ? participantLanguages.filter((one) => one === own || languages.includes(one))
      : before.languages,
    volume: form.optionalWhole('volume', { min: 0, max: 100 }) ?? before.volume,
    silentAfterMinutes:
      form.optionalWhole('silent_after', { min: 5, max: 1440 }) ?? before.silentAfterMinutes,
  }
  return { form, settings, version: form.optionalWhole('version', { min: 1, max: 999_999_999 }) }
}

/** Of a few, those that were ticked, in their own order; undefined where the form has nothing of the kind. */
function chosen<Choice extends string>(
  form: Fields,
  name: string,
  choices: readonly Choice[],
): Choice[] | undefined {
  const sent = form.many(name)
  if (sent.length === 0) return undefined
  const ticked = sent.filter((one) => one !== '')
  if (!ticked.every((one) => choices.some((choice) => choice === one)))
    form.refuse(name, 'common:problem.choice')
  return choices.filter((choice) => ticked.includes(choice))
}

export const settingsAsValues = (kiosk: KioskDevice) => ({
  name: kiosk.name,
  location_id: kiosk.locationId ?? '',
  programme_id: kiosk.programmeIds,
  ways: kiosk.ways,
  languages: kiosk.languages,
  volume: String(kiosk.volume),
  silent_after: String(kiosk.silentAfterMinutes),
  version: String(kiosk.version),
})

/** What differs between what is stored now and what was typed, in words. */
export function settingsStandNow(
  c: Context<Env>,
  now: KioskDevice,
  wish: KioskSettings,
  programmes: Choices['programmes'],
) {
  const { t } = c.var
  const named = (ids: readonly string[]) =>
    programmes
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(', ')
  const words = {
    ways: now.ways.map((way) => t(`access:kiosks.way.${way}`)).join(', '),
    languages: participantLanguages
      .filter((one) => now.languages.includes(one))
      .map((one) => t(`access:kiosks.language.${one}`))
      .join(', '),
  }
  const differ = (one: readonly string[], other: readonly string[]) =>
    one.toSorted().join() !== other.toSorted().join()
  return [
    { differs: now.name !== wish.name, label: t('access:kiosks.name'), value: now.name },
    {
      differs: now.locationId !== wish.locationId,
      label: t('access:kiosks.place'),
      value: now.place ?? t('access:kiosks.everywhere'),
    },
    {
      differs: differ(now.programmeIds, wish.programmeIds),
      label: t('access:kiosks.programmes'),
      value: named(now.programmeIds) || t('access:kiosks.allProgrammes'),
    },
    { differs: differ(now.ways, wish.ways), label: t('access:kiosks.ways'), value: words.ways },
    {
      differs: differ(now.languages, wish.languages),
      label: t('access:kiosks.languages'),
      value: words.languages,
    },
    {
      differs: now.volume !== wish.volume,
      label: t('access:kiosks.volume'),
      value: `${now.volume} %`,
    },
    {
      differs: now.silentAfterMinutes !== wish.silentAfterMinutes,
      label: t('access:kiosks.silentAfter'),
      value: t('access:kiosks.minutes', { count: now.silentAfterMinutes }),
    },
  ].filter((row) => row.differs)
}
