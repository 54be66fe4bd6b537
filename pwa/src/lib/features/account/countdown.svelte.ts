/** Seconds to wait, counted down once a second. */
export class Countdown {
  left = $state(0);
  #until = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** "1:05" */
  get words(): string {
    return `${Math.floor(this.left / 60)}:${String(this.left % 60).padStart(2, '0')}`;
  }

  /** By the clock, so that a phone asleep wakes up to the right number. */
  start(seconds: number): void {
    clearInterval(this.#timer);
    this.#until = Date.now() + seconds * 1000;
    this.#tick();
    if (this.left > 0) this.#timer = setInterval(() => this.#tick(), 1000);
  }

  #tick(): void {
    this.left = Math.max(0, Math.ceil((this.#until - Date.now()) / 1000));
    if (this.left === 0) clearInterval(this.#timer);
  }
}
