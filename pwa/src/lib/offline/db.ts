import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** What lies in IndexedDB. Every row names its owner (a person id), so phones can be shared. */
export interface Shelf extends DBSchema {
  /** Last seen data of a page. */
  kept: { key: [string, string]; value: Kept; indexes: { owner: string } };
  /** Words typed on this phone that the server has not confirmed yet. */
  drafts: { key: [string, string]; value: DraftRow; indexes: { owner: string } };
  /** Small facts about this phone: owner, position in the live stream. */
  phone: { key: string; value: string };
}

export interface Kept {
  owner: string;
  key: string;
  data: unknown;
  /** Milliseconds since 1970. */
  savedAt: number;
}

export interface DraftRow {
  owner: string;
  reviewId: string;
  body: unknown;
  savedAt: number;
}

const NAME = 'adil';
const VERSION = 1;
let opening: Promise<IDBPDatabase<Shelf>> | null = null;

export function openShelf(): Promise<IDBPDatabase<Shelf>> {
  opening ??= openDB<Shelf>(NAME, VERSION, {
    upgrade(db) {
      db.createObjectStore('kept', { keyPath: ['owner', 'key'] }).createIndex('owner', 'owner');
      db.createObjectStore('drafts', { keyPath: ['owner', 'reviewId'] }).createIndex(
        'owner',
        'owner',
      );
      db.createObjectStore('phone');
    },
    // Another tab wants to change the shelf: let go, and open again at the next use.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opening = null;
    },
    terminated() {
      opening = null;
    },
  }).catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}
