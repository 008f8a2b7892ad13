import type { ParticipantTranslation } from '../text.ts'

export const kiosk: ParticipantTranslation<'kiosk'> = {
  idle: {
    title: 'ምምዝጋብ',
    today: 'ሎሚ',
    nothing: 'ሎሚ ኣብዚ ዝተመደበ ንጥፈት የለን።',
    cancelled: 'ተሰሪዙ',
    now: 'ሕጂ · {{kind}}',
  },
  ask: {
    question: 'ኮድኩም ጽሓፉ',
    how: 'ኮድ ሽዱሽተ ኣሃዛት ኣለዎ። ድሕሪኡ «መጺአ» ወይ «ይኸይድ ኣለኹ» ጠውቑ።',
    typed_one: '{{count}} ካብ 6 ኣሃዛት',
    typed_other: '{{count}} ካብ 6 ኣሃዛት',
    pad: 'ኣሃዛት',
    clear: 'እንደገና ጀምሩ',
    erase: 'ሓደ ኣሃዝ ደምስሱ',
    checkIn: 'መጺአ',
    checkOut: 'ይኸይድ ኣለኹ',
    six: 'ኮድ ሽዱሽተ ኣሃዛት ኣለዎ። መጀመርታ ንኹሎም ሽዱሽተ ጽሓፉ።',
    wait: 'ሓንሳብ ተጸበዩ …',
    unknown: 'ነዚ ኮድ እዚ ኣይንፈልጦን ኢና። እንደገና ፈትኑ፡ ወይ ካብ ሰራሕተኛታት ሓገዝ ሕተቱ።',
    slow: 'ቀስ ኢልና ንኺድ። ድሕሪ ቁሩብ ግዜ እንደገና ፈትኑ።',
    offline: 'ሕጂ ምስቲ ስርዓት ክንራኸብ ኣይከኣልናን። ድሕሪ ቁሩብ ግዜ ፈትኑ፡ ወይ ንሰራሕተኛታት ንገሩ።',
  },
  choice: { question: 'ናብ ምንታይ ኢኹም መጺእኩም?' },
  alreadyIn: {
    said: 'ድሮ ኣብ {{name}} ተመዝጊብኩም ኣለኹም።',
    others: 'ናብ ካልእ ትኸዱ ዲኹም? ንዕኡ ጠውቑ።',
    leave: 'ሕጂ ይኸይድ ኣለኹ',
    stay: 'ኣብዚ ክጸንሕ እየ',
  },
  nothingNow: {
    title: 'ሕጂ ክትምዝገብሉ ትኽእሉ ንጥፈት የለን',
    next: 'እንቋዕ ብደሓን ምጹ ናብ {{name}}፡ {{day}}፡ ሰዓት {{time}}።',
    ask: 'እንታይ ከም ዝቕጽል ንሰራሕተኛታት ሕተቱ።',
  },
  notIn: {
    title: 'ሕጂ ኣይተመዝገብኩምን ዘለኹም',
    text: 'ጌጋ እንተመሲልኩም፡ ምስ ሰራሕተኛታት ተዘራረቡ።',
  },
  again: {
    title: 'ሕጂ ኣይተኻእለን',
    text: 'እንደገና ጀምሩ፡ ወይ ካብ ሰራሕተኛታት ሓገዝ ሕተቱ።',
  },
  welcome: {
    title: 'እንቋዕ ብደሓን መጻእኩም!',
    named: 'እንቋዕ ብደሓን መጻእኩም፡ {{name}}!',
    checkedIn: 'ኣብ {{name}} ተመዝጊብኩም ኣለኹም።',
    whenWhere: '{{when}} · {{place}}',
    tomorrow: 'ጽባሕ',
  },
  goodbye: {
    title: 'ደሓን ኩኑ!',
    named: 'ደሓን ኩኑ፡ {{name}}!',
    checkedOut: 'ካብ {{name}} ከም ዝወጻእኩም ተመዝጊቡ።',
    thanks: 'ስለ ዝመጻእኩም የቐንየልና።',
  },
  ring: {
    week: 'ኣብዚ ሰሙን እዚ',
    planned: 'ናይዚ ሰሙን መደብ {{planned}} እዩ።',
    ofPlanned: '{{hours}} ካብ {{planned}} ኣብዚ ሰሙን እዚ',
    thisWeek: '{{hours}} ኣብዚ ሰሙን እዚ',
  },
  thanks: { done: 'ተወዲኡ', more: 'ተወሳኺ ግዜ' },
  kept: {
    welcome: 'እንቋዕ ብደሓን መጻእኩም!',
    goodbye: 'ደሓን ኩኑ፡ የቐንየለይ!',
    waits: 'ኣብዚ መሳርሒ ተዓቂቡ ኣሎ። መርበብ ምስ ተመልሰ ክለኣኽ እዩ።',
    undo: 'ምለስ',
    undone: 'ተመሊሱ ኣሎ።',
  },
  waiting: 'ዝጽበዩ ዘለዉ፦ {{number}}፡ ካብ {{time}}',
  rest: {
    title: 'እቲ ስክሪን የዕርፍ ኣሎ',
    text: 'ክሳብ ሽዑ በጃኹም ኣብ ሰራሕተኛታት ተመዝገቡ።',
  },
}
