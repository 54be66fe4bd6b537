import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Debounce, retryPause, SingleFlight } from './queue';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function gate(): { open: () => void; passed: Promise<void> } {
  let open = (): void => undefined;
  const passed = new Promise<void>((done) => (open = done));
  return { open, passed };
}

test('two saves never run at the same time', async () => {
  let running = 0;
  let most = 0;
  const flight = new SingleFlight(async () => {
    most = Math.max(most, (running += 1));
    await Promise.resolve();
    running -= 1;
  });
  await Promise.all([flight.ask(), flight.ask(), flight.ask()]);
  expect(most).toBe(1);
});

test('asked during a run, it runs once more with the newest words', async () => {
  const first = gate();
  let words = 'Ra';
  const sent: string[] = [];
  const flight = new SingleFlight(async () => {
    sent.push(words);
    if (sent.length === 1) await first.passed;
  });
  const ended = flight.ask();
  words = 'Ram';
  const again = flight.ask();
  words = 'Ramah';
  void flight.ask();
  expect(flight.busy).toBe(true);
  first.open();
  await Promise.all([ended, again]);
  expect(sent).toEqual(['Ra', 'Ramah']);
  expect(flight.busy).toBe(false);
});

test('a job that fails lets the next one run', async () => {
  let fails = true;
  const flight = new SingleFlight(async () => {
    if (fails) throw new Error('broken');
  });
  await expect(flight.ask()).rejects.toThrow('broken');
  fails = false;
  await expect(flight.ask()).resolves.toBeUndefined();
});

test('typing postpones, silence calls once', () => {
  const call = vi.fn();
  const debounce = new Debounce(800, call);
  debounce.touch();
  vi.advanceTimersByTime(700);
  debounce.touch();
  vi.advanceTimersByTime(700);
  expect(call).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(call).toHaveBeenCalledOnce();
});

test('a cancelled call does not come', () => {
  const call = vi.fn();
  const debounce = new Debounce(800, call);
  debounce.touch();
  debounce.cancel();
  vi.runAllTimers();
  expect(call).not.toHaveBeenCalled();
});

test.each([
  [1, 2_000],
  [2, 4_000],
  [5, 32_000],
  [6, 60_000],
  [99, 60_000],
])('after %i failures it waits %i ms', (failures, pause) => {
  expect(retryPause(failures)).toBe(pause);
});
