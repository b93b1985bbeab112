import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** PEM files of an authority and of a server on 127.0.0.1 that it vouches for. */
export interface Certificates {
  caFile: string;
  certFile: string;
  /** PKCS #8, without a password. */
  keyFile: string;
}

/** Makes them anew in the folder. Needs OpenSSL 3. @throws Error with its words */
export function makeCertificates(dir: string): Certificates {
  mkdirSync(dir, { recursive: true });
  const at = (name: string): string => join(dir, name);
  const sign = (...words: string[]): void => {
    const common = ['req', '-x509', '-newkey', 'rsa:2048', '-noenc', '-days', '30'];
    const { status, error, stderr } = spawnSync('openssl', [...common, ...words], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`certificates cannot be made: ${error?.message ?? stderr}`);
  };
  sign('-subj', '/CN=engines', '-keyout', at('ca.key'), '-out', at('ca.pem'));
  const server = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const notAnAuthority = ['-addext', 'basicConstraints=critical,CA:FALSE'];
  const authority = ['-CA', at('ca.pem'), '-CAkey', at('ca.key')];
  sign(...server, ...notAnAuthority, ...authority, '-keyout', at('server.key'), '-out', at('server.pem'));
  return { caFile: at('ca.pem'), certFile: at('server.pem'), keyFile: at('server.key') };
}
