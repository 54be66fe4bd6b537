/*
  Calendar days without time or zone, as the API writes them ("2026-09-24"), and as people here type
  them ("24/09/2026").
*/
const ZONE = 'Asia/Jakarta';
const DAY_MS = 86_400_000;
const TYPED = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/;
const DIGITS = /^(\d{2})(\d{2})(\d{4})$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

const two = (number: number): string => String(number).padStart(2, '0');

/** The day, or null for one that no calendar has ("31/02/2026"). */
function real(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const same = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return same && year >= 1900 ? `${year}-${two(month)}-${two(day)}` : null;
}

/** "24/09/2026", "24-9-2026", "24092026" or "2026-09-24" as "2026-09-24"; null when it is no day. */
export function parseDate(typed: string): string | null {
  const text = typed.trim();
  const iso = ISO.exec(text);
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = TYPED.exec(text) ?? DIGITS.exec(text);
  return parts ? real(Number(parts[3]), Number(parts[2]), Number(parts[1])) : null;
}

/** "2026-09-24" as "24/09/2026"; "" for "". */
export function typedDate(iso: string): string {
  const parts = ISO.exec(iso);
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : '';
}

/** Today in WIB. */
export function today(now: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(now);
}

export function addDays(iso: string, days: number): string {
  return new Date(Date.parse(iso) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from the first to the last day, both counted; below 1 when they are the wrong way round. */
export function countDays(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
}
