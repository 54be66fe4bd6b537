/** What is new and not yet looked at: feeds the gold dots. A page clears its own when it is opened. */
let hasil = $state(false);

export const news = {
  get hasil(): boolean {
    return hasil;
  },
  set hasil(value: boolean) {
    hasil = value;
  },
};
