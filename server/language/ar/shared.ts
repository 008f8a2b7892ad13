import type { ParticipantSource, ParticipantTranslation } from '../text.ts'

/** The few texts of other words that stand at the kiosk, on the own page and in the letter. */
export const shared: {
  [Word in Exclude<keyof ParticipantSource, 'kiosk' | 'ways' | 'myWeek'>]: ParticipantTranslation<Word>
} = {
  common: {
    product: 'Stegvis',
    back: 'رجوع',
    close: 'إغلاق',
    optional: '(اختياري)',
    skipToContent: 'الانتقال إلى المحتوى',
    language: { choose: 'اللغة' },
    problem: {
      title: 'هناك شيء يحتاج إلى تعديل',
      required: 'يُرجى ملء هذه الخانة.',
      tooLong: 'عدد الأحرف هنا {{max}} على الأكثر.',
      control: 'في النص حرف غير مرئي. يُرجى كتابته من جديد دون لصق.',
    },
    rejected: {
      title: 'لم ينجح الأمر',
      home: 'إلى صفحة البداية',
      malformed: 'لم تفهم الصفحة ما أُرسل. يُرجى الرجوع والمحاولة مرة أخرى.',
      missing: 'هذه الصفحة غير موجودة أو ليست مخصصة لك.',
      tooLarge: 'ما أُرسل أكبر من اللازم.',
      fault: 'حدث خطأ لدينا. يُرجى المحاولة بعد قليل. رقم الخطأ: {{id}}',
      unavailable: 'لا يمكن الحفظ الآن. يُرجى المحاولة بعد قليل.',
    },
  },
  schedule: {
    category: {
      social_preparation: 'لقاء الآخرين',
      health_promotion: 'تعزيز الصحة',
      work_preparation: 'الاستعداد للعمل',
    },
    session: { outdoors: 'في الهواء الطلق' },
  },
  people: {
    letter: {
      hello: 'مرحبًا {{name}}!',
      code: 'رمزك الشخصي',
      codeText: 'هذا الرمز لك وحدك. يُرجى عدم إخبار أي شخص آخر به.',
      steps: {
        title: 'كيف تسجّل وصولك',
        one: 'اذهب إلى الجهاز اللوحي عند الباب.',
        two: 'اضغط على أرقام رمزك ثم على «وصلتُ».',
        three: 'انتظر رسالة الترحيب. عندها يكون وصولك مسجَّلًا.',
        four: 'افعل الشيء نفسه عند المغادرة، ثم اضغط على «أغادر الآن».',
      },
      lost: 'هل فقدت الرمز؟ أخبرنا لتحصل على رمز جديد.',
      feed: 'التقويم الخاص بك',
      feedText:
        'وجّه كاميرا الهاتف نحو المربع، أو اكتب العنوان في تقويمك. سترى أنشطة الأسبوع، وتصلك التغييرات تلقائيًا. العنوان سري ولك وحدك.',
      ownPage: 'صفحتك الخاصة',
      ownPageText:
        'وجّه كاميرا الهاتف نحو المربع، أو اكتب العنوان. هناك ترى أسبوعك ويمكنك التسجيل. يُرجى عدم إظهار العنوان للآخرين.',
      qr: 'مربع يُقرأ بكاميرا الهاتف',
    },
  },
}
