/** "199002142015032005" -> "19900214 201503 2 005": birth, entry, sex, number, as on the card. */
export function groupNip(nip: string): string {
  const parts = /^(\d{8})(\d{6})(\d)(\d{3})$/.exec(nip);
  return parts ? parts.slice(1).join(' ') : nip;
}

/** When this version of the app was built, in ms; null when its name is not a time. */
export function builtAt(version: string): number | null {
  const at = Number(version);
  return /^\d{13}$/.test(version) && Number.isFinite(at) ? at : null;
}
