import type { ParticipantSource, ParticipantTranslation } from '../text.ts'

/** The few texts of other words that stand at the kiosk, on the own page and in the letter. */
export const shared: {
  [Word in Exclude<keyof ParticipantSource, 'kiosk' | 'ways' | 'myWeek'>]: ParticipantTranslation<Word>
} = {
  common: {
    product: 'Stegvis',
    back: 'بازگشت',
    close: 'بستن',
    optional: '(اختیاری)',
    skipToContent: 'رفتن به متن',
    language: { choose: 'زبان' },
    problem: {
      title: 'چیزی باید اصلاح شود',
      required: 'لطفاً اینجا را پر کنید.',
      tooLong: 'در اینجا حداکثر {{max}} حرف جای می‌شود.',
      control: 'در متن حرفی است که دیده نمی‌شود. آن را بدون چسپاندن دوباره بنویسید.',
    },
    rejected: {
      title: 'نشد',
      home: 'به صفحهٔ اول',
      malformed: 'صفحه آنچه را فرستاده شد نفهمید. بازگردید و دوباره کوشش کنید.',
      missing: 'این صفحه وجود ندارد یا برای شما نیست.',
      tooLarge: 'آنچه فرستاده شد بسیار بزرگ است.',
      fault: 'مشکلی نزد ما پیش آمد. کمی بعد دوباره کوشش کنید. شمارهٔ خطا: {{id}}',
      unavailable: 'اکنون نمی‌توان ثبت کرد. کمی بعد دوباره کوشش کنید.',
    },
  },
  schedule: {
    category: {
      social_preparation: 'دیدار با دیگران',
      health_promotion: 'صحت و سلامتی',
      work_preparation: 'آمادگی برای کار',
    },
    session: { outdoors: 'در هوای آزاد' },
  },
  people: {
    letter: {
      hello: 'سلام {{name}}!',
      code: 'کد شخصی شما',
      codeText: 'این کد تنها از شماست. آن را به کس دیگری نگویید.',
      steps: {
        title: 'حضور خود را این‌طور ثبت کنید',
        one: 'نزد تبلتِ کنار دروازه بروید.',
        two: 'ارقام کد خود را فشار دهید و بعد «من آمدم» را.',
        three: 'منتظر خوش‌آمدید باشید. آن وقت حضور شما ثبت است.',
        four: 'وقت رفتن همین کار را بکنید و «من می‌روم» را فشار دهید.',
      },
      lost: 'کد را گم کرده‌اید؟ به ما بگویید تا کد نو بگیرید.',
      feed: 'تقویم شخصی شما',
      feedText:
        'کمرهٔ تلفون را به طرف مربع بگیرید یا آدرس را در تقویم خود بنویسید. فعالیت‌های هفته را می‌بینید و تغییرات خودشان می‌آیند. این آدرس محرم و تنها از شماست.',
      ownPage: 'صفحهٔ شخصی شما',
      ownPageText:
        'کمرهٔ تلفون را به طرف مربع بگیرید یا آدرس را بنویسید. در آنجا هفتهٔ خود را می‌بینید و می‌توانید نام‌نویسی کنید. آن را به دیگران نشان ندهید.',
      qr: 'مربعی که کمرهٔ تلفون آن را می‌خواند',
    },
  },
}
