import { afterEach, expect, test, vi } from 'vitest';
import { request, setDoors } from './client';
import { Offline, PasswordChangeRequired, SignedOut, Unexpected } from './errors';
import type { Operation } from './operation';

const Ping: Operation<{ ping: string }, Record<string, never>> = {
  name: 'Ping',
  text: 'query Ping{ping}',
};
const doors = { signedOut: vi.fn(), passwordChangeRequired: vi.fn() };
setDoors(doors);

function serverSays(status: number, body: string): void {
  vi.stubGlobal('fetch', vi.fn().mockResolvedValue(new Response(body, { status })));
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

test('sends the operation with the header that proves our own page', async () => {
  serverSays(200, '{"data":{"ping":"pong"}}');
  expect(await request(Ping, {})).toEqual({ ping: 'pong' });
  const [path, init] = vi.mocked(fetch).mock.calls[0] ?? [];
  expect(path).toBe('/graphql');
  expect(init?.headers).toMatchObject({ 'x-adil': '1', 'content-type': 'application/json' });
  expect(JSON.parse(init?.body as string)).toEqual({
    query: Ping.text,
    variables: {},
    operationName: 'Ping',
  });
});

test.each([
  [401, '{"code":"NOT_SIGNED_IN","message":""}', SignedOut],
  [403, '{"code":"PASSWORD_CHANGE_REQUIRED","message":""}', PasswordChangeRequired],
  [403, '{"code":"BAD_ORIGIN","message":""}', Unexpected],
  [500, '{"code":"UNEXPECTED","message":"","errorId":"e1"}', Unexpected],
  [502, '<html>bad gateway</html>', Offline],
  [200, '<html>hotel sign-in</html>', Offline],
  [
    200,
    '{"errors":[{"message":"","extensions":{"code":"UNEXPECTED","errorId":"e1"}}]}',
    Unexpected,
  ],
  [200, '{"data":null}', Unexpected],
])('%i %s', async (status, body, kind) => {
  serverSays(status, body);
  await expect(request(Ping, {})).rejects.toBeInstanceOf(kind);
});

test('the number of an error is kept for the admin', async () => {
  serverSays(500, '{"code":"UNEXPECTED","message":"","errorId":"e1"}');
  await expect(request(Ping, {})).rejects.toMatchObject({ errorId: 'e1' });
});

test('a lost session and a first password open their doors, other failures none', async () => {
  serverSays(401, '{"code":"NOT_SIGNED_IN","message":""}');
  await expect(request(Ping, {})).rejects.toBeInstanceOf(SignedOut);
  serverSays(403, '{"code":"PASSWORD_CHANGE_REQUIRED","message":""}');
  await expect(request(Ping, {})).rejects.toBeInstanceOf(PasswordChangeRequired);
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('failed to fetch')));
  await expect(request(Ping, {})).rejects.toBeInstanceOf(Offline);
  expect(doors.signedOut).toHaveBeenCalledTimes(1);
  expect(doors.passwordChangeRequired).toHaveBeenCalledTimes(1);
});
