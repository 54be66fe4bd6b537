/** How many things typed on this phone the server has not confirmed; the rating room sets it. */
let count = $state(0);

export const pending = {
  get count(): number {
    return count;
  },
  set count(value: number) {
    count = value;
  },
};
