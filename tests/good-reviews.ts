/** Ten reviews with the word "good", of which it is a good sign in five: a reason with a hole that an answer or two shows. */
export const goodReviews: readonly string[] = [
  'The soup was good and hot.',
  'A good evening with friends.',
  'We had a good time there.',
  'The waiter brought good bread.',
  'Really good coffee after dinner.',
  'It was not good at all.',
  'The fish was not good.',
  'Not good for children.',
  'The service is not good either.',
  'This was not a good idea.',
];
