import type { ParticipantTranslation } from '../text.ts'

export const ways: ParticipantTranslation<'ways'> = {
  question: 'Sideed isu diiwaangelinaysaa?',
  card: 'Tus kaarka',
  phone: 'Telefoonkayga',
  unread: 'Kaarkaas ma akhrin karin. Mar kale isku day, ama qor lambarkaaga.',
  camera: {
    title: 'Kaarka hor dhig kamarada',
    how: 'Afargeeska dhibcaha leh waa inuu sawirka ka muuqdaa.',
    picture: 'Sawirka kamarada',
    seen: 'Wax yar sug …',
    instead: 'Halkii qor lambarka',
  },
  noCamera: {
    title: 'Kamarada halkan laguma isticmaali karo',
    text: 'Halkii qor lambarkaaga, ama shaqaalaha caawimaad weydiiso.',
  },
  screen: {
    title: 'Telefoonkaaga isku diiwaangeli',
    how: 'Kamarada telefoonka ku jeedi afargeeska, ama tirooyinka ku qor boggaaga.',
    picture: 'Afargees telefoonku akhriyo: {{name}}',
    none: 'Hadda ma jirto hawl aad iska diiwaangelin karto',
    offline: 'Hadda ma shaqaynayso. Lambarkaaga ku qor shaashadda, ama shaqaalaha caawimaad weydiiso.',
    wait: 'Wax yar sug …',
  },
  here: {
    title: 'Telefoonka isku diiwaangeli',
    digits: 'Tirooyinka shaashadda',
    digitsHint: 'Lix god. Had iyo jeer way isbeddelaan.',
    code: 'Lambarkaaga gaarka ah',
    known: 'Telefoonkani wuu ku xasuustaa.',
    remember: 'Igu xasuuso telefoonkan',
    rememberHint: 'Ku samee telefoonkaaga oo keliya.',
    remembered: 'Telefoonkani hadda wuu ku xasuustaa.',
    forget: 'Iga illow telefoonkan',
    forgotten: 'Telefoonkani wuu ku illoobay.',
    notNow: 'Tirooyinkaas hadda ma shaqeeyaan. Eeg shaashadda oo qor kuwa halkaas ku yaal.',
    unknown: 'Waxaad qortay ma garanayno. Mar kale isku day, ama shaqaalaha caawimaad weydiiso.',
    slow: 'Fadlan wax yar sug, kadibna mar kale isku day.',
    start: 'Kamarada telefoonka ku jeedi afargeeska shaashadda albaabka, ama tag boggaaga.',
  },
}
