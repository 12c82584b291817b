// A translate module for the bpmn.io tools: our own Chinese words, English where the page is English.
import { diagramWords } from './diagram.js';
import { kindWord } from './kinds.js';
import { panelWords } from './panel.js';
import { tableWords } from './table.js';

const WORDS = { ...tableWords, ...diagramWords, ...panelWords };

export function language() {
  return document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
}

export function say(zh, en) {
  return language() === 'zh' ? zh : en;
}

function translate(template, replacements = {}) {
  const text = language() === 'zh' ? WORDS[template] || kindWord(template) || template : template;
  return text.replace(/{([^}]+)}/g, (whole, key) => (key in replacements ? replacements[key] : whole));
}

export const translateModule = { translate: ['value', translate] };
