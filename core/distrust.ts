/** OpenSSL's and Node's words; their codes are lost on the way through the clients of Kafka and Elasticsearch. */
const DISTRUST =
  /self-signed certificate|unable to (?:verify the first|get (?:local )?issuer) certificate|certificate's altnames/;

/** Whether a connection was given up because the server's certificate is not trusted: by itself, that does not pass. */
export function isDistrust(error: Error): boolean {
  return DISTRUST.test(error.message);
}
