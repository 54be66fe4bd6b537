/** How many things typed on this phone the server has not confirmed; each room says its own number. */
let counts = $state.raw<Readonly<Record<string, number>>>({});

export const pending = {
  get count(): number {
    return Object.values(counts).reduce((sum, one) => sum + one, 0);
  },
  set(room: string, count: number): void {
    counts = { ...counts, [room]: count };
  },
};
