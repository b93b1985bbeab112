import { describe, expect, it } from '@jest/globals';
import { addressOfFailedLogin, isRefusedLogin } from './failed-login.ts';

describe('a login that failed', () => {
  it.each([
    ['sshd', 'Failed password for root from 198.51.100.83 port 22 ssh2', '198.51.100.83'],
    ['sshd of no such user', 'Invalid user admin from 2001:db8::7 port 22', '2001:db8::7'],
    ['PAM', 'pam_unix(sshd:auth): authentication failure; uid=0 rhost=203.0.113.7 user=root', '203.0.113.7'],
    ['Postfix', 'warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: UGFzc3dvcmQ6', '203.0.113.9'],
    [
      'Dovecot',
      'imap-login: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): user=<x>, method=PLAIN, rip=203.0.113.9, lip=10.0.0.1',
      '203.0.113.9',
    ],
    ['nginx', 'user "x": password mismatch, authentication failed, client: 203.0.113.9, server: _', '203.0.113.9'],
  ])('names its address as %s does', (_, message, address) => {
    expect(addressOfFailedLogin(message)).toBe(address);
  });

  it.each([
    ['a login that went well', 'Accepted password for root from 198.51.100.83 port 22 ssh2'],
    ['another failure', 'connection from 198.51.100.83 failed'],
    ['a failed login of nobody known', 'login failed for mia'],
    ['no address', 'login failed: message from payments'],
    ['a place in a list', 'authentication failed in step[3]: x'],
  ])('is not seen in %s', (_, message) => {
    expect(addressOfFailedLogin(message)).toBeUndefined();
  });
});

describe('a refused request', () => {
  it.each([
    ['POST', '/login', 401],
    ['POST', '/api/v1/auth/login?next=/', 401],
    ['POST', '/users/sign_in', 401],
    ['post', '/signin/', 403],
    ['POST', '/api/auth', 401],
    ['POST', '/session', 401],
    ['POST', '/wp-login.php', 403],
  ])('is a failed login: %s %s %i', (method, endpoint, status_code) => {
    expect(isRefusedLogin({ method, endpoint, status_code })).toBe(true);
  });

  it.each([
    ['GET', '/api/orders', 401],
    ['POST', '/api/orders', 401],
    ['GET', '/login', 401],
    ['POST', '/auth/refresh', 401],
    ['POST', '/oauth/token', 401],
    ['POST', '/login', 200],
    ['POST', '/login', 429],
    ['POST', '/blog/how-to-login-safely', 403],
    ['POST', '/author', 401],
  ])('is none: %s %s %i', (method, endpoint, status_code) => {
    expect(isRefusedLogin({ method, endpoint, status_code })).toBe(false);
  });

  it('without method or path is none', () => {
    expect(isRefusedLogin({ status_code: 401 })).toBe(false);
  });
});
