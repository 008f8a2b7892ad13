import type { ParticipantTranslation } from '../text.ts'

export const kiosk: ParticipantTranslation<'kiosk'> = {
  idle: {
    title: 'Isdiiwaangeli',
    today: 'Maanta',
    nothing: 'Maanta halkan hawl kama jirto.',
    cancelled: 'Waa la baajiyay',
    now: 'Hadda · {{kind}}',
  },
  ask: {
    question: 'Qor lambarkaaga',
    how: 'Lambarku waa lix god. Kadib taabo Waan imid ama Waan baxayaa.',
    typed_one: '{{count}} ka mid ah 6 god',
    typed_other: '{{count}} ka mid ah 6 god',
    pad: 'Tirooyin',
    clear: 'Dib u bilow',
    erase: 'Tirtir hal god',
    checkIn: 'Waan imid',
    checkOut: 'Waan baxayaa',
    six: 'Lambarku waa lix god. Marka hore qor lixda oo dhan.',
    wait: 'Wax yar sug …',
    unknown: 'Lambarkaas ma garanayno. Mar kale isku day, ama shaqaalaha caawimaad weydiiso.',
    slow: 'Aan tartiib u soconno. Wax yar kadib mar kale isku day.',
    offline: 'Hadda nidaamka lama gaari karo. Wax yar kadib isku day, ama shaqaalaha u sheeg.',
  },
  choice: { question: 'Maxaad u timid?' },
  alreadyIn: {
    said: 'Horay ayaad isaga diiwaangelisay {{name}}.',
    others: 'Ma hawl kale ayaad u socotaa? Taabo.',
    leave: 'Hadda waan baxayaa',
    stay: 'Waan joogayaa',
  },
  nothingNow: {
    title: 'Hadda ma jirto hawl aad iska diiwaangelin karto',
    next: 'Ku soo dhawow {{name}}, {{day}}, saacadda {{time}}.',
    ask: 'Shaqaalaha weydii waxa xiga.',
  },
  notIn: {
    title: 'Hadda kuma diiwaangashanid',
    text: 'Haddii ay kula tahay khalad, la hadal shaqaalaha.',
  },
  again: {
    title: 'Markan ma suurtagelin',
    text: 'Dib u bilow, ama shaqaalaha caawimaad weydiiso.',
  },
  welcome: {
    title: 'Soo dhawow!',
    named: 'Soo dhawow, {{name}}!',
    checkedIn: 'Waxaad iska diiwaangelisay {{name}}.',
    whenWhere: '{{when}} · {{place}}',
    tomorrow: 'Berri',
  },
  goodbye: {
    title: 'Nabad gelyo!',
    named: 'Nabad gelyo, {{name}}!',
    checkedOut: 'Waxaan diiwaangelinnay inaad ka baxday {{name}}.',
    thanks: 'Waad ku mahadsan tahay imaatinkaaga.',
  },
  ring: {
    week: 'toddobaadkan',
    planned: 'Qorshaha toddobaadkan waa {{planned}}.',
    ofPlanned: '{{hours}} ka mid ah {{planned}} toddobaadkan',
    thisWeek: '{{hours}} toddobaadkan',
  },
  thanks: { done: 'Waa diyaar', more: 'Waqti dheeraad ah' },
  kept: {
    welcome: 'Soo dhowow!',
    goodbye: 'Nabad gelyo, mahadsanid!',
    waits: 'Halkan ayaa lagu kaydiyey. Waa la diri doonaa marka shabakaddu soo noqoto.',
    undo: 'Ka noqo',
    undone: 'Waa laga noqday.',
  },
  waiting: '{{number}} ayaa sugaya tan iyo {{time}}',
  rest: {
    title: 'Shaashaddu way nasanaysaa',
    text: 'Inta ka horraysa fadlan shaqaalaha iska diiwaangeli.',
  },
}
