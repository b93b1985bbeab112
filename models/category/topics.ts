import { createStemmer } from './stem.ts';

/** Words that point the same way in any system. A word the corpus never had still counts for its topic. */
const TOPIC_WORDS = {
  'topic:security': `
    auth authentication authorization authorize authorized login logon logout logged password passwd passphrase credential
    token jwt bearer oauth oidc sso saml ldap kerberos pam ssh sshd tls ssl certificate cert keystore truststore csrf xss
    injection malware virus trojan ransomware intrusion attack attacker exploit forbidden unauthorized deny denied denial
    privilege permission sudo acl rbac selinux apparmor seccomp firewall iptables mfa totp fingerprint secret encrypt
    decrypt signature cipher ban banned brute suspicious audit policy role revoke revoked lockout impersonation tampered
    spoof phishing blacklist blocklist quarantine vulnerability cve captcha principal keytab sandbox`,
  'topic:performance': `
    <duration> latency slow slowly slower timeout elapsed throughput utilization memory heap gc cpu load saturated saturation
    backlog queue lag lagging throttle throttled throttling pool exhausted exhaustion starvation pressure bottleneck
    percentile oom swap capacity duration wait waited waiting took deadline exceeded spike millis latencies rps qps iops
    overload overloaded congestion contention backpressure stall stalled jitter hit miss quota footprint`,
  'topic:business': `
    order cart basket checkout payment paid payout invoice refund customer subscription subscriber coupon voucher promo
    discount purchase shipment shipped delivery courier ticket booking booked reservation product catalog inventory stock
    warehouse sku price amount <money> usd eur gbp chf balance payroll trade renewal campaign merchant seller buyer
    playlist song track movie episode donation loyalty tenant quote claim appointment patient prescription passenger
    driver ride restaurant listing wishlist review recommendation enrolled enrollment course parcel tax receipt`,
};

const stem = createStemmer();
const topics = new Map(
  Object.entries(TOPIC_WORDS).flatMap(([topic, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word): [string, string] => [stem(word), topic]),
  ),
);

/** The topic that a token speaks of, whatever the system, if any. */
export function topicOf(token: string): string | undefined {
  return topics.get(token);
}
