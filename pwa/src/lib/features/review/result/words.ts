import { m } from '#lib/messages';
import type { Part } from './types';
import type { Topic } from './chapters';

const PART = {
  HASIL_KERJA: m.result_part_hasil,
  SIKAP: m.result_part_sikap,
  KONTRIBUSI_TIM: m.result_part_kontribusi,
};

const TOPIC = {
  hasil: m.result_topic_hasil,
  perilaku: m.result_topic_perilaku,
  predikat: m.result_topic_predikat,
};

export const partWord = (part: Part): string => PART[part]();
export const topicWord = (topic: Topic): string => TOPIC[topic]();
