import { type NextRequest, NextResponse } from 'next/server';

/**
 * What a page may load: nothing from elsewhere, no script but ours. Styles may be set in place, because the terminal
 * writes its own sheet. In development React needs `eval` for its error messages.
 */
function policy(nonce: string, host: string): string {
  const dev = process.env.NODE_ENV === 'development';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // older Safari does not count websockets of the same host as 'self'
    `connect-src 'self' ws://${host} wss://${host}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Gives every page a policy with a nonce of its own, which Next puts on its scripts. */
export function proxy(request: NextRequest): NextResponse {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  const nonce = btoa(String.fromCharCode(...octets));
  const host = (request.headers.get('host') ?? '').replace(/[^A-Za-z0-9.:[\]-]/g, '');
  const value = policy(nonce, host);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', value);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', value);
  return response;
}

export const config = { matcher: ['/((?!_next/static|_next/image|icon.svg).*)'] };
