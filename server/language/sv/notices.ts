export const notices = {
  navigation: 'Att se till',
  title: 'Att se till',
  lead: 'Det som behöver en blick. Det försvinner härifrån när det är ordnat.',
  none: 'Inget att se till just nu.',
  noneText: 'När något behöver en blick står det här.',
  things_one: 'sak',
  things_other: 'saker',
  tooFew: {
    title: 'Få anmälda de närmaste dagarna',
    sentence_zero: 'Ingen är anmäld. Minst {{fewest}} behövs.',
    sentence_one: '{{count}} är anmäld. Minst {{fewest}} behövs.',
    sentence_other: '{{count}} är anmälda. Minst {{fewest}} behövs.',
  },
  freePlaces: {
    title: 'Någon väntar fast det finns plats',
    free_one: '{{count}} plats är ledig.',
    free_other: '{{count}} platser är lediga.',
    waiting_one: '{{count}} väntar och kunde inte få den av sig själv.',
    waiting_other: '{{count}} väntar och kunde inte få dem av sig själva.',
  },
  undecided: {
    title: 'Ändringar som väntar på beslut',
    from: 'från {{date}}',
    sentence_one: '{{count}} pass passar inte längre in i serien.',
    sentence_other: '{{count}} pass passar inte längre in i serien.',
  },
  closed: {
    title: 'Inlagt på stängda dagar',
    sentence_one: '{{count}} pass ligger kvar i schemat.',
    sentence_other: '{{count}} pass ligger kvar i schemat.',
  },
  noTalk: {
    title: 'Inget samtal på ett tag',
    last: 'Senaste samtalet var {{date}}.',
    never: 'Inget samtal sedan starten {{date}}.',
  },
}
