import type { Predikat, Rating } from '#lib/messages';
import type { Turned } from './types';

/** Items of which any single one, rated otherwise, leads to the same other predikat. */
export interface Turn {
  instead: Rating;
  predikat: Predikat;
  titles: string[];
}

/** Single items first found together: the same other rating, the same predikat. Nearest first. */
export function itemTurns(changes: readonly Turned[], titles: ReadonlyMap<string, string>): Turn[] {
  const turns = new Map<string, Turn>();
  for (const { key, instead, predikat } of changes) {
    if (key === null) continue;
    const place = `${instead}:${predikat}`;
    const turn = turns.get(place) ?? { instead, predikat, titles: [] };
    turn.titles.push(titles.get(key) ?? key);
    turns.set(place, turn);
  }
  return [...turns.values()];
}

/** What another overall rating would lead to. Nearest first. */
export function overallTurns(changes: readonly Turned[]): Turned[] {
  return changes.filter(({ key }) => key === null);
}
