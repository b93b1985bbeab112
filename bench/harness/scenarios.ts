import { scenario as answerToPaint } from '../answer-to-paint.ts';
import { scenario as callToBuffer } from '../call-to-buffer.ts';
import { scenario as clickToDetails } from '../click-to-details.ts';
import { scenario as crossingToSlack } from '../crossing-to-slack.ts';
import { scenario as httpToElasticsearch } from '../http-to-elasticsearch.ts';
import { scenario as httpToSearch } from '../http-to-search.ts';
import { scenario as kafkaToElasticsearch } from '../kafka-to-elasticsearch.ts';
import { scenario as kafkaToKafka } from '../kafka-to-kafka.ts';
import { scenario as lineToRightCategory } from '../line-to-right-category.ts';
import { scenario as linkToRows } from '../link-to-rows.ts';
import { scenario as logsToClassified } from '../logs-to-classified.ts';
import { scenario as messageToCategory } from '../message-to-category.ts';
import { scenario as outageToSlack } from '../outage-to-slack.ts';
import { scenario as queryToAnswer } from '../query-to-answer.ts';
import { scenario as recordToAnswer } from '../record-to-answer.ts';
import { scenario as recordsToStore } from '../records-to-store.ts';
import { scenario as scrollToFrames } from '../scroll-to-frames.ts';
import { scenario as startToReady } from '../start-to-ready.ts';
import { scenario as steadyToTail } from '../steady-to-tail.ts';
import { scenario as tailToFrames } from '../tail-to-frames.ts';
import { scenario as trickleToClassified } from '../trickle-to-classified.ts';
import type { Scenario } from './scenario.ts';

/** Everything that is measured, in the order of the document. */
export const SCENARIOS: readonly Scenario[] = [
  httpToSearch,
  steadyToTail,
  recordToAnswer,
  crossingToSlack,
  queryToAnswer,
  logsToClassified,
  recordsToStore,
  messageToCategory,
  lineToRightCategory,
  startToReady,
  callToBuffer,
  kafkaToKafka,
  trickleToClassified,
  kafkaToElasticsearch,
  httpToElasticsearch,
  outageToSlack,
  linkToRows,
  answerToPaint,
  clickToDetails,
  scrollToFrames,
  tailToFrames,
];
