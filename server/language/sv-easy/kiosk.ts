import type { ParticipantTranslation } from '../text.ts'

export const kiosk: ParticipantTranslation<'kiosk'> = {
  idle: {
    title: 'Checka in',
    today: 'I dag',
    nothing: 'I dag finns ingen aktivitet här.',
    cancelled: 'Inställt. Det blir inte av.',
    now: 'Nu · {{kind}}',
  },
  ask: {
    question: 'Skriv din kod',
    how: 'Koden har sex siffror. Tryck sedan på Checka in eller Checka ut.',
    typed_one: '{{count}} av 6 siffror',
    typed_other: '{{count}} av 6 siffror',
    pad: 'Siffror',
    clear: 'Börja om',
    erase: 'Ta bort en siffra',
    checkIn: 'Checka in',
    checkOut: 'Checka ut',
    six: 'Koden har sex siffror. Skriv alla sex.',
    wait: 'Vänta lite …',
    unknown: 'Vi hittar inte koden. Prova en gång till. Personalen kan hjälpa dig.',
    slow: 'Vänta en liten stund. Prova sedan igen.',
    offline: 'Vi når inte systemet nu. Vänta en stund. Prova sedan igen. Du kan också säga till personalen.',
  },
  choice: { question: 'Vad ska du göra?' },
  alreadyIn: {
    said: 'Du har redan checkat in på {{name}}.',
    others: 'Ska du göra något annat nu? Tryck på det.',
    leave: 'Jag går nu',
    stay: 'Jag är kvar',
  },
  nothingNow: {
    title: 'Just nu finns ingen aktivitet för dig',
    next: 'Välkommen till {{name}} {{day}} klockan {{time}}.',
    ask: 'Prata med personalen. De vet vad som händer sedan.',
  },
  notIn: {
    title: 'Du har inte checkat in',
    text: 'Är det fel? Prata med personalen.',
  },
  again: {
    title: 'Det gick inte nu',
    text: 'Börja om. Personalen kan hjälpa dig.',
  },
  welcome: {
    title: 'Välkommen!',
    named: 'Välkommen, {{name}}!',
    checkedIn: 'Du har checkat in på {{name}}.',
    whenWhere: '{{when}} · {{place}}',
    tomorrow: 'I morgon',
  },
  goodbye: {
    title: 'Hej då!',
    named: 'Hej då, {{name}}!',
    checkedOut: 'Du har checkat ut från {{name}}.',
    thanks: 'Tack för att du kom.',
  },
  ring: {
    week: 'den här veckan',
    planned: 'Din plan den här veckan är {{planned}}.',
    ofPlanned: '{{hours}} av {{planned}} den här veckan',
    thisWeek: '{{hours}} den här veckan',
  },
  thanks: { done: 'Klar', more: 'Mer tid' },
  kept: {
    welcome: 'Välkommen!',
    goodbye: 'Hej då! Tack för att du kom.',
    waits: 'Det är sparat här på plattan. Det skickas när internet fungerar igen.',
    undo: 'Ångra',
    undone: 'Nu är det ångrat.',
  },
  waiting: '{{number}} väntar sedan {{time}}',
  rest: {
    title: 'Skärmen vilar',
    text: 'Gå till personalen. De hjälper dig att checka in.',
  },
}
