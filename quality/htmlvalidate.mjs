// What html-validate asks of every page. A rule that is not as recommended has its reason beside it.
export default {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // An id of a source's passage is its place as RFC 5147 writes it, `char=0,44`: HTML allows whatever has no blank.
    'valid-id': ['error', { relaxed: true }],
    // A page is called as its story or speaker is, whole: readers and archives come before a list's room.
    'long-title': 'off',
  },
};
