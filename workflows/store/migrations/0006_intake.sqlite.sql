CREATE VIRTUAL TABLE case_trigrams USING fts5 (words, content = '', detail = none, tokenize = 'trigram');

CREATE VIRTUAL TABLE case_bigrams USING fts5 (words, content = '', detail = none, tokenize = 'ascii');
