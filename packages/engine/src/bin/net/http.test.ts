import { describe, expect, it } from 'vitest';
import { feedResponse, formatRequest, header, type ResponseReader, responseReader } from './http.ts';
import { formatUrl, hostHeader, parseUrl, removeDots, resolveUrl, type Url } from './url.ts';

/** Feeds the text split in every possible way into two pieces, and byte by byte; all must give the same. */
function read(text: string, headOnly = false, closes = false): ResponseReader {
  const feed = (pieces: readonly string[]) => {
    let r = responseReader(headOnly);
    for (const piece of pieces) if (piece !== '') r = feedResponse(r, piece);
    return closes ? feedResponse(r, '') : r;
  };
  const whole = feed([text]);
  for (let i = 1; i < text.length; i++) expect(feed([text.slice(0, i), text.slice(i)])).toEqual(whole);
  expect(feed(text.split(''))).toEqual(whole);
  return whole;
}

const end = (r: ResponseReader) => [r.state, r.head?.status, r.body];

describe('http responses', () => {
  it('end by their length', () => {
    expect(end(read('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nServer: x\r\n\r\nhello'))).toEqual(['done', 200, 'hello']);
    expect(end(read('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello'))).toEqual(['body', 200, 'hello']);
  });

  it('end by the last chunk', () => {
    expect(
      end(read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n')),
    ).toEqual(['done', 200, 'hello world']);
    expect(end(read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'))).toEqual(['bad', 200, '']);
  });

  it('end with the connection otherwise', () => {
    expect(end(read('HTTP/1.0 200 OK\r\n\r\nall of it', false, true))).toEqual(['done', 200, 'all of it']);
  });

  it('have no body for HEAD, 204 and 304', () => {
    expect(end(read('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', true))).toEqual(['done', 200, '']);
    expect(end(read('HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n'))).toEqual(['done', 304, '']);
  });

  it('come after interim ones', () => {
    expect(end(read('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'))).toEqual([
      'done',
      404,
      '',
    ]);
  });

  it('are bad when they are none', () => {
    expect(feedResponse(responseReader(false), 'SSH-2.0-OpenSSH\r\n').state).toBe('bad');
  });

  it('keep their headers', () => {
    const { head } = read(
      'HTTP/1.1 302 Moved Temporarily\r\nLocation: /a\r\nX-Long: a\r\n b\r\nContent-Length: 0\r\n\r\n',
    );
    expect([header(head?.headers ?? [], 'location'), header(head?.headers ?? [], 'x-long'), head?.reason]).toEqual([
      '/a',
      'a b',
      'Moved Temporarily',
    ]);
  });
});

describe('http requests', () => {
  it('are a line, headers and a body', () => {
    expect(formatRequest('POST', '/x', 'HTTP/1.1', [{ name: 'Host', value: 'web' }], 'a=b')).toBe(
      'POST /x HTTP/1.1\r\nHost: web\r\n\r\na=b',
    );
  });
});

describe('urls', () => {
  const url = (text: string) => parseUrl(text) as Url;

  it('are taken apart', () => {
    expect(url('web')).toEqual({ scheme: 'http', user: null, host: 'web', port: 80, hasPort: false, target: '/' });
    expect(url('HTTP://me:pw@[::1]:8080/a/b?c=d#e')).toEqual({
      scheme: 'http',
      user: 'me:pw',
      host: '::1',
      port: 8080,
      hasPort: true,
      target: '/a/b?c=d',
    });
    expect(url('localhost:5000?x')).toMatchObject({ host: 'localhost', port: 5000, target: '/?x' });
    expect([parseUrl('http://a:99999/'), parseUrl('http://'), parseUrl('http://a:b/')]).toEqual([
      null,
      { scheme: 'http', user: null, host: '', port: 80, hasPort: false, target: '/' },
      null,
    ]);
  });

  it('are written out again', () => {
    expect([
      formatUrl(url('localhost:8080')),
      formatUrl(url('http://[::1]/x')),
      hostHeader(url('localhost:80')),
      hostHeader(url('localhost:8080')),
    ]).toEqual(['http://localhost:8080/', 'http://[::1]/x', 'localhost', 'localhost:8080']);
  });

  it('are followed', () => {
    const base = url('http://web:8080/a/b?c');
    const follow = (location: string) => formatUrl(resolveUrl(base, location) as Url);
    expect(['/x', 'x', '../x', '?q', '//other/y', 'https://s/z'].map(follow)).toEqual([
      'http://web:8080/x',
      'http://web:8080/a/x',
      'http://web:8080/x',
      'http://web:8080/a/b?q',
      'http://other/y',
      'https://s/z',
    ]);
    expect([removeDots('/foo/..'), removeDots('/a/./b/../c'), removeDots('/../x')]).toEqual(['/', '/a/c', '/x']);
  });
});
