import type { ReferrerKind } from '../../server/people/words.ts'
import type { Destination } from '../../server/outcomes/destinations.ts'
import type { PresetKey, StageKey } from '../../server/programme/presets.ts'
import type { Category } from '../../server/schedule/categories.ts'
import type { Recurrence } from '../../server/schedule/recurrence.ts'
import type { Weekday } from '../../server/time/dates.ts'
import type { DemoPerson, DemoStaff } from './cast.ts'

/** What happens in Ekdalen. Everything is told in weeks before today, so that the demo is never old. */

export const referrers = {
  ame: { name: 'Arbetsmarknadsenheten', kind: 'municipality' },
  social: { name: 'Socialtjänsten, ekonomiskt bistånd', kind: 'social_services' },
  insurance: { name: 'Försäkringskassan', kind: 'social_insurance_agency' },
  care: { name: 'Ekdalens vårdcentral', kind: 'primary_care' },
  norrvik: { name: 'Norrviks kommun (påhittad)', kind: 'other_municipality' },
} satisfies Record<string, { name: string; kind: ReferrerKind }>

/** So far back there are sessions; nobody who is enrolled began earlier. */
export const weeksBack = 26

export const places = {
  Köket: {},
  Salen: {},
  Verkstaden: {},
  Biblioteket: {},
  Trädgården: { outdoors: true },
  Ute: { outdoors: true, shareable: true },
  Arbetsrummet: {},
  Samtalsrummet: {},
  Kontoret: {},
  'Lilla rummet': {},
  Grupprummet: {},
} satisfies Record<string, { outdoors?: boolean; shareable?: boolean }>
export type PlaceName = keyof typeof places

/** Who leads what stands in the week file, how many there is room for, and what it is. */
export const groupActivities: Record<
  string,
  { leader: DemoStaff; places?: number; fewest?: number; openTo: PresetKey[]; description: string }
> = {
  Frukost: {
    leader: 'mirjam',
    openTo: [],
    description: 'Vi äter frukost tillsammans. Kom som du är.',
  },
  Chiball: {
    fewest: 3,
    leader: 'leif',
    places: 12,
    openTo: ['promise', 'cresco_plus'],
    description: 'Mjuka rörelser till musik med en liten boll.',
  },
  'Skapande verkstad': {
    fewest: 4,
    leader: 'nadia',
    places: 9,
    openTo: ['promise', 'cresco_plus'],
    description: 'Måla, sy, snickra eller bara titta på.',
  },
  Yoga: {
    fewest: 4,
    leader: 'leif',
    places: 12,
    openTo: ['promise', 'cresco_plus'],
    description: 'Lugn yoga för alla kroppar. Mattor finns.',
  },
  Hälsopromenad: { leader: 'johan', openTo: [], description: 'En runda på ungefär fem kilometer, med paus.' },
  Odling: {
    leader: 'johan',
    openTo: ['promise', 'cresco_plus'],
    description: 'Vi sår, rensar och skördar. På vintern planerar vi och tar hand om plantor inne.',
  },
  Hälsotimme: {
    leader: 'karin',
    openTo: ['promise', 'cresco_plus'],
    description: 'Om mat, sömn och rörelse.',
  },
  Matlagningstimma: {
    fewest: 3,
    leader: 'mirjam',
    places: 6,
    openTo: ['promise', 'cresco_plus'],
    description: 'Vi lagar en enkel och billig lunch.',
  },
  Mindfulness: {
    leader: 'leif',
    places: 12,
    openTo: ['promise', 'cresco_plus'],
    description: 'Andning, vila och uppmärksamhet.',
  },
  Utomhusgym: {
    leader: 'johan',
    openTo: ['promise', 'cresco_plus'],
    description: 'Träning i utegymmet efter egen förmåga.',
  },
  'CV och studiebesök': {
    leader: 'elin',
    openTo: ['promise', 'cresco_plus', 'self_sufficiency'],
    description: 'Vi skriver CV, och besöker arbetsplatser och skolor.',
  },
  'Spel och högläsning': {
    fewest: 2,
    leader: 'nadia',
    openTo: ['promise', 'cresco_plus'],
    description: 'Brädspel och en bok i lagom takt.',
  },
}

/** What comes beside the common week: less often, or for one programme only. */
export type OwnActivity = {
  activity: string
  category: Category
  weekdays: Weekday[]
  /** Every week, where nothing else is said. */
  rule?: Pick<Recurrence, 'frequency' | 'every' | 'ordinal'>
  start: string
  minutes: number
  place: PlaceName
  leader: DemoStaff
  fewest?: number
  openTo: PresetKey[]
  description: string
}

export const ownActivities: OwnActivity[] = [
  {
    activity: 'Samhälle och arbete',
    category: 'work_preparation',
    weekdays: [1],
    start: '10:45',
    minutes: 90,
    place: 'Biblioteket',
    leader: 'elin',
    openTo: ['self_sufficiency'],
    description: 'Hur arbetsmarknaden fungerar, och vilka vägar som finns.',
  },
  {
    activity: 'Basgrupp',
    category: 'social_preparation',
    weekdays: [3],
    start: '13:00',
    minutes: 120,
    place: 'Biblioteket',
    leader: 'elin',
    openTo: ['self_sufficiency'],
    description: 'Gruppen möts, stämmer av och hjälper varandra vidare.',
  },
  {
    activity: 'Jobbsökarverkstad',
    category: 'work_preparation',
    weekdays: [4],
    start: '13:00',
    minutes: 90,
    place: 'Biblioteket',
    leader: 'elin',
    openTo: ['self_sufficiency'],
    description: 'Söka arbete och praktik, med hjälp intill.',
  },
  {
    activity: 'Resursinventering',
    category: 'social_preparation',
    weekdays: [2],
    start: '13:00',
    minutes: 90,
    place: 'Biblioteket',
    leader: 'tomas',
    openTo: ['support_change'],
    description: 'Teamet och deltagaren går igenom vad som fungerar och vad som behövs.',
  },
  {
    activity: 'Arbetsrummet',
    category: 'work_preparation',
    weekdays: [1, 2, 3, 4],
    start: '09:30',
    minutes: 150,
    place: 'Arbetsrummet',
    leader: 'tomas',
    openTo: ['support_change'],
    description: 'Arbete i anpassad miljö och i egen takt.',
  },
  {
    activity: 'Naturfoto',
    category: 'social_preparation',
    weekdays: [2],
    rule: { frequency: 'weekly', every: 2, ordinal: null },
    start: '10:45',
    minutes: 75,
    place: 'Ute',
    leader: 'nadia',
    fewest: 2,
    openTo: ['promise', 'cresco_plus'],
    description: 'Vi letar motiv i parken. Kameror finns att låna.',
  },
  {
    activity: 'Husmöte',
    category: 'social_preparation',
    weekdays: [5],
    rule: { frequency: 'monthly', every: 1, ordinal: 1 },
    start: '12:15',
    minutes: 45,
    place: 'Köket',
    leader: 'karin',
    openTo: [],
    description: 'Vi bestämmer tillsammans vad vi ska göra framöver.',
  },
]

/** Where and when each coach holds talks, and how long one is. There is more time than talks: some have to be moved. */
export type Coaching = {
  room: PlaceName
  minutes: number
  times: [Weekday, start: string, end: string][]
}
export const coaching: Partial<Record<DemoStaff, Coaching>> = {
  karin: {
    room: 'Kontoret',
    minutes: 30,
    times: [
      [1, '15:00', '16:30'],
      [2, '15:00', '16:30'],
      [3, '15:00', '16:30'],
      [4, '15:00', '16:30'],
      [5, '13:00', '15:00'],
    ],
  },
  leif: {
    room: 'Lilla rummet',
    minutes: 30,
    times: [
      [1, '15:00', '16:30'],
      [2, '15:00', '16:30'],
      [3, '15:00', '16:30'],
      [4, '15:00', '16:30'],
      [5, '13:00', '15:00'],
    ],
  },
  elin: {
    room: 'Grupprummet',
    minutes: 45,
    times: [
      [1, '13:00', '15:00'],
      [2, '15:00', '17:00'],
      [4, '15:00', '17:00'],
      [5, '13:00', '16:00'],
    ],
  },
  tomas: {
    room: 'Arbetsrummet',
    minutes: 45,
    times: [
      [1, '15:00', '17:00'],
      [3, '15:00', '17:00'],
      [5, '13:00', '16:00'],
    ],
  },
  sara: {
    room: 'Samtalsrummet',
    minutes: 60,
    times: [
      [3, '15:00', '17:00'],
      [4, '15:00', '17:00'],
      [5, '13:00', '15:00'],
    ],
  },
}

/** So many weeks ahead talks are booked. */
export const talksAhead = 4

/** Last week the leader was ill; this week there is a training day, and next week the room is taken. */
export const cancellations = [
  { activity: 'Chiball', inWeeks: -1, reason: 'Ledaren är sjuk' },
  { activity: 'Utomhusgym', inWeeks: 0, reason: 'Ledaren är på utbildning' },
  { activity: 'Spel och högläsning', inWeeks: 1, reason: 'Biblioteket är upptaget av ett möte' },
]

/** Who would like a place as well, and waits where there is none. */
export const hopefuls: { who: DemoPerson; activity: string }[] = [
  { who: 'viktor', activity: 'Matlagningstimma' },
  { who: 'robin', activity: 'Skapande verkstad' },
]

/** In some weeks the walk begins a little later from then on. */
export const laterWalks = { activity: 'Hälsopromenad', inWeeks: 2, start: '11:00' }

/** What goes on while most are away: the summer week, beside the ordinary one. */
export const summerActivities = ['Frukost', 'Hälsopromenad', 'Odling', 'Utomhusgym', 'Yoga']

/** Which of the common activities somebody tends to come to, the dearest first; the rest follows in any order. */
export const tastes = {
  calm: ['Yoga', 'Mindfulness', 'Skapande verkstad', 'Hälsotimme', 'Spel och högläsning', 'Matlagningstimma'],
  outdoors: [
    'Odling',
    'Hälsopromenad',
    'Utomhusgym',
    'Naturfoto',
    'Matlagningstimma',
    'Skapande verkstad',
    'Yoga',
  ],
  making: [
    'Skapande verkstad',
    'Naturfoto',
    'Matlagningstimma',
    'Spel och högläsning',
    'Odling',
    'Hälsotimme',
  ],
  moving: ['Chiball', 'Utomhusgym', 'Yoga', 'Hälsopromenad', 'CV och studiebesök', 'Matlagningstimma'],
  working: [
    'CV och studiebesök',
    'Hälsotimme',
    'Matlagningstimma',
    'Utomhusgym',
    'Odling',
    'Skapande verkstad',
  ],
}

export type Chapter = {
  who: DemoPerson
  programme: PresetKey
  /** Enrolled so many weeks ago. */
  began: number
  /** Hours a week: in the first, and when the climb is over. */
  hours: [first: number, now: number]
  /** So many weeks the climb takes. */
  climb: number
  coach: DemoStaff
  referrer: keyof typeof referrers
  taste?: keyof typeof tastes
  /** With the coach, every week where nothing else is said; the latest so many weeks ago, if there are none any more. */
  talks?: { every?: 2; latestWeeksAgo?: number }
  /** Ill or away, so many weeks ago; the weeks are excused. */
  away?: { weeksAgo: number; why: 'illness' | 'holiday' }[]
  /** The ladder beyond its first step: so many weeks ago. */
  stages?: [StageKey, weeksAgo: number][]
  /** At a workplace on these days, since so many weeks. */
  placement?: { weeks: number; days: Weekday[]; minutes: number; note: string }
  /** A recorded class or a walk at home, about once a week. */
  atHome?: { weeks: number; minutes: number; note: string }
  left?: { weeksAgo: number; to: Destination[]; reason: 'completed' | 'moved' | 'illness' | 'interrupted' }
  milestones?: [title: string, reachedWeeksAgo?: number][]
}

const yogaAtHome = { weeks: 6, minutes: 35, note: 'Inspelat yogapass hemma' }

export const chapters: Chapter[] = [
  // Promise: most come a little more each month; a dip is nothing strange.
  {
    who: 'pelle',
    programme: 'promise',
    began: 13,
    hours: [1.5, 8.5],
    climb: 11,
    coach: 'leif',
    referrer: 'ame',
    taste: 'making',
    milestones: [
      ['Komma till frukosten två dagar i veckan', 9],
      ['Ta bussen själv till Verkstaden', 5],
      ['Prova CV-gruppen'],
    ],
    stages: [['ramping', 11]],
  },
  {
    who: 'siv',
    programme: 'promise',
    began: 9,
    hours: [1.5, 4.5],
    climb: 8,
    coach: 'karin',
    referrer: 'social',
    taste: 'calm',
    stages: [['ramping', 6]],
  },
  {
    who: 'maja',
    programme: 'promise',
    began: 18,
    hours: [2, 11],
    climb: 11,
    coach: 'leif',
    referrer: 'care',
    taste: 'calm',
    stages: [['ramping', 16]],
    milestones: [
      ['Sova hela natten fyra nätter i veckan', 10],
      ['Berätta om sig själv i gruppen', 4],
    ],
  },
  {
    who: 'selam',
    programme: 'promise',
    talks: { every: 2 },
    began: 19,
    hours: [2, 10.5],
    climb: 10,
    coach: 'karin',
    referrer: 'ame',
    taste: 'working',
    stages: [['ramping', 17]],
    placement: { weeks: 2, days: [3, 5], minutes: 180, note: 'Arbetsträning i skolköket' },
  },
  {
    who: 'tariq',
    programme: 'promise',
    talks: { every: 2 },
    began: 16,
    hours: [2.5, 11.5],
    climb: 9,
    coach: 'karin',
    referrer: 'ame',
    taste: 'moving',
    stages: [['ramping', 14]],
  },
  {
    who: 'yusuf',
    programme: 'promise',
    began: 10,
    hours: [2, 7.5],
    climb: 10,
    coach: 'leif',
    referrer: 'ame',
    taste: 'moving',
    stages: [['ramping', 8]],
  },
  {
    who: 'ingela',
    programme: 'promise',
    began: 15,
    hours: [1, 6],
    climb: 12,
    coach: 'karin',
    referrer: 'insurance',
    taste: 'calm',
    away: [
      { weeksAgo: 6, why: 'illness' },
      { weeksAgo: 5, why: 'illness' },
    ],
    atHome: yogaAtHome,
    stages: [['ramping', 12]],
  },
  {
    who: 'linnea',
    programme: 'promise',
    began: 7,
    hours: [1, 5],
    climb: 8,
    coach: 'leif',
    referrer: 'care',
    taste: 'making',
    stages: [['ramping', 5]],
  },
  {
    who: 'robin',
    programme: 'promise',
    began: 5,
    hours: [1, 3.5],
    climb: 6,
    coach: 'leif',
    referrer: 'social',
    taste: 'making',
    stages: [['ramping', 3]],
  },
  {
    who: 'oksana',
    programme: 'promise',
    began: 12,
    hours: [3, 9.5],
    climb: 10,
    coach: 'karin',
    referrer: 'ame',
    taste: 'working',
    away: [{ weeksAgo: 4, why: 'holiday' }],
    stages: [['ramping', 10]],
  },
  {
    who: 'kent',
    programme: 'promise',
    talks: { latestWeeksAgo: 2 },
    began: 17,
    hours: [1, 4.5],
    climb: 14,
    coach: 'karin',
    referrer: 'insurance',
    taste: 'outdoors',
    stages: [['ramping', 13]],
  },
  {
    who: 'viktor',
    programme: 'promise',
    began: 3,
    hours: [1, 2.5],
    climb: 4,
    coach: 'leif',
    referrer: 'social',
    taste: 'outdoors',
    stages: [['ramping', 1]],
  },
  {
    who: 'hanna',
    programme: 'promise',
    began: 11,
    hours: [1.5, 6.5],
    climb: 9,
    coach: 'leif',
    referrer: 'insurance',
    taste: 'calm',
    atHome: { weeks: 4, minutes: 30, note: 'Promenad på egen hand' },
    stages: [['ramping', 9]],
  },
  {
    who: 'goran',
    programme: 'promise',
    began: 8,
    hours: [1.5, 5],
    climb: 8,
    coach: 'karin',
    referrer: 'ame',
    taste: 'outdoors',
    stages: [['ramping', 6]],
  },
  {
    who: 'zahra',
    programme: 'promise',
    began: 1,
    hours: [1, 1.5],
    climb: 4,
    coach: 'leif',
    referrer: 'insurance',
    taste: 'calm',
  },
  {
    who: 'anders',
    programme: 'promise',
    began: 6,
    hours: [2, 5.5],
    climb: 7,
    coach: 'karin',
    referrer: 'norrvik',
    taste: 'working',
    stages: [['ramping', 4]],
  },

  // Cresco+: the same groups, and twice the time.
  {
    who: 'amina',
    programme: 'cresco_plus',
    began: 20,
    hours: [1.5, 6],
    climb: 16,
    coach: 'karin',
    referrer: 'insurance',
    taste: 'making',
    stages: [['ramping', 16]],
  },
  {
    who: 'emil',
    programme: 'cresco_plus',
    talks: { every: 2 },
    began: 24,
    hours: [1, 7.5],
    climb: 20,
    coach: 'leif',
    referrer: 'social',
    taste: 'moving',
    stages: [['ramping', 20]],
  },
  {
    who: 'fadumo',
    programme: 'cresco_plus',
    began: 14,
    hours: [1.5, 5],
    climb: 12,
    coach: 'karin',
    referrer: 'insurance',
    taste: 'calm',
    stages: [['ramping', 11]],
  },
  {
    who: 'birgitta',
    programme: 'cresco_plus',
    began: 22,
    hours: [1, 5.5],
    climb: 18,
    coach: 'karin',
    referrer: 'insurance',
    taste: 'calm',
    atHome: yogaAtHome,
    stages: [['ramping', 18]],
  },
  {
    who: 'jonas',
    programme: 'cresco_plus',
    began: 12,
    hours: [1, 4],
    climb: 12,
    coach: 'leif',
    referrer: 'care',
    taste: 'outdoors',
    stages: [['ramping', 8]],
  },
  {
    who: 'mehret',
    programme: 'cresco_plus',
    talks: { every: 2 },
    began: 25,
    hours: [2, 10.5],
    climb: 18,
    coach: 'leif',
    referrer: 'ame',
    taste: 'working',
    stages: [['ramping', 21]],
  },
  {
    who: 'sixten',
    programme: 'cresco_plus',
    began: 4,
    hours: [1, 2],
    climb: 8,
    coach: 'karin',
    referrer: 'insurance',
    taste: 'outdoors',
    stages: [['ramping', 2]],
  },
  {
    who: 'tove',
    programme: 'cresco_plus',
    began: 25,
    hours: [2, 10.5],
    climb: 14,
    coach: 'leif',
    referrer: 'ame',
    taste: 'moving',
    stages: [
      ['ramping', 22],
      ['moved_on', 4],
    ],
    left: { weeksAgo: 4, to: ['studies'], reason: 'completed' },
  },

  // Vägen till självförsörjning: a guide, a group, and a plan of one's own.
  {
    who: 'amina',
    programme: 'self_sufficiency',
    began: 8,
    hours: [1.5, 3],
    climb: 6,
    coach: 'elin',
    referrer: 'social',
    stages: [
      ['needs_analysis', 6],
      ['base_activities', 4],
    ],
  },
  {
    who: 'nour',
    programme: 'self_sufficiency',
    began: 15,
    hours: [2, 5.5],
    climb: 10,
    coach: 'elin',
    referrer: 'social',
    stages: [
      ['needs_analysis', 13],
      ['base_activities', 10],
      ['interest_raising', 3],
    ],
  },
  {
    who: 'dragan',
    programme: 'self_sufficiency',
    began: 6,
    hours: [2, 4],
    climb: 6,
    coach: 'elin',
    referrer: 'ame',
    stages: [
      ['needs_analysis', 4],
      ['base_activities', 2],
    ],
  },
  {
    who: 'elsa',
    programme: 'self_sufficiency',
    began: 3,
    hours: [1.5, 3],
    climb: 4,
    coach: 'elin',
    referrer: 'social',
    stages: [['needs_analysis', 1]],
  },
  {
    who: 'abdullahi',
    programme: 'self_sufficiency',
    talks: { every: 2 },
    began: 18,
    hours: [2, 6],
    climb: 12,
    coach: 'elin',
    referrer: 'social',
    stages: [
      ['needs_analysis', 16],
      ['base_activities', 12],
      ['interest_raising', 5],
    ],
  },
  {
    who: 'carina',
    programme: 'self_sufficiency',
    talks: { every: 2 },
    began: 24,
    hours: [2, 3],
    climb: 10,
    coach: 'elin',
    referrer: 'ame',
    stages: [
      ['needs_analysis', 22],
      ['base_activities', 18],
      ['interest_raising', 10],
      ['placement', 5],
    ],
    placement: { weeks: 5, days: [1, 2, 3], minutes: 240, note: 'Praktik i blomsterhandeln' },
  },
  {
    who: 'piotr',
    programme: 'self_sufficiency',
    began: 10,
    hours: [2, 5],
    climb: 8,
    coach: 'elin',
    referrer: 'norrvik',
    stages: [
      ['needs_analysis', 8],
      ['base_activities', 5],
    ],
  },
  {
    who: 'samira',
    programme: 'self_sufficiency',
    began: 25,
    hours: [2, 6],
    climb: 10,
    coach: 'elin',
    referrer: 'social',
    stages: [
      ['needs_analysis', 23],
      ['base_activities', 18],
      ['placement', 12],
      ['exit', 6],
    ],
    placement: { weeks: 12, days: [2, 4], minutes: 240, note: 'Praktik på förskolan' },
    left: { weeksAgo: 6, to: ['work', 'studies'], reason: 'completed' },
  },
  {
    who: 'leo',
    programme: 'self_sufficiency',
    began: 20,
    hours: [1.5, 3],
    climb: 8,
    coach: 'elin',
    referrer: 'ame',
    stages: [
      ['needs_analysis', 18],
      ['exit', 9],
    ],
    left: { weeksAgo: 9, to: ['back_to_referrer'], reason: 'interrupted' },
  },

  // Koll förmåga stöd förändring: two phases with a gate between.
  {
    who: 'marielouise',
    programme: 'support_change',
    talks: { every: 2 },
    began: 25,
    hours: [1.5, 10],
    climb: 16,
    coach: 'tomas',
    referrer: 'social',
    stages: [
      ['gate', 17],
      ['activity_phase', 16],
      ['work_preparing', 3],
    ],
    placement: { weeks: 3, days: [5], minutes: 150, note: 'Praktik på biblioteket' },
  },
  {
    who: 'hamid',
    programme: 'support_change',
    began: 21,
    hours: [1.5, 7.5],
    climb: 16,
    coach: 'tomas',
    referrer: 'social',
    stages: [
      ['gate', 13],
      ['activity_phase', 12],
    ],
  },
  {
    who: 'tsehay',
    programme: 'support_change',
    began: 16,
    hours: [1.5, 5],
    climb: 14,
    coach: 'tomas',
    referrer: 'insurance',
    stages: [
      ['gate', 7],
      ['activity_phase', 6],
    ],
    away: [{ weeksAgo: 2, why: 'illness' }],
  },
  {
    who: 'ulf',
    programme: 'support_change',
    began: 9,
    hours: [1.5, 2.5],
    climb: 8,
    coach: 'tomas',
    referrer: 'social',
    stages: [['gate', 1]],
  },
  {
    who: 'patrik',
    programme: 'support_change',
    began: 4,
    hours: [1.5, 1.5],
    climb: 4,
    coach: 'tomas',
    referrer: 'social',
  },
  {
    who: 'agneta',
    programme: 'support_change',
    began: 22,
    hours: [1.5, 2.5],
    climb: 10,
    coach: 'tomas',
    referrer: 'social',
    stages: [['gate', 11]],
    left: { weeksAgo: 10, to: ['back_to_referrer'], reason: 'completed' },
  },

  // Individuella spåret: no groups, one talk a week, and the coach along at the start of a placement.
  {
    who: 'jasmine',
    programme: 'individual_track',
    began: 9,
    hours: [1, 1],
    climb: 1,
    coach: 'sara',
    referrer: 'insurance',
    stages: [['plan', 5]],
  },
  {
    who: 'mattias',
    programme: 'individual_track',
    talks: { every: 2 },
    began: 24,
    hours: [1, 1],
    climb: 1,
    coach: 'sara',
    referrer: 'ame',
    stages: [
      ['plan', 20],
      ['preparing', 15],
      ['placement_with_coach', 11],
      ['placement_alone', 8],
    ],
    placement: { weeks: 11, days: [1, 3, 4], minutes: 240, note: 'Praktik i cykelverkstaden' },
  },
  {
    who: 'larysa',
    programme: 'individual_track',
    began: 14,
    hours: [1, 1],
    climb: 1,
    coach: 'sara',
    referrer: 'social',
    stages: [
      ['plan', 10],
      ['preparing', 6],
      ['placement_with_coach', 3],
    ],
    placement: { weeks: 3, days: [2, 4], minutes: 180, note: 'Praktik i secondhandbutiken, Sara var med' },
  },
  {
    who: 'denny',
    programme: 'individual_track',
    began: 4,
    hours: [1, 1],
    climb: 1,
    coach: 'sara',
    referrer: 'care',
  },
  {
    who: 'nilserik',
    programme: 'individual_track',
    began: 22,
    hours: [1, 1],
    climb: 1,
    coach: 'sara',
    referrer: 'ame',
    stages: [
      ['plan', 18],
      ['preparing', 14],
      ['placement_with_coach', 11],
    ],
    placement: { weeks: 11, days: [1, 2], minutes: 240, note: 'Praktik på lagret, Sara var med' },
    left: { weeksAgo: 3, to: ['work'], reason: 'completed' },
  },
]

/** What they would like to do: in a group already, answered, or only just said. `daysAgo` is when it was noted. */
export const wishes: {
  words: string
  daysAgo: number
  who?: DemoPerson
  /** Written by the participant, not told to somebody. */
  written?: boolean
  group?: 'Betonggjutning' | 'Bowling' | 'Mindfulness'
}[] = [
  { words: 'Gjuta krukor i betong', daysAgo: 34, group: 'Betonggjutning' },
  { words: 'Betonggjutning som förra sommaren', daysAgo: 30, who: 'ingela', group: 'Betonggjutning' },
  { words: 'Göra fågelbad i betong', daysAgo: 21, group: 'Betonggjutning' },
  { words: 'Mer betong!', daysAgo: 9, who: 'tariq', written: true, group: 'Betonggjutning' },
  { words: 'Bowling i Norrvik', daysAgo: 40, group: 'Bowling' },
  { words: 'Ett lugnt pass med andning', daysAgo: 120, group: 'Mindfulness' },
  { words: 'Sitta tyst tillsammans en stund', daysAgo: 117, who: 'hanna', group: 'Mindfulness' },
  { words: 'Baka surdegsbröd', daysAgo: 12, who: 'selam' },
  { words: 'bakning, gärna bullar', daysAgo: 8 },
  { words: 'Spela schack', daysAgo: 6 },
  { words: 'Fika på stan och öva på att beställa', daysAgo: 5, who: 'maja' },
  { words: 'Måla utomhus', daysAgo: 3, who: 'linnea', written: true },
  { words: 'Fiska i sjön', daysAgo: 1, who: 'pelle' },
]

/** The groups of the wishes, and what became of them. */
export const wishGroups: Record<string, { activity?: string; closedDaysAgo?: number }> = {
  Betonggjutning: {},
  Bowling: { closedDaysAgo: 20 },
  Mindfulness: { activity: 'Mindfulness' },
}

/** Who has a card for the tablet beside their code. */
export const cardHolders: DemoPerson[] = [
  'pelle',
  'amina',
  'maja',
  'linnea',
  'selam',
  'hanna',
  'nour',
  'kent',
  'fadumo',
  'ulf',
]
