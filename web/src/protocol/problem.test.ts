import { describe, expect, test } from 'vitest';
import type { FieldError } from './types';
import { RequestFailed, fieldError, formError, sentenceFor } from './problem';

const invalid = (...fields: FieldError[]) => new RequestFailed(422, 'invalid_request', 'Some fields are not valid; see the list of errors.', fields);

describe('what is wrong with a field', () => {
  test.each([
    ['username', 'must be at least 3 characters long', 'The username must be at least 3 characters long.'],
    ['email', 'must be an e-mail address', 'The e-mail must be an e-mail address.'],
    ['new_password', 'must be at most 71 bytes long', 'The new password must be at most 71 bytes long.'],
    ['name', 'is required', 'The name is required.'],
    ['content', 'must not be empty', 'The message must not be empty.'],
    ['fax', 'must be a number', 'This must be a number.'],
    ['name', 'A room of this name already exists; choose another name.', 'A room of this name already exists; choose another name.'],
  ])('of %s, %j, is the sentence %j', (field, message, sentence) => {
    expect(fieldError(invalid({ field, message }), field)).toBe(sentence);
  });

  test('may be known by the code alone', () => {
    const taken = new RequestFailed(400, 'username_taken', 'Username already registered; choose another one.');
    expect(fieldError(taken, 'username')).toBe('Username already registered; choose another one.');
  });

  test('stands for the form where the field is not shown', () => {
    const error = invalid({ field: 'name', message: 'is required' }, { field: 'kind', message: 'must be public or private' });
    expect(formError(error, ['name', 'kind'])).toBeUndefined();
    expect(formError(error, ['name'])).toBe('The name is required. This must be public or private.');
    expect(sentenceFor(error)).toBe('The name is required. This must be public or private.');
  });
});
