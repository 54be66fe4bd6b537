/** Before the first page: a file of the app that was lost on the way leaves its mark (lib/ui/parts). */
export const init = (): void =>
  addEventListener('vite:preloadError', () => {
    document.documentElement.dataset['parts'] = 'missing';
  });
