/** "20.00" of 1200 minutes, and back from what a time field gives ("20:00"). */
export function clockWord(minutes: number): string {
  return fieldTime(minutes).replace(':', '.');
}

export function fieldTime(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Null for what is no time of the day. */
export function typedTime(text: string): number | null {
  const found = /^(\d{1,2})[:.](\d{2})$/.exec(text.trim());
  if (!found) return null;
  const hours = Number(found[1]);
  const minutes = Number(found[2]);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}
