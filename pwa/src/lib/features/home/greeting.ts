import { m } from '#lib/messages';

const HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Jakarta',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** "Selamat pagi" until 11, "siang" until 15, "sore" until 18, then "malam" (WIB). `now` in ms. */
export function greeting(now: number): string {
  const hour = Number(HOUR.format(now));
  if (hour >= 4 && hour < 11) return m.home_morning();
  if (hour >= 11 && hour < 15) return m.home_noon();
  if (hour >= 15 && hour < 18) return m.home_afternoon();
  return m.home_evening();
}
