import type { ParticipantTranslation } from '../text.ts'

export const ways: ParticipantTranslation<'ways'> = {
  question: 'Hur vill du checka in?',
  card: 'Visa ditt kort',
  phone: 'Med min telefon',
  unread: 'Vi kan inte läsa kortet. Prova en gång till. Du kan också skriva din kod.',
  camera: {
    title: 'Håll kortet framför kameran',
    how: 'Du ska se rutan på kortet i bilden.',
    picture: 'Bilden från kameran',
    seen: 'Vänta lite …',
    instead: 'Skriv din kod',
  },
  noCamera: {
    title: 'Kameran fungerar inte här',
    text: 'Skriv din kod. Personalen kan hjälpa dig.',
  },
  screen: {
    title: 'Checka in med din telefon',
    how: 'Rikta telefonens kamera mot rutan. Du kan också skriva siffrorna på din egen sida.',
    picture: 'Ruta för telefonen: {{name}}',
    none: 'Just nu finns ingen aktivitet',
    offline: 'Det går inte nu. Skriv din kod här. Personalen kan hjälpa dig.',
    wait: 'Vänta lite …',
  },
  here: {
    title: 'Checka in med telefonen',
    digits: 'Siffrorna på skärmen',
    digitsHint: 'Skriv de sex siffrorna. De ändras hela tiden.',
    code: 'Din kod',
    known: 'Telefonen minns dig.',
    remember: 'Låt telefonen minnas mig',
    rememberHint: 'Gör det bara på din egen telefon.',
    remembered: 'Telefonen minns dig nu.',
    forget: 'Telefonen ska inte minnas mig',
    forgotten: 'Telefonen minns dig inte längre.',
    notNow: 'Siffrorna gäller inte nu. Titta på skärmen. Skriv siffrorna som står där.',
    unknown: 'Vi hittar inte det du skrev. Prova igen. Personalen kan hjälpa dig.',
    slow: 'Vänta en liten stund. Prova sedan igen.',
    start:
      'Gå till skärmen vid dörren. Rikta telefonens kamera mot rutan. Du kan också gå till din egen sida.',
  },
}
