import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from '../../../config/config.ts';

function faultsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    loadConfig({ DATABASE_URL: 'postgres://kefu:secret@127.0.0.1/kefu', ...env });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').slice(1);
  }
}

describe('the configuration', () => {
  test('tells every wrong value at once, each with what is expected there', () => {
    expect(
      faultsOf({ KEFU_LOG_LEVEL: 'loud', KEFU_MAIL_URL: 'ftp://u:secret@x', KEFU_MAIL_SERVICE: 'nomail' }),
    ).toEqual([
      '  KEFU_MAIL_URL: its value; expected smtp://user:password@host:587',
      '  KEFU_MAIL_SERVICE: "nomail"; expected a mail address such as service@example.cn',
      '  KEFU_LOG_LEVEL: "loud"; expected one of fatal, error, warn, info, debug, trace, silent',
    ]);
  });

  test.each(['KEFU_HTTP_PORT', 'KEFU_PG_PORT', 'KEFU_TEMPORAL_PORT', 'KEFU_TEMPORAL_UI_PORT'])(
    '%s is a port',
    (name) => {
      // A blank one would be port 0, a free one that nobody is told of.
      for (const wrong of ['eighty', ' ', ' 3000', '3e3', '-1', '65536'])
        expect(faultsOf({ [name]: wrong })).toEqual([`  ${name}: "${wrong}"; expected a whole number from 0 to 65535`]);
      expect(faultsOf({ [name]: '0' })).toEqual([]);
    },
  );

  test('the demo with its keys and mailbox is there for this machine alone, a service of its own for all, each as told', () => {
    const hostBy = (env: NodeJS.ProcessEnv) =>
      loadConfig({ DATABASE_URL: 'postgres://kefu@127.0.0.1/kefu', ...env }).httpHost;
    expect([
      hostBy({ KEFU_EMBEDDED: 'true' }),
      hostBy({}),
      hostBy({ KEFU_EMBEDDED: 'true', KEFU_HTTP_HOST: '0.0.0.0' }),
    ]).toEqual(['127.0.0.1', '::', '0.0.0.0']);
    expect(faultsOf({ KEFU_HTTP_HOST: 'everywhere' })).toEqual([
      '  KEFU_HTTP_HOST: "everywhere"; expected an address such as 127.0.0.1, 0.0.0.0 or ::',
    ]);
  });

  test('the site to which mails link may be given with a slash at its end', () => {
    const DATABASE_URL = 'postgres://kefu@127.0.0.1/kefu';
    const { publicUrl } = loadConfig({ DATABASE_URL, KEFU_PUBLIC_URL: 'https://help.example.cn/desk/' });
    expect(publicUrl).toBe('https://help.example.cn/desk');
  });

  test('a mail address needs no dot, and an empty variable counts as unset', () => {
    expect(faultsOf({ KEFU_MAIL_SERVICE: 'service@localhost', KEFU_LOG_LEVEL: '', KEFU_PG_PORT: '' })).toEqual([]);
  });

  test('an address of the database that is none says how one looks, and never shows a password', () => {
    expect(faultsOf({ DATABASE_URL: 'garbage' })).toEqual([
      expect.stringMatching(
        /DATABASE_URL: its value; expected postgres:\/\/user:password@host:5432\/database \(.*`npm start`.*unset it/,
      ),
    ]);
  });
});
