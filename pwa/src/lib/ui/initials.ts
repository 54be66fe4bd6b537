const TITLES = /^(dr|drg|drs|dra|ir|h|hj|prof|kh|apt|ns|tn|ny|r|rr)\.?$/i;

/** Two letters for a name with titles: "dr. Siti Rahma, M.Kes" -> "SR". */
export function initials(name: string): string {
  const words = plainName(name)
    .split(/\s+/)
    .filter((word) => word && !TITLES.test(word) && /\p{L}/u.test(word));
  const first = words[0]?.match(/\p{L}/u)?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.match(/\p{L}/u)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** A name without the titles behind it, for the middle of a sentence: "Sari, S.Kep." -> "Sari". */
export function plainName(name: string): string {
  return name.split(',')[0]?.trim() ?? name;
}
