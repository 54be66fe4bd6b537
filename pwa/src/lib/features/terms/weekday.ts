import { locale } from '#lib/messages';

/** "Senin" of "2026-08-17". */
export function weekday(day: string): string {
  const language = locale.current === 'en' ? 'en-GB' : 'id-ID';
  const options = { weekday: 'long', timeZone: 'Asia/Jakarta' } as const;
  return new Intl.DateTimeFormat(language, options).format(new Date(`${day}T12:00:00+07:00`));
}
