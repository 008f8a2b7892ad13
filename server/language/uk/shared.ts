import type { ParticipantSource, ParticipantTranslation } from '../text.ts'

/** The few texts of other words that stand at the kiosk, on the own page and in the letter. */
export const shared: {
  [Word in Exclude<keyof ParticipantSource, 'kiosk' | 'ways' | 'myWeek'>]: ParticipantTranslation<Word>
} = {
  common: {
    product: 'Stegvis',
    back: 'Назад',
    close: 'Закрити',
    optional: '(необов’язково)',
    skipToContent: 'Перейти до змісту',
    language: { choose: 'Мова' },
    problem: {
      title: 'Щось треба виправити',
      required: 'Заповніть це поле.',
      tooLong: 'Тут можна написати щонайбільше {{max}} символів.',
      control: 'У тексті є невидимий символ. Напишіть його ще раз, не вставляючи.',
    },
    rejected: {
      title: 'Не вийшло',
      home: 'На початкову сторінку',
      malformed: 'Сторінка не зрозуміла надісланого. Поверніться назад і спробуйте ще раз.',
      missing: 'Такої сторінки немає, або вона не для вас.',
      tooLarge: 'Надіслано забагато даних.',
      fault: 'У нас сталася помилка. Спробуйте трохи згодом. Номер помилки: {{id}}',
      unavailable: 'Зараз зберегти неможливо. Спробуйте трохи згодом.',
    },
  },
  schedule: {
    category: {
      social_preparation: 'Спілкування з людьми',
      health_promotion: 'Здоров’я',
      work_preparation: 'Підготовка до роботи',
    },
    session: { outdoors: 'Надворі' },
  },
  people: {
    letter: {
      hello: 'Вітаємо, {{name}}!',
      code: 'Ваш особистий код',
      codeText: 'Цей код лише ваш. Нікому його не кажіть.',
      steps: {
        title: 'Як відмітитися',
        one: 'Підійдіть до планшета біля дверей.',
        two: 'Натисніть цифри свого коду, а тоді «Я тут».',
        three: 'Зачекайте на вітання. Тоді вас відмічено.',
        four: 'Коли йдете, зробіть так само й натисніть «Я йду».',
      },
      lost: 'Загубили код? Скажіть нам, і отримаєте новий.',
      feed: 'Ваш власний календар',
      feedText:
        'Наведіть камеру телефона на квадрат або введіть адресу у своєму календарі. Ви бачитимете заняття тижня, а зміни з’являтимуться самі. Адреса таємна й лише ваша.',
      ownPage: 'Ваша власна сторінка',
      ownPageText:
        'Наведіть камеру на квадрат або введіть адресу. Там видно ваш тиждень, і там можна записатися. Не показуйте її іншим.',
      qr: 'Квадрат, який читає камера телефона',
    },
  },
}
