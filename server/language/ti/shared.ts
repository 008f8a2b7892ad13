import type { ParticipantSource, ParticipantTranslation } from '../text.ts'

/** The few texts of other words that stand at the kiosk, on the own page and in the letter. */
export const shared: {
  [Word in Exclude<keyof ParticipantSource, 'kiosk' | 'ways' | 'myWeek'>]: ParticipantTranslation<Word>
} = {
  common: {
    product: 'Stegvis',
    back: 'ተመለሱ',
    close: 'ዕጸዉ',
    optional: '(ብድሌትኩም)',
    skipToContent: 'ናብ ትሕዝቶ ሕለፉ',
    language: { choose: 'ቋንቋ' },
    problem: {
      title: 'ክእረም ዘለዎ ነገር ኣሎ',
      required: 'ነዚ ምልኡ።',
      tooLong: 'ኣብዚ እንተበዝሐ {{max}} ፊደላት ይኣቱ።',
      control: 'ኣብቲ ጽሑፍ ዘይረአ ፊደል ኣሎ። ከይለጠፍኩም እንደገና ጽሓፍዎ።',
    },
    rejected: {
      title: 'ኣይተኻእለን',
      home: 'ናብ መጀመርታ ገጽ',
      malformed: 'እቲ ገጽ ነቲ ዝተላእከ ኣይተረድኦን። ንድሕሪት ተመለሱ እሞ እንደገና ፈትኑ።',
      missing: 'እዚ ገጽ እዚ የለን፡ ወይ ንዓኹም ኣይኮነን።',
      tooLarge: 'እቲ ዝተላእከ ኣዝዩ ዓቢ እዩ።',
      fault: 'ኣብ ወገንና ጌጋ ተፈጢሩ። ድሕሪ ቁሩብ ግዜ እንደገና ፈትኑ። ቁጽሪ ጌጋ፦ {{id}}',
      unavailable: 'ሕጂ ክዕቀብ ኣይከኣልን እዩ። ድሕሪ ቁሩብ ግዜ እንደገና ፈትኑ።',
    },
  },
  schedule: {
    category: {
      social_preparation: 'ምስ ሰባት ምርኻብ',
      health_promotion: 'ጥዕና',
      work_preparation: 'ንስራሕ ምድላው',
    },
    session: { outdoors: 'ኣብ ደገ' },
  },
  people: {
    letter: {
      hello: 'ሰላም {{name}}!',
      code: 'ናይ ግልኹም ኮድ',
      codeText: 'እዚ ኮድ ናትኩም ጥራይ እዩ። ንኻልእ ሰብ ኣይትንገሩ።',
      steps: {
        title: 'ከመይ ትምዝገቡ',
        one: 'ናብቲ ኣብ ጥቓ ማዕጾ ዘሎ ታብለት ኪዱ።',
        two: 'ኣሃዛት ኮድኩም ጠውቑ፡ ድሕሪኡ «መጺአ» ጠውቑ።',
        three: 'እቲ ሰላምታ ክሳብ ዝመጽእ ተጸበዩ። ሽዑ ተመዝጊብኩም ኣለኹም።',
        four: 'ክትከዱ ከለኹም ከምኡ ግበሩ፡ «ይኸይድ ኣለኹ» ድማ ጠውቑ።',
      },
      lost: 'ኮድኩም ጠፊኡኩም ድዩ? ንገሩና፡ ሓድሽ ክትረኽቡ ኢኹም።',
      feed: 'ናይ ግልኹም ዓውደ ኣዋርሕ',
      feedText:
        'ካሜራ ተሌፎንኩም ናብቲ ሳጹን ኣቕንዑ፡ ወይ ነቲ ኣድራሻ ኣብ ዓውደ ኣዋርሕኩም ጽሓፍዎ። ናይቲ ሰሙን ንጥፈታት ክትርእዩ ኢኹም፡ ለውጥታት ድማ ባዕሎም ይመጹ። እቲ ኣድራሻ ምስጢር እዩ፡ ናትኩም ጥራይ ከኣ እዩ።',
      ownPage: 'ናይ ግልኹም ገጽ',
      ownPageText: 'ካሜራ ናብቲ ሳጹን ኣቕንዑ፡ ወይ ነቲ ኣድራሻ ጽሓፍዎ። ኣብኡ ሰሙንኩም ትርእዩ፡ ክትምዝገቡ ድማ ትኽእሉ። ንኻልኦት ኣይተርእዩ።',
      qr: 'ብካሜራ ተሌፎን ዝንበብ ሳጹን',
    },
  },
}
