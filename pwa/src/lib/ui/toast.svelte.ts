/** A short notice that goes by itself. Never the only place where something important is said. */
export interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'danger' | 'neutral';
}

const SHOWN_MS = 6_000;
let next = 1;
let all = $state.raw<Toast[]>([]);

export const toasts = {
  get all(): Toast[] {
    return all;
  },

  show(text: string, tone: Toast['tone'] = 'good'): void {
    const toast = { id: next++, text, tone };
    all = [...all.slice(-2), toast];
    setTimeout(() => this.dismiss(toast.id), SHOWN_MS);
  },

  dismiss(id: number): void {
    all = all.filter((toast) => toast.id !== id);
  },
};
