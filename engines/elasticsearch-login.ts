import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { makeCertificates } from './certificates.ts';

/** A user that may do anything. */
export interface Login {
  username: string;
  password: string;
}

const FOLDER = 'certificates';
const ROUNDS = 10_000;
const KEY_BYTES = 32;

/** PEM file of the authority for a server that was started in this folder with a login. */
export const authorityOf = (dir: string): string => join(dir, 'config', FOLDER, 'ca.pem');

/** As the server keeps passwords in its file of users. */
function hashPassword(password: string): string {
  const salt = randomBytes(KEY_BYTES);
  const hash = pbkdf2Sync(password, salt, ROUNDS, KEY_BYTES, 'sha512');
  return `{PBKDF2}${ROUNDS}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Writes the user and certificates into the configuration; gives the settings that make the server ask for them. */
export function writeLogin(config: string, { username, password }: Login): Record<string, string> {
  const folder = join(config, FOLDER);
  if (!existsSync(folder)) makeCertificates(folder);
  writeFileSync(join(config, 'users'), `${username}:${hashPassword(password)}\n`);
  writeFileSync(join(config, 'users_roles'), `superuser:${username}\n`);
  return {
    'xpack.security.enabled': 'true',
    'xpack.security.http.ssl.enabled': 'true',
    'xpack.security.http.ssl.key': join(FOLDER, 'server.key'),
    'xpack.security.http.ssl.certificate': join(FOLDER, 'server.pem'),
  };
}

/** The status of an answer of such a server. */
export function askWithLogin(url: string, dir: string, { username, password }: Login): Promise<number> {
  const options = { ca: readFileSync(authorityOf(dir)), auth: `${username}:${password}` };
  return new Promise((resolve, reject) => {
    const request = get(url, options, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    request.once('error', reject);
  });
}
