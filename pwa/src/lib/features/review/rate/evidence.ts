import { MOST, type Evidence } from './form';

export type EvidenceFault = 'empty' | 'address' | 'long' | 'double' | 'many' | 'label';

/** "drive.google.com/x" is meant as a web address, as people write it. */
export function completeAddress(typed: string): string {
  const text = typed.trim();
  if (text === '' || /^[a-z][a-z0-9+.-]*:/i.test(text)) return text;
  return `https://${text}`;
}

/** What is wrong with a link before it joins the others; null when nothing is. */
export function faultOf(url: string, label: string, others: Evidence[]): EvidenceFault | null {
  if (others.length >= MOST.links) return 'many';
  if (url === '') return 'empty';
  if (url.length > MOST.url) return 'long';
  if (label.length > MOST.label) return 'label';
  if (!isWebAddress(url)) return 'address';
  return others.some((link) => link.url === url) ? 'double' : null;
}

function isWebAddress(url: string): boolean {
  if (/\s/.test(url)) return false;
  const parsed = parse(url);
  if (!parsed || !['https:', 'http:'].includes(parsed.protocol)) return false;
  // One word is a name in an office network at best; people mean a site.
  return parsed.hostname.includes('.') || parsed.hostname === 'localhost';
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** Where a link leads, short enough for a line. */
export function hostOf(url: string): string {
  return parse(url)?.hostname.replace(/^www\./, '') ?? url;
}
