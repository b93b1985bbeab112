import { createProducer } from '../producer.ts';

/** A program that logs, and then has nothing left to do. */
const producer = createProducer({ url: process.argv[2], service: 'script', onTrouble() {} });
producer.info('the last words');
process.on('beforeExit', () => producer.info('said again at every exit'));
