import { runLogBusContract } from '../contract/log-bus.contract.ts';
import { createKafkaBus } from './log-bus.ts';

const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');

runLogBusContract('the Kafka bus', {
  connect: () => createKafkaBus({ brokers, clientId: 'contract', now: Date.now, heartbeatMs: 200 }),
});
